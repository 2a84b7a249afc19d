"""Terms, KPIs, the mission, contact points and values: fields that need no page of their own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb.importers.library.fields import as_day
from kb.importers.records import (
    ContactPointRecord,
    Cover,
    KpiRecord,
    MissionRecord,
    ObjectiveRecord,
    Placed,
    PlainWordRecord,
    TermRecord,
    ValueRecord,
)
from kb.services.review.forms.form import (
    FieldProblem,
    Fields,
    Form,
    Input,
    Reading,
    Shape,
    first,
    lines_of,
)
from kb.services.review.forms.links import read_link
from kb.vocabulary import ThingKind


@dataclass(frozen=True)
class Cell:
    """How one value of a record is written into an input and read from it (ValueError)."""

    input: Input
    write: Callable[[Any], str] = str
    read: Callable[[str], Any] = str


class PlainForm:
    """A form of one input for each value of a record."""

    def __init__(self, record_class: type[Placed], *cells: Cell, has_slug: bool = True) -> None:
        self._class = record_class
        self._cells = cells
        self._has_slug = has_slug
        self.inputs = tuple(cell.input for cell in cells)

    def blank(self, key: str) -> Fields:
        """Return empty fields."""
        del key
        return {}

    def write(self, record: Placed) -> Fields:
        """Return the fields of `record`."""
        values = vars(record)
        return {one.input.name: [one.write(values[one.input.name])] for one in self._cells}

    def read(self, key: str, fields: Mapping[str, list[str]]) -> Reading:
        """Return the record, or what cannot be read."""
        values: dict[str, Any] = {"slug": key} if self._has_slug else {}
        problems = []
        for cell in self._cells:
            name = cell.input.name
            try:
                values[name] = cell.read(first(fields, name))
            except ValueError as error:
                what, _, mend = str(error).partition(". ")
                problems.append(FieldProblem(name, f"{what}.", mend))
        return Reading(None if problems else self._class(**values), tuple(problems))


def line(name: str, label: str, help_text: str = "") -> Cell:
    """Return a cell of one line."""
    return Cell(Input(name, label, Shape.LINE, help_text), read=lambda text: " ".join(text.split()))


def text(name: str, label: str, help_text: str = "") -> Cell:
    """Return a cell of several lines."""
    return Cell(Input(name, label, Shape.TEXT, help_text))


def names(name: str, label: str) -> Cell:
    """Return a cell of names with a blank between them."""
    about = "Names, with a blank between them."
    return Cell(
        Input(name, label, Shape.LINE, about), write=" ".join, read=lambda text: tuple(text.split())
    )


def lines(name: str, label: str, help_text: str = "") -> Cell:
    """Return a cell of texts, one on each line."""
    return Cell(Input(name, label, Shape.LINES, help_text), write="\n".join, read=lines_of)


def provision(name: str, label: str) -> Cell:
    """Return a cell that names one provision, or none."""
    return Cell(
        Input(name, label, Shape.LINE, "As original#eid, or original@2026-04-01#eid."),
        write=lambda cover: str(cover) if cover else "",
        read=_read_provision,
    )


def _read_provision(typed: str) -> Cover | None:
    return read_link(typed) if typed else None


def _write_hours(hours: tuple[tuple[str, str, str], ...]) -> str:
    return "\n".join(f"{days} {opens}-{closes}" for days, opens, closes in hours)


def _read_hours(typed: str) -> tuple[tuple[str, str, str], ...]:
    found = []
    for row in lines_of(typed):
        days, _, span = row.partition(" ")
        opens, dash, closes = span.strip().partition("-")
        if not dash:
            raise ValueError(f"“{row}” are no hours. Write them like mon-fri 08:30-17:00.")
        found.append((days, opens.strip(), closes.strip()))
    return tuple(found)


def _write_amounts(amounts: tuple[tuple[date, str], ...]) -> str:
    return "\n".join(f"{day.isoformat()}: {amount}" for day, amount in amounts)


def _read_amounts(typed: str) -> tuple[tuple[date, str], ...]:
    found = {}
    for row in lines_of(typed):
        day_text, _, amount = row.partition(":")
        day = as_day(day_text.strip())
        if day is None or not amount.strip():
            raise ValueError(f"“{row}” is no day with an amount. Write it like 2026-04-01: 48.")
        if day in found:
            raise ValueError(f"{day} stands here twice. Keep one of the two.")
        found[day] = amount.strip()
    if not found:
        raise ValueError("There is no amount. Write one like 2026-04-01: 48.")
    return tuple(sorted(found.items()))


def _write_objectives(objectives: tuple[ObjectiveRecord, ...]) -> str:
    return "\n".join(" | ".join(filter(None, (o.slug, o.name, o.why))) for o in objectives)


def _read_objectives(typed: str) -> tuple[ObjectiveRecord, ...]:
    found = []
    for row in lines_of(typed):
        parts = [part.strip() for part in row.split("|", 2)]
        if len(parts) < len(("slug", "name")):
            raise ValueError(f"“{row}” is no objective. Write it as name | in words | why.")
        found.append(ObjectiveRecord(*parts))
    return tuple(found)


_KEEP = Input(
    "keep", "Keep the lawyer’s word", Shape.FLAG, "It must be said as it is, and explained."
)
_AMOUNTS = Input(
    "amounts", "Amounts", Shape.LINES, "One on each line, with its first day: 2026-04-01: 48."
)
_HOURS = Input("hours", "Hours", Shape.LINES, "One span on each line: mon-fri 08:30-17:00.")
_OBJECTIVES = Input(
    "objectives", "Objectives", Shape.LINES, "One on each line: name | in words | why."
)

PLAIN: dict[ThingKind, Form] = {
    ThingKind.TERM: PlainForm(
        TermRecord,
        line("term", "The lawyer’s word"),
        line("plain", "The plain word"),
        text("definition", "What it means"),
        provision("source", "Where the law defines it"),
        Cell(_KEEP, write=lambda keep: "1" if keep else "", read=bool),
    ),
    ThingKind.PLAIN_WORD: PlainForm(
        PlainWordRecord,
        line("word", "The word or phrase, as the law has it"),
        lines("instead", "Say instead", "One on each line, the best first; none: leave it out."),
        Cell(_KEEP, write=lambda keep: "1" if keep else "", read=bool),
        text("why", "Why it is kept, or what is wrong with it"),
    ),
    ThingKind.KPI: PlainForm(
        KpiRecord,
        line("title", "Name"),
        text("what", "What it measures"),
        text("why", "Why"),
        text("improve", "How to improve it"),
        text("customer", "What it does for the customer"),
        text("agent", "What it does for the agent"),
        text("business", "What it does for the business"),
        line("unit", "Unit"),
        line("department", "Department", "Its name in addresses, as in billing."),
        names("objectives", "Objectives"),
    ),
    ThingKind.MISSION: PlainForm(
        MissionRecord,
        text("what", "What we do"),
        text("how", "How"),
        text("why", "Why"),
        text("vision", "Vision"),
        lines("values", "Values", "One on each line."),
        Cell(_OBJECTIVES, write=_write_objectives, read=_read_objectives),
        has_slug=False,
    ),
    ThingKind.CONTACT_POINT: PlainForm(
        ContactPointRecord,
        line("name", "Name"),
        line("department", "Department", "Its name in addresses, as in billing."),
        line("phone", "Telephone"),
        line("email", "E-mail"),
        Cell(_HOURS, write=_write_hours, read=_read_hours),
        text("takes", "What they take"),
        text("tell", "What to tell them"),
        names("topics", "Topics"),
    ),
    ThingKind.VALUE: PlainForm(
        ValueRecord,
        line("name", "What it is"),
        line("unit", "Unit", "As in hours, or $."),
        provision("basis", "The law that sets it"),
        Cell(_AMOUNTS, write=_write_amounts, read=_read_amounts),
    ),
}
