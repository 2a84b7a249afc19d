"""Which edition a link to a provision means, and the rows that store it.

A link in a file may leave its edition open. Then unchanged words stay with the edition they were
confirmed against, and new or changed words mean the newest: loading a new edition never confirms
old words silently (I4).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from kb.importers.records import (
    AnswerRecord,
    Cover,
    MissionRecord,
    Placed,
    ProcessRecord,
    TermRecord,
    TranslationRecord,
    ValueRecord,
)
from kb.models import Cover as CoverRow
from kb.models import Provision
from kb.services.library.released import released_editions
from kb.services.unit import Unit

Choose = Callable[[Cover], date | None]


@dataclass(frozen=True)
class Link:
    """A resolved link: the part of the thing it belongs to ("" or a step's id) and the cover."""

    part: str
    cover: Cover


class Shelf:
    """The editions that were released, by original and day, for the length of one load.

    A load of drafts sees drafts too.
    """

    def __init__(self, unit: Unit, *, with_drafts: bool = False) -> None:
        self._unit = unit
        self._editions: dict[str, dict[date, int]] = {}
        editions = released_editions(unit, with_drafts=with_drafts)
        for (slug, day), edition in editions.items():
            self.add(slug, day, edition.id)

    def add(self, slug: str, day: date, edition_id: int) -> None:
        """Note an edition; a later version of the same day takes the earlier one's place."""
        self._editions.setdefault(slug, {})[day] = edition_id

    def newest(self, slug: str) -> date:
        """Return the newest in-force date of an original. Raises KeyError if there is none."""
        return max(self._editions[slug])

    def meant(self, cover: Cover) -> date:
        """Return the edition that a link means which names none.

        A translation means the newest. Other links mean the one in force, unless only the newest
        has that provision.
        """
        newest = self.newest(cover.original)
        past = [day for day in self._editions[cover.original] if day <= self._unit.today]
        if not cover.eid or not past:
            return newest
        return max(past) if self._has(cover, max(past)) else newest

    def _has(self, cover: Cover, day: date) -> bool:
        address = (self.edition_id(cover.original, day), cover.eid)
        return self._unit.session.get(Provision, address) is not None

    def edition_id(self, slug: str, day: date) -> int:
        """Return the id of an edition. Raises KeyError if there is none."""
        return self._editions[slug][day]

    def rows(self, record: Placed, revision_id: int) -> list[CoverRow]:
        """Return the link rows of a record whose editions are all named."""
        return [
            CoverRow(
                revision_id=revision_id,
                position=position,
                part=link.part,
                edition_id=self.edition_id(link.cover.original, _named(link.cover)),
                eid=link.cover.eid,
            )
            for position, link in enumerate(links_of(record))
        ]


def links_of(record: Placed) -> Iterator[Link]:
    """Yield the links of a record, in order."""
    match record:
        case AnswerRecord():
            for cover in record.covers:
                own = cover.original == record.original and cover.edition is None
                yield Link("", replace(cover, edition=record.edition) if own else cover)
        case ProcessRecord():
            for step in record.steps:
                yield from (Link(step.id, cover) for cover in step.basis)
        case TermRecord(source=Cover() as source):
            yield Link("", source)
        case ValueRecord(basis=Cover() as basis):
            yield Link("", basis)


def key_of(record: Placed) -> str:
    """Return the key of the thing that a record describes, unique within its kind."""
    match record:
        case AnswerRecord():
            return f"{record.language}/{record.original}#{record.id}"
        case TranslationRecord():
            return f"{record.language}/{record.original}"
        case MissionRecord():
            return "mission"
    return str(vars(record)["slug"])


def with_editions(record: Placed, choose: Choose) -> Placed:
    """Return `record` with every edition named; `choose` names those left open."""
    if isinstance(record, AnswerRecord | TranslationRecord):
        edition = record.edition or choose(Cover(record.original, ""))
        record = replace(record, edition=edition)
    return map_covers(record, lambda cover: replace(cover, edition=cover.edition or choose(cover)))


def map_covers(record: Placed, change: Callable[[Cover], Cover]) -> Placed:
    """Return `record` with each link changed, but an answer's to its own original."""
    match record:
        case AnswerRecord():
            own = record.original
            covers = (one if one.original == own else change(one) for one in record.covers)
            return replace(record, covers=tuple(covers))
        case ProcessRecord():
            steps = (replace(step, basis=tuple(map(change, step.basis))) for step in record.steps)
            return replace(record, steps=tuple(steps))
        case TermRecord(source=Cover() as source):
            return replace(record, source=change(source))
        case ValueRecord(basis=Cover() as basis):
            return replace(record, basis=change(basis))
    return record


def editions_of(record: Placed) -> dict[tuple[str, str], date | None]:
    """Return {(original, eid): edition} of a record whose editions are named."""
    found = {(link.cover.original, link.cover.eid): link.cover.edition for link in links_of(record)}
    if isinstance(record, AnswerRecord | TranslationRecord):
        found[record.original, ""] = record.edition
    return found


def begins_at(unit: Unit, record: Placed) -> datetime | None:
    """Return when words made against a coming edition take over, or None: at once.

    That is when its day begins; of several, the last one's.
    """
    days = [link.cover.edition for link in links_of(record) if link.cover.edition]
    coming = [day for day in days if day > unit.today]
    if not coming:
        return None
    return datetime.combine(max(coming), time.min, tzinfo=unit.zone)


def _named(cover: Cover) -> date:
    if cover.edition is None:
        raise ValueError(f"{cover.original}#{cover.eid} names no edition.")
    return cover.edition
