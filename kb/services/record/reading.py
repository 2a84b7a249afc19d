"""Read the audit record: newest first, a page at a time, by day, verb, thing and actor.

Many entries of one act, such as a load, stand in one row, and can be read one by one.

Nothing here counts what a person did (I9). Who came and went is shown for one day and everybody,
never gathered by person or over time: the record is there to say what was done, not how somebody
works.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, islice
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from kb.errors import InvalidError
from kb.models import AuditEntry, Chain, User
from kb.services.actor import NOBODY, OPERATOR, Actor
from kb.services.permits import require
from kb.services.unit import Unit
from kb.vocabulary import Verb

A_PAGE = 50
MANY = 6
"""So many entries of one act are shown as one row."""
COMINGS = frozenset({"sign_in", "refuse_sign_in", "sign_out", "end_session", "end_other_sessions"})


@dataclass(frozen=True)
class Wanted:
    """Which entries to show: days (both included), a verb, what a thing's key begins with, who."""

    first: date | None = None
    last: date | None = None
    verb: str = ""
    thing: str = ""
    actor: str = ""
    act: int | None = None  # the newest entry of an act: its entries alone, one by one

    @property
    def has_comings(self) -> bool:
        """True where signing in and out is shown: one day, and nobody in particular."""
        is_one_day = self.first is not None and self.first == self.last
        return is_one_day and not (self.thing or self.actor or self.act)

    def as_values(self) -> dict[str, str]:
        """Return what was asked for, as the fields of the form; empty ones left out."""
        days = {"first": self.first, "last": self.last}
        given = {name: day.isoformat() for name, day in days.items() if day}
        words = {"verb": self.verb, "thing": self.thing, "actor": self.actor}
        given |= {"act": str(self.act)} if self.act else {}
        return given | {name: text for name, text in words.items() if text}


@dataclass(frozen=True)
class Entry:
    """One line of the record. `who` is the name of an account, "operator" or "nobody"."""

    number: int
    at: datetime
    who: str
    verb: str
    thing: str
    details: dict[str, Any]
    why: str
    previous_hash: str
    hash: str


@dataclass(frozen=True)
class Row:
    """One entry, or the newest of an act that wrote many alike: from `first` on, `count` in all."""

    entry: Entry
    first: int
    count: int = 1

    @property
    def is_folded(self) -> bool:
        """True where it stands for more than itself."""
        return self.count > 1


@dataclass(frozen=True)
class RecordPage:
    """One page of the record; `older` is the number to go on before, None at its beginning."""

    rows: tuple[Row, ...]
    older: int | None
    verbs: tuple[str, ...]
    count: int  # of the whole record, whatever was asked for


def read_record(
    unit: Unit, actor: Actor, wanted: Wanted, *, before: int | None = None
) -> RecordPage:
    """Return the newest entries that were asked for, of those numbered below `before`.

    Raises NotAllowedError, and InvalidError for days the wrong way round or an unknown account.
    """
    require(actor, Verb.READ_AUDIT)
    spans = _spans(unit, wanted, before)
    shown = spans[:A_PAGE]
    verbs = select(AuditEntry.verb).distinct().order_by(AuditEntry.verb)
    return RecordPage(
        rows=_rows(unit, wanted, shown),
        older=shown[-1].first if len(spans) > A_PAGE else None,
        verbs=tuple(unit.session.scalars(verbs)),
        count=unit.session.get_one(Chain, 1).audit_count,
    )


def iterate_record(unit: Unit, wanted: Wanted, *, last: int) -> Iterator[Entry]:
    """Yield the entries asked for up to the number `last`, oldest first.

    Rights are the caller's to check: see `exporting.export_record`.
    """
    query = _query(unit, wanted).where(AuditEntry.number <= last).order_by(AuditEntry.number)
    for row in unit.session.execute(query).yield_per(1000):
        yield _entry(*row)


@dataclass(frozen=True)
class _Span:
    """The numbers of entries that one row shows, both included."""

    last: int
    first: int
    count: int


def _spans(unit: Unit, wanted: Wanted, before: int | None) -> list[_Span]:
    """Return what stands in the rows of one page, and one more where there is more.

    A transaction has one instant, so neighbours that share it, their actor and verb are one act.
    """
    columns = (AuditEntry.number, AuditEntry.at, AuditEntry.actor_id, AuditEntry.verb)
    query = select(*columns).where(*_conditions(unit, wanted)).order_by(AuditEntry.number.desc())
    if before is not None:
        query = query.where(AuditEntry.number < before)
    if wanted.act is not None:
        numbers = unit.session.execute(query.limit(A_PAGE + 1))
        return [_Span(row.number, row.number, 1) for row in numbers]
    keys = unit.session.execute(query.execution_options(yield_per=1000))
    acts = groupby(keys, key=lambda row: (row.at, row.actor_id, row.verb))
    found = (span for _, act in acts for span in _spans_of([row.number for row in act]))
    return list(islice(found, A_PAGE + 1))


def _spans_of(numbers: list[int]) -> list[_Span]:
    if len(numbers) < MANY:
        return [_Span(number, number, 1) for number in numbers]
    return [_Span(numbers[0], numbers[-1], len(numbers))]


def _rows(unit: Unit, wanted: Wanted, spans: list[_Span]) -> tuple[Row, ...]:
    numbers = [span.last for span in spans]
    query = _query(unit, wanted).where(AuditEntry.number.in_(numbers))
    entries = {row.AuditEntry.number: _entry(*row) for row in unit.session.execute(query)}
    return tuple(Row(entries[span.last], span.first, span.count) for span in spans)


def _query(unit: Unit, wanted: Wanted) -> Select[AuditEntry, str | None]:
    query = select(AuditEntry, User.name).outerjoin(User, User.id == AuditEntry.actor_id)
    return query.where(*_conditions(unit, wanted))


def _conditions(unit: Unit, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.first and wanted.last and wanted.first > wanted.last:
        raise InvalidError("The first day is after the last one. Change one of them.")
    if wanted.first:
        yield AuditEntry.at >= _start(unit, wanted.first)
    if wanted.last:
        yield AuditEntry.at < _start(unit, wanted.last + timedelta(days=1))
    if wanted.verb:
        yield AuditEntry.verb == wanted.verb
    if wanted.thing:
        yield AuditEntry.thing.startswith(wanted.thing, autoescape=True)
    if wanted.actor:
        yield _is_by(unit, wanted.actor)
    if wanted.act is not None:
        yield from _in_act(unit, wanted.act)
    if not wanted.has_comings:
        yield AuditEntry.verb.not_in(COMINGS)


def _in_act(unit: Unit, number: int) -> Iterator[ColumnElement[bool]]:
    newest = unit.session.get(AuditEntry, number)
    if newest is None:
        raise InvalidError(f"There is no entry {number}.")
    yield AuditEntry.number <= number
    yield AuditEntry.at == newest.at
    yield AuditEntry.verb == newest.verb


def _start(unit: Unit, day: date) -> datetime:
    return datetime.combine(day, time.min, unit.zone).astimezone(UTC)


def _is_by(unit: Unit, name: str) -> ColumnElement[bool]:
    if name == OPERATOR.name:
        return AuditEntry.actor_id.is_(None)
    found = unit.session.scalar(select(User.id).where(User.name == name.strip().lower()))
    if found is None:
        raise InvalidError(f"There is no account {name!r}. Write the name that it signs in with.")
    return AuditEntry.actor_id == found


def _entry(row: AuditEntry, name: str | None) -> Entry:
    refused = row.verb == "refuse_sign_in"
    return Entry(
        number=row.number,
        at=row.at,
        who=name or (NOBODY.name if refused else OPERATOR.name),
        verb=row.verb,
        thing=row.thing,
        details=row.details,
        why=row.why,
        previous_hash=row.previous_hash,
        hash=row.hash,
    )
