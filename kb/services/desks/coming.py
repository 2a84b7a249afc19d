"""What is coming, and how much of what it touches is ready: for desks, and for who writes."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.models import Edition
from kb.services.actor import Actor
from kb.services.editions.read_work import WorkRow, read_work
from kb.services.editions.readiness import readiness
from kb.services.permits import ORIGINAL, Matter, may
from kb.services.unit import Unit
from kb.vocabulary import ThingKind, Verb


@dataclass(frozen=True)
class ComingRow:
    """An edition whose day is to come: how much of what it touches is ready."""

    work: WorkRow
    done: int
    total: int
    clarifications: int

    @property
    def waits(self) -> bool:
        """True while something that it touches has no successor."""
        return self.done < self.total


def coming_to_write(unit: Unit, actor: Actor) -> tuple[ComingRow, ...]:
    """Return the coming changes for which the actor may write answers; none for who may not."""
    writes = may(actor, Verb.WRITE, Matter(kind=ThingKind.ANSWER))
    if not (writes and may(actor, Verb.READ_DRAFT, Matter(kind=ORIGINAL))):
        return ()
    return with_readiness(unit, actor, read_work(unit, actor).coming)


def with_readiness(unit: Unit, actor: Actor, works: Iterable[WorkRow]) -> tuple[ComingRow, ...]:
    """Return the rows with how ready we are for each; rights are the caller's to check."""
    return tuple(_row(unit, actor, one) for one in works)


def _row(unit: Unit, actor: Actor, work: WorkRow) -> ComingRow:
    ready = readiness(unit, actor, unit.session.get_one(Edition, work.id))
    return ComingRow(work, ready.done, ready.total, len(ready.clarifications))
