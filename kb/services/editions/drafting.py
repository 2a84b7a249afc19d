"""Save what was written as a draft: a new version each time, so that no text is ever lost."""

from dataclasses import dataclass, replace

from sqlalchemy import func, select

from kb.importers.records import EditionRecord
from kb.models import Edition, Original, User
from kb.services.actor import Actor
from kb.services.editions.carrying import carry_decisions
from kb.services.editions.life import OPEN, Event, Move, add_state, move, require_move
from kb.services.editions.reading import TextReading, read_text
from kb.services.editions.stored import GREATEST_ID, find_edition, in_work, state_of
from kb.services.editions.written import Written
from kb.services.library.editions import add_edition
from kb.services.unit import Unit
from kb.vocabulary import State


@dataclass(frozen=True)
class Rival:
    """Somebody's text of the same edition, saved since this form was opened."""

    edition_id: int
    author: str
    state: State

    @property
    def can_be_replaced(self) -> bool:
        """True while it is still being written; what is in review must be taken back first."""
        return self.state in OPEN


@dataclass(frozen=True)
class Drafted:
    """What became of a save: the draft, or why there is none. Nothing is stored then."""

    reading: TextReading
    edition_id: int | None = None
    rival: Rival | None = None


def draft_edition(unit: Unit, actor: Actor, written: Written) -> Drafted:
    """Save `written` as the newest draft of its edition, unless something is wrong with it.

    What was decided of unchanged provisions is carried along. A text that somebody saved since
    the form was opened is not replaced: it is returned as rival, and the form then names it.
    """
    reading = read_text(unit, actor, written)
    if reading.record is None:
        return Drafted(reading)
    rival = _rival(unit, reading.record, written)
    if rival is not None and rival.edition_id != written.replaces:
        shown = replace(reading.written, replaces=rival.edition_id)
        return Drafted(replace(reading, written=shown), rival=rival)
    if rival is not None and not rival.can_be_replaced:
        return Drafted(reading, rival=rival)
    return Drafted(reading, edition_id=_save(unit, actor, reading.record, written).id)


def set_aside(unit: Unit, actor: Actor, edition_id: int, *, why: str) -> Edition:
    """Put a draft away; its text stays readable."""
    edition = find_edition(unit, actor, edition_id)
    require_move(unit, actor, edition, Event.SET_ASIDE)
    move(unit, actor, edition, Move(Event.SET_ASIDE, State.RETIRED, why))
    return edition


def _rival(unit: Unit, record: EditionRecord, written: Written) -> Rival | None:
    """Return the text that this one would replace, whether or not the form knows of it."""
    for edition, state in in_work(unit, record.original):
        if edition.in_force_from == record.in_force_from or edition.id == written.replaces:
            author = unit.session.get(User, edition.author_id) if edition.author_id else None
            name = (author.full_name or author.name) if author else "the operator"
            return Rival(edition.id, name, state)
    return None


def _save(unit: Unit, actor: Actor, record: EditionRecord, written: Written) -> Edition:
    base = _base(unit, record, written)
    if base is not None and _says_the_same(unit, base, record):
        return base
    version = _last_version(unit, record) + 1
    edition = add_edition(unit, actor, record, version=version, origin="person")
    add_state(
        unit, actor, edition, State.DRAFT, verb="edition_save", change=Move(Event.SAVE, State.DRAFT)
    )
    if base is not None:
        carry_decisions(unit, base, edition)
    if base is not None and state_of(unit, base) in OPEN:
        why = f"replaced by version {version}, in force from {record.in_force_from}"
        move(unit, actor, base, Move(Event.SET_ASIDE, State.RETIRED, why))
    return edition


def _base(unit: Unit, record: EditionRecord, written: Written) -> Edition | None:
    """Return the text that this one was made from; a form cannot name another original's."""
    named = written.replaces
    found = unit.session.get(Edition, named) if named and named <= GREATEST_ID else None
    return found if found is not None and found.original.slug == record.original else None


def _says_the_same(unit: Unit, base: Edition, record: EditionRecord) -> bool:
    is_same = base.source == record.source and base.in_force_from == record.in_force_from
    return is_same and state_of(unit, base) in OPEN


def _last_version(unit: Unit, record: EditionRecord) -> int:
    query = (
        select(func.max(Edition.version))
        .join(Original, Edition.original_id == Original.id)
        .where(Original.slug == record.original, Edition.in_force_from == record.in_force_from)
    )
    return unit.session.scalar(query) or 0
