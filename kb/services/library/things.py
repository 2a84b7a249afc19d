"""Store reviewed things as revisions: answers, processes, terms, values and the rest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from kb.errors import Problem
from kb.importers.content import Content, kind_for, pack, unpack
from kb.importers.records import AnswerRecord, Library, Placed
from kb.models import Original, Revision, StateChange, Thing
from kb.services.library.accepted import with_acceptances
from kb.services.library.covers import (
    Choose,
    begins_at,
    editions_of,
    key_of,
    with_editions,
)
from kb.services.library.editions import department_id
from kb.services.library.loading import Load
from kb.services.publishing import states
from kb.services.publishing.published import shown_revision
from kb.services.unit import Unit
from kb.vocabulary import SHOWN, State, ThingKind


def things_in(library: Library) -> Iterator[Placed]:
    """Yield every reviewed thing of a library, each answer with its translation's edition."""
    heads = {(head.language, head.original): head for head in library.translations}
    yield from library.translations
    for answer in library.answers:
        head = heads.get((answer.language, answer.original))
        edition = answer.edition or (head.edition if head else None)
        yield replace(answer, edition=edition)
    yield from library.processes
    yield from library.terms
    yield from library.plain_words
    yield from library.values
    yield from library.contact_points
    yield from library.kpis
    if library.mission:
        yield library.mission


def load_thing(load: Load, record: Placed) -> str | Problem:
    """Store a record as the next revision of its thing, and publish it or leave it a draft.

    What says the same as what is shown is left alone, and so is what will take its place.
    """
    thing = thing_of(load.unit, record)
    past = _read_past(load.unit, thing)
    standing = list(_standing(load, thing, past))
    if any(_says_the_same(load.unit, record, one) for one in standing):
        return "unchanged"
    released, state = past.last_released(load.unit)
    is_taken = released is not None and (released.origin == "person" or state not in SHOWN)
    if released is not None and is_taken and not load.as_draft:
        return _refusal(record, released, state)
    whole = with_editions(record, _choice(load, record, standing))
    return _store(load, thing, whole, is_new=released is None)


def thing_of(unit: Unit, record: Placed) -> Thing:
    """Return the thing that a record describes, made if there is none."""
    kind, key = kind_for(type(record)), key_of(record)
    found = unit.session.scalar(select(Thing).where(Thing.kind == kind, Thing.key == key))
    if found is None:
        slug = vars(record).get("original", "")
        original = unit.session.scalar(select(Original.id).where(Original.slug == slug))
        found = Thing(kind=kind, key=key, original_id=original, created_at=unit.now)
        unit.session.add(found)
        unit.session.flush()
    return found


@dataclass(frozen=True)
class _Past:
    """What became of a thing: the newest state of each revision, by id, and what was released."""

    states: dict[int, str]
    released: list[int]  # in the order in which they were first shown or scheduled

    def last_released(self, unit: Unit) -> tuple[Revision | None, str]:
        """Return the revision that was released last, and its newest state."""
        if not self.released:
            return None, ""
        last = self.released[-1]
        return unit.session.get_one(Revision, last), self.states[last]


def _read_past(unit: Unit, thing: Thing) -> _Past:
    query = (
        select(StateChange.revision_id, StateChange.state)
        .where(StateChange.thing_id == thing.id)
        .order_by(StateChange.id)
    )
    past = _Past({}, [])
    for revision_id, state in unit.session.execute(query):
        past.states[revision_id] = state
        if state in SHOWN and revision_id not in past.released:
            past.released.append(revision_id)
    return past


def _standing(load: Load, thing: Thing, past: _Past) -> Iterator[Revision]:
    """Yield the revisions that a file may simply say again."""
    if load.as_draft:
        newest = max(past.states, default=None)
        if newest is not None and past.states[newest] in SHOWN | {State.DRAFT}:
            yield load.unit.session.get_one(Revision, newest)
        return
    released, state = past.last_released(load.unit)
    if released is not None and state in SHOWN:
        yield released
    shown = shown_revision(load.unit, ThingKind(thing.kind), thing.key) if released else None
    if shown is not None and shown is not released:
        yield shown


def _says_the_same(unit: Unit, record: Placed, revision: Revision) -> bool:
    """True when a revision has these words, and the editions that the record names.

    A file may also say who accepted the reasons for findings, as an export writes it.
    """
    kept = pack(with_editions(record, _as_in(revision, record)))
    if kept.hash == revision.content_hash:
        return True
    own = unpack(type(record), revision.content)
    accepted = with_acceptances(unit, revision.id, own)
    return accepted is not own and kept.hash == pack(accepted).hash


def _choice(load: Load, record: Placed, standing: Iterable[Revision]) -> Choose:
    """Return what names open editions: an answer that only moved stays with those it had."""
    if isinstance(record, AnswerRecord):
        for revision in standing:
            moved = replace(record, position=revision.content["position"])
            if _says_the_same(load.unit, moved, revision):
                return _as_in(revision, record)
    return load.shelf.meant


def _as_in(revision: Revision, record: Placed) -> Choose:
    """Return a function that names the edition which a link has in `revision`, or None."""
    named = editions_of(unpack(type(record), revision.content))
    return lambda cover: named.get((cover.original, cover.eid))


def _refusal(record: Placed, released: Revision, state: str) -> Problem:
    deed = "changed" if state in SHOWN else state
    return Problem(
        record.place.file,
        record.place.line,
        f"{key_of(record)!r} was {deed} by a person since it was last loaded "
        f"(revision {released.number}, {released.created_at:%d %B %Y}).",
        "Export it and start from that, or load with --as-draft.",
    )


def _store(load: Load, thing: Thing, record: Placed, *, is_new: bool) -> str:
    content = pack(record)
    revision = _add_revision(load, thing, record, content)
    session = load.unit.session
    session.add_all(load.shelf.rows(record, revision.id))
    if load.as_draft:
        states.change_state(load.unit, load.actor, revision, State.DRAFT, why="load")
    else:
        facts = load.origin_of(record)
        when = begins_at(load.unit, record)
        states.publish(
            load.unit, load.actor, revision, effective_at=when, details=facts, why="load"
        )
    session.flush()
    return "new" if is_new else "changed"


def _add_revision(load: Load, thing: Thing, record: Placed, content: Content) -> Revision:
    session = load.unit.session
    last = session.scalar(select(func.max(Revision.number)).where(Revision.thing_id == thing.id))
    values = vars(record)
    revision = Revision(
        thing=thing,
        number=(last or 0) + 1,
        language=values.get("language", ""),
        title=title_of(record),
        content=content.values,
        content_hash=content.hash,
        department_id=department_id(load.unit, values.get("department", "")),
        origin="load",
        author_id=load.actor.id,
        created_at=load.unit.now,
    )
    session.add(revision)
    session.flush()
    return revision


def title_of(record: Placed) -> str:
    """Return what lists call the thing that a record describes."""
    values = vars(record)
    names = ("question", "title", "term", "name")
    return next((str(values[name]) for name in names if values.get(name)), key_of(record))
