"""Amounts by date: what each one is from when, what it rests on, and where it is printed."""

from dataclasses import dataclass
from datetime import date, timedelta

from kb.errors import NotFoundError
from kb.importers.content import unpack
from kb.importers.records import AnswerRecord, ProcessRecord, ValueRecord
from kb.models import Revision
from kb.services.actor import Actor
from kb.services.law.pane import LawPart, law_pane
from kb.services.permits import Matter, may, require
from kb.services.propagation.covered import covered
from kb.services.publishing.published import shown_revision, shown_revisions
from kb.services.publishing.values import print_amount, print_value
from kb.services.unit import Unit
from kb.text.markup import value_names
from kb.vocabulary import Role, ThingKind, Verb

FORESEERS = (Role.TRAINER, Role.COMPLIANCE, Role.LEAD, Role.PARTNER)
"""Who sees an amount before the day from which it counts."""


@dataclass(frozen=True)
class Amount:
    """One amount, printed, with its first and last day; `until` is None while no other is known."""

    printed: str
    since: date
    until: date | None
    is_now: bool
    is_coming: bool


@dataclass(frozen=True)
class ValueRow:
    """A value in the list of all: what it is on the unit's day, and what it will be next."""

    slug: str
    name: str
    unit: str
    now: str | None
    coming: Amount | None


@dataclass(frozen=True)
class ValuePage:
    """A value with everything about it."""

    row: ValueRow
    amounts: tuple[Amount, ...]  # newest first
    basis: tuple[LawPart, ...]
    answers: tuple[tuple[str, str, str, str], ...]  # (language, original, id, question)
    processes: tuple[tuple[str, str], ...]  # (slug, title)
    may_change: bool


def read_values(unit: Unit, actor: Actor) -> tuple[ValueRow, ...]:
    """Return every published value, by name."""
    require(actor, Verb.READ)
    shown = shown_revisions(unit, ThingKind.VALUE)
    rows = (_row(unit, actor, unpack(ValueRecord, one.content)) for one in shown.values())
    return tuple(sorted(rows, key=lambda row: row.name.casefold()))


def read_value(unit: Unit, actor: Actor, slug: str) -> ValuePage:
    """Return one value. Raises NotFoundError where none is published by that name."""
    require(actor, Verb.READ)
    revision = shown_revision(unit, ThingKind.VALUE, slug)
    if revision is None:
        raise NotFoundError(f"There is no amount “{slug}”. Look in the list at /values.")
    record = unpack(ValueRecord, revision.content)
    return ValuePage(
        row=_row(unit, actor, record),
        amounts=tuple(reversed(_amounts(unit, actor, record))),
        basis=law_pane(unit, covered(unit, revision)),
        answers=_answers(unit, slug),
        processes=_processes(unit, slug),
        may_change=may(actor, Verb.WRITE, Matter(kind=ThingKind.VALUE)),
    )


def _row(unit: Unit, actor: Actor, record: ValueRecord) -> ValueRow:
    coming = next((one for one in _amounts(unit, actor, record) if one.is_coming), None)
    name = record.name or record.slug
    return ValueRow(record.slug, name, record.unit, print_value(record, unit.day), coming)


def _amounts(unit: Unit, actor: Actor, record: ValueRecord) -> list[Amount]:
    """Return the amounts, oldest first; whoever talks to callers learns of one on its day."""
    known = record.amounts
    if not actor.has(*FORESEERS):
        last = max(unit.day, unit.today)
        known = tuple((start, amount) for start, amount in known if start <= last)
    starts = [start for start, _ in known]
    following = [*starts[1:], None]
    return [
        Amount(
            printed=print_amount(record, amount),
            since=start,
            until=end - timedelta(days=1) if end else None,
            is_now=start <= unit.day and (end is None or unit.day < end),
            is_coming=start > unit.day,
        )
        for (start, amount), end in zip(known, following, strict=True)
    ]


def _prints(revision: Revision, slug: str) -> bool:
    blocks = revision.content.get("blocks", [])
    steps = revision.content.get("steps", [])
    texts = [block["text"] for block in blocks]
    texts += [block["text"] for step in steps for block in step["blocks"]]
    return slug in value_names("\n".join([*texts, revision.content.get("about", "")]))


def _answers(unit: Unit, slug: str) -> tuple[tuple[str, str, str, str], ...]:
    shown = shown_revisions(unit, ThingKind.ANSWER).values()
    records = (unpack(AnswerRecord, one.content) for one in shown if _prints(one, slug))
    found = ((one.language, one.original, one.id, one.question) for one in records)
    return tuple(sorted(found))


def _processes(unit: Unit, slug: str) -> tuple[tuple[str, str], ...]:
    shown = shown_revisions(unit, ThingKind.PROCESS).values()
    records = (unpack(ProcessRecord, one.content) for one in shown if _prints(one, slug))
    return tuple(sorted((one.slug, one.title) for one in records))
