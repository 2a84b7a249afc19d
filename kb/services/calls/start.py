"""What the call screen offers before anything was typed, and where nothing was found."""

from dataclasses import dataclass

from kb.importers.content import unpack
from kb.importers.records import ContactPointRecord
from kb.services.actor import Actor
from kb.services.calls.panes import Transfer, transfer
from kb.services.permits import require
from kb.services.publishing.knowledge import knowledge
from kb.services.publishing.published import shown_revision, shown_revisions
from kb.services.unit import Unit
from kb.vocabulary import ThingKind, Verb

MOST = 8  # lines of each list: a start, not a catalogue

CRISIS_PROCESS = "caller-at-risk"
"""Slug of the process that the fixed control of every page starts, where the library has it."""


VERIFY_PROCESS = "verify-caller"
"""Slug of the process that verifies a caller, where the library has it."""


@dataclass(frozen=True)
class Start:
    """Processes as (slug, title), and whom to transfer to."""

    processes: tuple[tuple[str, str], ...]
    contacts: tuple[Transfer, ...]


def read_start(unit: Unit, actor: Actor) -> Start:
    """Return the first processes by name, and contact points: those that are open now first."""
    require(actor, Verb.READ)
    processes, contacts = unit.memory.recall(("start", knowledge(unit)), lambda: _read(unit))
    transfers = sorted((transfer(unit, record) for record in contacts), key=_open_first)
    return Start(processes, tuple(transfers[:MOST]))


def crisis_process(unit: Unit) -> str:
    """Return the slug of the process for a caller at risk; "" where none is published."""
    return _if_shown(unit, CRISIS_PROCESS)


def verify_process(unit: Unit) -> str:
    """Return the slug of the process that verifies a caller; "" where none is published."""
    return _if_shown(unit, VERIFY_PROCESS)


def _if_shown(unit: Unit, slug: str) -> str:
    is_shown = unit.memory.recall(
        ("is shown", knowledge(unit), slug),
        lambda: shown_revision(unit, ThingKind.PROCESS, slug) is not None,
    )
    return slug if is_shown else ""


def _open_first(point: Transfer) -> tuple[bool, str]:
    return not point.is_open, point.name


def _read(unit: Unit) -> tuple[tuple[tuple[str, str], ...], tuple[ContactPointRecord, ...]]:
    """Return processes as (slug, title), and contact points; whether they are open is not known."""
    processes = shown_revisions(unit, ThingKind.PROCESS)
    titled = sorted(((slug, one.title) for slug, one in processes.items()), key=lambda row: row[1])
    shown = shown_revisions(unit, ThingKind.CONTACT_POINT)
    records = [unpack(ContactPointRecord, one.content) for one in shown.values()]
    return tuple(titled[:MOST]), tuple(records)
