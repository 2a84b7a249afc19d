"""When single provisions begin and end to apply: `period` to its events, as Akoma Ntoso names them.

`<section period="#tg1">` names a temporal group, that one intervals, those events with dates; the
older `start="#e1"` and `end="#e2"` name events at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kb.importers.akoma_ntoso.xml import Element


@dataclass(frozen=True)
class Periods:
    """Events and periods of one document, by id."""

    events: Mapping[str, date]
    intervals: Mapping[str, tuple[str, str]]  # temporal group -> (start event, end event)

    def of(self, element: Element) -> tuple[date | None, date | None]:
        """Return the first and the last day of what `element` says, None where they are open."""
        start, end = self.intervals.get(_target(element.get("period")), ("", ""))
        start, end = _target(element.get("start")) or start, _target(element.get("end")) or end
        ends = self.events.get(end)
        return self.events.get(start), ends - timedelta(days=1) if ends else None


def read_periods(meta: Element | None) -> Periods:
    """Return the events and periods that the metadata of a document names."""
    events: dict[str, date] = {}
    intervals: dict[str, tuple[str, str]] = {}
    for one in walk_elements(meta):
        name = id_of(one)
        if one.name == "eventRef" and (day := day_of(one.get("date"))):
            events[name] = day
        elif one.name == "temporalGroup":
            for interval in one.elements:
                ends = (_target(interval.get("start")), _target(interval.get("end")))
                intervals.setdefault(name, ends)
    return Periods(events, intervals)


def walk_elements(element: Element | None) -> Iterator[Element]:
    """Yield `element` and all below it, in order; nothing for None."""
    if element is not None:
        yield element
        for one in element.elements:
            yield from walk_elements(one)


def id_of(element: Element) -> str:
    """Return an element's own id: `eId` of version 3.0, `id` of 2.0."""
    return element.get("eId") or element.get("id")


def day_of(text: str) -> date | None:
    """Return the day that an ISO date or date and time names."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _target(href: str) -> str:
    return href.removeprefix("#")
