"""The notices that are shown now, and which of them somebody has yet to confirm.

Everybody sees every notice; asked to confirm is whose lines of business it concerns. A confirmation
is of one revision. It holds for the next ones while these only mend words (`asks_again`).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from kb.importers.content import unpack
from kb.importers.records import NoticeRecord
from kb.models import (
    Confirmation,
    Edition,
    EditionState,
    Line,
    Original,
    Revision,
    StateChange,
    Topic,
)
from kb.services.actor import Actor
from kb.services.permits import require
from kb.services.publishing.edition_states import newest_state_id
from kb.services.publishing.knowledge import knowledge
from kb.services.publishing.shown_now import shown_at_now
from kb.services.unit import Unit
from kb.vocabulary import SHOWN, NoticeKind, Size, ThingKind, Verb


@dataclass(frozen=True)
class Notice:
    """A notice as it is shown. `counts` are the revisions whose confirmation holds for it."""

    revision_id: int
    record: NoticeRecord
    since: datetime
    counts: frozenset[int]

    @property
    def slug(self) -> str:
        """What it is addressed by."""
        return self.record.slug

    @property
    def is_bulletin(self) -> bool:
        """True where somebody wrote it, and no edition made it."""
        return self.record.kind is NoticeKind.BULLETIN

    @property
    def is_major(self) -> bool:
        """True where what it lies on must not be said without it."""
        return self.record.size is Size.MAJOR


@dataclass(frozen=True)
class MyNotices:
    """The notices that are shown, newest first; `confirmed` says when the person confirmed one."""

    shown: tuple[Notice, ...]
    unread: tuple[Notice, ...]
    confirmed: Mapping[str, datetime]

    def is_unread(self, notice: Notice) -> bool:
        """True when the person has yet to confirm it."""
        return notice.slug not in self.confirmed


def shown_notices(unit: Unit) -> tuple[Notice, ...]:
    """Return the notices that are shown now, the newest first."""
    return unit.memory.recall(("notices", knowledge(unit)), lambda: _read(unit))


def my_notices(unit: Unit, actor: Actor) -> MyNotices:
    """Return what is shown now, and what of it the actor has confirmed or has yet to."""
    require(actor, Verb.READ)
    shown = shown_notices(unit)
    confirmed = _confirmed(unit, actor, shown)
    lines = lines_of_topics(unit, {topic for one in shown for topic in one.record.topics})
    unread = (
        one
        for one in shown
        if one.slug not in confirmed and concerns(one.record.topics, actor.lines, lines)
    )
    return MyNotices(shown, tuple(unread), confirmed)


def unread(unit: Unit, actor: Actor) -> tuple[Notice, ...]:
    """Return the notices that the actor has yet to confirm, the newest first."""
    return my_notices(unit, actor).unread


def lines_of_topics(unit: Unit, topics: Collection[str]) -> dict[str, str]:
    """Return {topic: line of business} of those of `topics` that belong to one."""
    if not topics:
        return {}
    query = select(Topic.slug, Line.slug).join(Line, Topic.line_id == Line.id)
    rows = unit.session.execute(query.where(Topic.slug.in_(list(topics))))
    return {topic: line for topic, line in rows}  # noqa: C416 - dict() of rows is untyped


def concerns(topics: Iterable[str], mine: Collection[str], lines: Mapping[str, str]) -> bool:
    """True when a notice on `topics` is for who works in the lines `mine`; none is every line."""
    its_lines = {lines[topic] for topic in topics if topic in lines}
    return not mine or not its_lines or not its_lines.isdisjoint(mine)


def _read(unit: Unit) -> tuple[Notice, ...]:
    revisions = shown_at_now(unit, ThingKind.NOTICE)
    if not revisions:
        return ()
    lives = _ever_shown(unit, {one.thing_id for one in revisions.values()})
    found = [_notice(unit, one, lives[one.thing_id]) for one in revisions.values()]
    true = _still_true(unit, found)
    return tuple(sorted(true, key=lambda one: (one.since, one.revision_id), reverse=True))


def _still_true(unit: Unit, notices: list[Notice]) -> list[Notice]:
    """Leave out what tells of an edition that was withdrawn before its day."""
    released = _released(unit, {one.record.original for one in notices if not one.is_bulletin})
    return [
        one
        for one in notices
        if one.is_bulletin or (one.record.original, one.record.edition) in released
    ]


def _released(unit: Unit, slugs: Collection[str]) -> set[tuple[str, date]]:
    """Return (original, in-force day) of what is released of some originals."""
    if not slugs:
        return set()
    query = (
        select(Original.slug, Edition.in_force_from)
        .join(Original, Edition.original_id == Original.id)
        .join(EditionState, EditionState.id == newest_state_id(unit.now))
        .where(Original.slug.in_(list(slugs)), EditionState.state.in_(SHOWN))
    )
    return {(slug, day) for slug, day in unit.session.execute(query)}


def _ever_shown(unit: Unit, thing_ids: Collection[int]) -> dict[int, list[tuple[int, datetime]]]:
    """Return {thing: [(revision, shown first at)]}, in the order in which they were shown."""
    first = func.min(StateChange.effective_at)
    query = (
        select(StateChange.thing_id, StateChange.revision_id, first)
        .where(StateChange.thing_id.in_(list(thing_ids)), StateChange.state.in_(SHOWN))
        .where(StateChange.at <= unit.now, StateChange.effective_at <= unit.now)
        .group_by(StateChange.thing_id, StateChange.revision_id)
        .order_by(first, StateChange.revision_id)
    )
    found: dict[int, list[tuple[int, datetime]]] = {}
    for thing_id, revision_id, moment in unit.session.execute(query):
        found.setdefault(thing_id, []).append((revision_id, moment))
    return found


def _notice(unit: Unit, revision: Revision, ever: list[tuple[int, datetime]]) -> Notice:
    record = unpack(NoticeRecord, revision.content)
    moments = dict(ever)
    ids = [revision_id for revision_id, _ in ever]
    counts = [revision.id]
    for earlier in reversed(ids[: ids.index(revision.id)]):
        if _asks_again(unit, counts[-1]):
            break
        counts.append(earlier)
    return Notice(revision.id, record, moments[counts[-1]], frozenset(counts))


def _asks_again(unit: Unit, revision_id: int) -> bool:
    revision = unit.session.get_one(Revision, revision_id)
    return unpack(NoticeRecord, revision.content).asks_again


def _confirmed(unit: Unit, actor: Actor, shown: tuple[Notice, ...]) -> dict[str, datetime]:
    """Return {slug: when} of what the actor confirmed; nobody else's is ever asked for here."""
    slugs = {revision_id: one.slug for one in shown for revision_id in one.counts}
    if not slugs or actor.id is None:
        return {}
    query = select(Confirmation.revision_id, Confirmation.at).where(
        Confirmation.user_id == actor.id,
        Confirmation.revision_id.in_(list(slugs)),
        Confirmation.at <= unit.now,
    )
    rows = unit.session.execute(query.order_by(Confirmation.at.desc()))
    return {slugs[revision_id]: at for revision_id, at in rows}
