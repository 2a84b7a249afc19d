"""The unit of work: one request or command, one transaction, with its audit and index work.

with store.change() as unit:        # takes the write lock, commits at the end or not at all
    withdraw(unit, actor, …)

with store.read() as unit:          # its own connection; sees one moment of the database
    answer = read_answer(unit, actor, …)
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from kb.models import Chain, OutboxRow
from kb.services import audit
from kb.services.actor import Actor
from kb.services.database import reading, told_when_busy, writing
from kb.services.memory import Memory

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the present instant; tests pass a clock of their own instead."""
    return datetime.now(UTC)


@dataclass
class Unit:
    """What a service works with. `chain` is None in a unit that only reads.

    Two clocks (I7): `now` is the instant whose knowledge counts (for `seen_at`, a past one), and
    `as_of` the day whose law counts, None for the day it is. `memory` holds facts about rows
    that never change.
    """

    session: Session
    now: datetime
    zone: ZoneInfo
    audit_key: bytes = field(repr=False)
    chain: Chain | None = None
    as_of: date | None = None
    memory: Memory = field(default_factory=Memory, repr=False)

    @property
    def today(self) -> date:
        """The day it is in the library's time zone."""
        return self.now.astimezone(self.zone).date()

    @property
    def day(self) -> date:
        """The day whose law counts: `as_of`, or today."""
        return self.as_of or self.today

    def record(
        self, actor: Actor, verb: str, thing: str, *, details: dict[str, Any], why: str = ""
    ) -> None:
        """Add an audit entry to this transaction."""
        deed = audit.Deed(verb=verb, thing=thing, details=details, why=why)
        audit.append(
            self.session, self._chain(), deed, actor_id=actor.id, at=self.now, key=self.audit_key
        )

    def enqueue(self, group: str) -> None:
        """Note in this transaction that the index entry of `group` is stale."""
        chain = self._chain()
        chain.outbox_sequence += 1
        self.session.add(OutboxRow(sequence=chain.outbox_sequence, group=group, at=self.now))

    def _chain(self) -> Chain:
        if self.chain is None:
            raise RuntimeError("This unit only reads; open one with store.change().")
        return self.chain


class Store:
    """Opens units of work on one database."""

    def __init__(
        self, engine: Engine, *, audit_key: bytes, zone: ZoneInfo, clock: Clock = utc_now
    ) -> None:
        self.engine = engine
        self._reading = reading(engine)
        self._writing = writing(engine)
        self._audit_key = audit_key
        self._zone = zone
        self._clock = clock
        self._memory = Memory()

    @property
    def today(self) -> date:
        """The day it is in the library's time zone; inside a unit use the unit's."""
        return self._clock().astimezone(self._zone).date()

    @contextmanager
    def read(self, *, as_of: date | None = None, seen_at: datetime | None = None) -> Iterator[Unit]:
        """Open a unit that sees one moment of the database and changes nothing.

        `as_of` asks for the law of a day with what is approved for it now; `seen_at` for what was
        shown at a past instant (I7). Who may ask for the past is the services' to check.
        """
        with told_when_busy(), Session(self._reading, autoflush=False) as session:
            unit = self._unit(session)
            unit.as_of = as_of
            unit.memory = self._memory  # it reads only what is committed
            unit.now = min(seen_at, unit.now) if seen_at else unit.now
            yield unit

    @contextmanager
    def change(self) -> Iterator[Unit]:
        """Open a unit that changes: alone, whole or not at all. Raises BusyError."""
        with told_when_busy(), Session(self._writing) as session, session.begin():
            chain = session.scalars(select(Chain).with_for_update()).one()
            unit = self._unit(session)  # after the wait for the lock: times follow the numbers
            unit.chain = chain
            yield unit

    @contextmanager
    def touch(self) -> Iterator[Unit]:
        """Open a unit for rows that are no content and no audit: sessions, tries, logs.

        Raises BusyError.
        """
        with told_when_busy(), Session(self._writing) as session, session.begin():
            yield self._unit(session)

    def _unit(self, session: Session) -> Unit:
        return Unit(session, self._clock(), self._zone, self._audit_key)
