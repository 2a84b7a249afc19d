"""Since your last shift: what changed in a person's lines since they last worked, in two minutes.

Then and now are compared, so whatever was changed back in between is left out. What is asked most
stands first: how often it was opened is counted by day, and by nobody in particular (I9).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select

from kb.models import Edition, Revision, StateChange, Thing, TimesShown
from kb.services.actor import Actor
from kb.services.notices.shown import Notice, concerns, lines_of_topics, my_notices
from kb.services.people.shifts import worked_until
from kb.services.permits import require
from kb.services.publishing.in_force import editions_in_force
from kb.services.publishing.shown_now import shown_at_now
from kb.services.unit import Unit
from kb.vocabulary import State, ThingKind, Verb

KINDS = (ThingKind.ANSWER, ThingKind.PROCESS)
ASKED_DAYS = 28
WORDS_MOST = 400
"""Two minutes of a calm reader."""


class Became(StrEnum):
    """What became of a thing between then and now."""

    NEW = "new"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    GONE = "no longer used"


@dataclass(frozen=True)
class Changed:
    """An answer or a process that is not as it was; `times` it was opened of late."""

    kind: ThingKind
    key: str
    title: str
    language: str
    became: Became
    times: int

    @property
    def is_readable(self) -> bool:
        """True where there still is something to open."""
        return self.became in {Became.NEW, Became.CHANGED}


@dataclass(frozen=True)
class InForce:
    """An edition that came into force."""

    original: str
    title: str
    edition: Edition


@dataclass(frozen=True)
class LastShift:
    """What a person should know before the first call; `rest` is what two minutes do not hold."""

    since: datetime
    notices: tuple[Notice, ...]
    editions: tuple[InForce, ...]
    changed: tuple[Changed, ...]
    rest: tuple[Changed, ...]

    @property
    def is_empty(self) -> bool:
        """True when nothing changed."""
        return not (self.notices or self.editions or self.changed)


def since_last_shift(unit: Unit, actor: Actor) -> LastShift | None:
    """Return what changed in the actor's lines since they last worked; None in the first shift."""
    require(actor, Verb.READ)
    since = worked_until(unit, actor)
    if since is None:
        return None
    then = replace(unit, now=since)
    notices = tuple(one for one in my_notices(unit, actor).shown if one.since > since)
    editions = tuple(_came_into_force(unit, then, actor))
    changed = sorted(_changed(unit, then, actor), key=lambda one: (-one.times, one.title))
    words = sum(len(one.record.title.split()) for one in notices)
    words += sum(len(one.title.split()) for one in editions)
    kept = _that_fit(changed, WORDS_MOST - words)
    return LastShift(since, notices, editions, tuple(changed[:kept]), tuple(changed[kept:]))


def _that_fit(changed: list[Changed], words: int) -> int:
    """Return how many of the first ones `words` words hold."""
    for count, one in enumerate(changed):
        words -= len(one.title.split()) + 1
        if words < 0:
            return count
    return len(changed)


def _came_into_force(unit: Unit, then: Unit, actor: Actor) -> Iterator[InForce]:
    before = {slug: one.id for slug, one in editions_in_force(then).items()}
    now = editions_in_force(unit)
    lines = lines_of_topics(unit, {topic for one in now.values() for topic in one.topics})
    for slug, edition in sorted(now.items()):
        if before.get(slug) != edition.id and concerns(edition.topics, actor.lines, lines):
            yield InForce(slug, edition.title, edition)


def _changed(unit: Unit, then: Unit, actor: Actor) -> Iterator[Changed]:
    for kind in KINDS:
        last_states = _states_since(unit, then, kind)
        now = shown_at_now(unit, kind, last_states)
        before = shown_at_now(then, kind, last_states)
        mine = _in_lines(unit, actor, before | now)
        times = _times_shown(unit, {one.thing_id for one in mine.values()})
        for key, revision in sorted(mine.items()):
            became = _became(before.get(key), now.get(key), last_states[key])
            if became is not None:
                count = times.get(revision.thing_id, 0)
                yield Changed(kind, key, revision.title, revision.language, became, count)


def _became(before: Revision | None, now: Revision | None, last_state: str) -> Became | None:
    if now is None:
        return Became.WITHDRAWN if last_state == State.WITHDRAWN else Became.GONE
    if before is None:
        return Became.NEW
    return Became.CHANGED if before.content_hash != now.content_hash else None


def _states_since(unit: Unit, then: Unit, kind: ThingKind) -> dict[str, str]:
    """Return {key: newest state} of the things of which a state came since then."""
    query = (
        select(Thing.key, StateChange.state)
        .join(Thing, StateChange.thing_id == Thing.id)
        .where(Thing.kind == kind, StateChange.at <= unit.now)
        .where(StateChange.effective_at > then.now, StateChange.effective_at <= unit.now)
        .order_by(StateChange.effective_at, StateChange.id)
    )
    return {key: state for key, state in unit.session.execute(query)}  # noqa: C416 - dict() of rows is untyped


def _in_lines(unit: Unit, actor: Actor, revisions: Mapping[str, Revision]) -> dict[str, Revision]:
    """Return those of `revisions` that are about what the actor works on."""
    slugs = {one.content["original"] for one in revisions.values() if "original" in one.content}
    of_original = {slug: one.topics for slug, one in editions_in_force(unit, slugs).items()}
    topics = {
        key: one.content["topics"] or of_original.get(one.content.get("original", ""), ())
        for key, one in revisions.items()
    }
    lines = lines_of_topics(unit, {topic for some in topics.values() for topic in some})
    return {key: one for key, one in revisions.items() if concerns(topics[key], actor.lines, lines)}


def _times_shown(unit: Unit, thing_ids: Collection[int]) -> dict[int, int]:
    """Return {thing: times its texts were opened in the last weeks}."""
    if not thing_ids:
        return {}
    query = (
        select(Revision.thing_id, func.sum(TimesShown.times))
        .join(Revision, TimesShown.revision_id == Revision.id)
        .where(Revision.thing_id.in_(list(thing_ids)))
        .where(TimesShown.day > unit.today - timedelta(days=ASKED_DAYS))
        .group_by(Revision.thing_id)
    )
    return {thing_id: int(times) for thing_id, times in unit.session.execute(query)}
