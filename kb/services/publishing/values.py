"""Dated amounts: what `{{ value:slug }}` prints on a day."""

from collections.abc import Callable
from datetime import date

from kb.importers.content import unpack
from kb.importers.records import ValueRecord
from kb.services.publishing.knowledge import knowledge
from kb.services.publishing.published import shown_revisions
from kb.services.unit import Unit
from kb.vocabulary import ThingKind

Lookup = Callable[[str], str | None]


def value_lookup(unit: Unit, *, on: date | None = None) -> Lookup:
    """Return a function that prints a value by its slug: "48", "$20", or None if unknown.

    The amounts are those of the day `on` (default: the unit's). Values are read at first use.
    """
    known: dict[str, ValueRecord] = {}

    def look_up(slug: str) -> str | None:
        if not known:
            known.update(unit.memory.recall(("values", knowledge(unit)), lambda: _read(unit)))
        record = known.get(slug)
        return print_value(record, on or unit.day) if record else None

    return look_up


def print_value(record: ValueRecord, day: date) -> str | None:
    """Return the amount in force on `day`, or None before the first one.

    A currency sign is printed before it; other units stand in the sentence ("48 working hours").
    """
    amounts = [amount for start, amount in record.amounts if start <= day]
    return print_amount(record, amounts[-1]) if amounts else None


def print_amount(record: ValueRecord, amount: str) -> str:
    """Return one amount of a value as sentences print it."""
    return f"{record.unit}{amount}" if record.unit in {"$", "£", "€"} else amount


def _read(unit: Unit) -> dict[str, ValueRecord]:
    shown = shown_revisions(unit, ThingKind.VALUE)
    return {key: unpack(ValueRecord, one.content) for key, one in shown.items()}
