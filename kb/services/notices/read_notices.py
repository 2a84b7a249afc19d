"""The pages of notices: mine, one of them, what waits for a second person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from kb.errors import NotFoundError
from kb.importers.content import unpack
from kb.importers.records import NoticeRecord
from kb.models import Review, Revision, StateChange, Thing, Topic, User
from kb.services.actor import Actor
from kb.services.notices.confirmed_by import TeamCount, confirmed_by_team
from kb.services.notices.from_edition import ToTell, editions_to_tell
from kb.services.notices.shown import MyNotices, Notice, my_notices
from kb.services.permits import Matter, may, require
from kb.services.publishing.in_force import visible_editions
from kb.services.publishing.published import shown_revisions
from kb.services.publishing.shown_now import shown_at_now
from kb.services.review.revisions import matter_of, newest_revision
from kb.services.review.transitions import state_of
from kb.services.unit import Unit
from kb.vocabulary import Role, State, ThingKind, Verb

ENDED_DAYS = 7
NOTICE = Matter(kind=ThingKind.NOTICE)


@dataclass(frozen=True)
class Proposal:
    """A text of a notice that is not shown yet, and what the person who asks may do about it."""

    revision_id: int
    record: NoticeRecord
    content_hash: str
    state: State
    at: datetime
    by: str
    is_mine: bool
    may_agree: bool
    reason: str = ""  # why it was sent back


@dataclass(frozen=True)
class Ended:
    """A notice that was shown lately and is over."""

    slug: str
    title: str
    ended_at: datetime


@dataclass(frozen=True)
class NoticesPage:
    """What `/notices` shows; `counts` and the rest only to whom they are for."""

    mine: MyNotices
    ended: tuple[Ended, ...]
    proposals: tuple[Proposal, ...]
    to_tell: tuple[ToTell, ...]
    counts: Mapping[str, tuple[TeamCount, ...]]
    may_write: bool

    @property
    def read(self) -> tuple[Notice, ...]:
        """What is shown and not new: confirmed, or of other lines of business."""
        return tuple(one for one in self.mine.shown if one not in self.mine.unread)


@dataclass(frozen=True)
class Touched:
    """An answer that a notice lies on, by its question."""

    key: str
    question: str
    language: str
    kind: ThingKind = ThingKind.ANSWER


@dataclass(frozen=True)
class NoticePage:
    """One notice. `edition_is_shown` where its provisions can be opened."""

    notice: Notice
    confirmed_at: datetime | None
    touched: tuple[Touched, ...]
    topics: tuple[str, ...]
    edition_is_shown: bool
    counts: tuple[TeamCount, ...]
    may_write: bool


@dataclass(frozen=True)
class WritePage:
    """What a form for a notice offers: topics as (slug, name); `based_on_id` is the newest text."""

    topics: tuple[tuple[str, str], ...]
    record: NoticeRecord | None = None
    based_on_id: int | None = None
    is_shown: bool = False


def read_notices(unit: Unit, actor: Actor) -> NoticesPage:
    """Return the notices as the actor has them, and what waits for the actor."""
    mine = my_notices(unit, actor)
    may_write = may(actor, Verb.WRITE, NOTICE)
    counts_for = mine.shown if may(actor, Verb.READ_INSIGHT) else ()
    return NoticesPage(
        mine=mine,
        ended=tuple(_ended(unit)),
        proposals=tuple(_proposals(unit, actor)) if may_write else (),
        to_tell=editions_to_tell(unit, actor) if actor.has(Role.COMPLIANCE) else (),
        counts={one.slug: confirmed_by_team(unit, actor, one) for one in counts_for},
        may_write=may_write,
    )


def read_notice(unit: Unit, actor: Actor, slug: str) -> NoticePage:
    """Return one notice that is shown. Raises NotFoundError when it is not, or no longer."""
    mine = my_notices(unit, actor)
    notice = next((one for one in mine.shown if one.slug == slug), None)
    if notice is None:
        raise NotFoundError("This notice has ended, or there is none by that name.")
    may_count = may(actor, Verb.READ_INSIGHT)
    return NoticePage(
        notice=notice,
        confirmed_at=mine.confirmed.get(slug),
        touched=_touched(unit, notice),
        topics=_topic_names(unit, notice.record.topics),
        edition_is_shown=_edition_is_shown(unit, notice),
        counts=confirmed_by_team(unit, actor, notice) if may_count else (),
        may_write=may(actor, Verb.WRITE, NOTICE),
    )


def read_form(unit: Unit, actor: Actor, slug: str = "") -> WritePage:
    """Return what a form needs, for a new notice or the next text of `slug`.

    Raises NotFoundError, and NotAllowedError but for leads and compliance.
    """
    require(actor, Verb.WRITE, NOTICE)
    topics = unit.session.execute(select(Topic.slug, Topic.name).order_by(Topic.name))
    offered = tuple((topic, name) for topic, name in topics)
    if not slug:
        return WritePage(offered)
    newest = newest_revision(unit, ThingKind.NOTICE, slug)
    if newest is None:
        raise NotFoundError("There is no such notice.")
    is_shown = any(one.slug == slug for one in my_notices(unit, actor).shown)
    return WritePage(offered, unpack(NoticeRecord, newest.content), newest.id, is_shown)


def _proposals(unit: Unit, actor: Actor) -> Iterator[Proposal]:
    """Yield the newest texts that wait for a decision, and the actor's own that were sent back."""
    query = (
        select(Revision)
        .join(Thing, Revision.thing_id == Thing.id)
        .where(Thing.kind == ThingKind.NOTICE)
        .order_by(Revision.id)
    )
    newest = {one.thing_id: one for one in unit.session.scalars(query)}
    for revision in newest.values():
        state = state_of(unit, revision)
        is_mine = revision.author_id == actor.id
        sent_back = state is State.CHANGES_REQUESTED and is_mine
        if state in {State.IN_REVIEW, State.SCHEDULED} or sent_back:
            yield _proposal(unit, actor, revision, state or State.DRAFT)


def _proposal(unit: Unit, actor: Actor, revision: Revision, state: State) -> Proposal:
    author = unit.session.get(User, revision.author_id) if revision.author_id else None
    reasons = select(Review.reason).where(Review.revision_id == revision.id)
    is_waiting = state is State.IN_REVIEW
    return Proposal(
        revision_id=revision.id,
        record=unpack(NoticeRecord, revision.content),
        content_hash=revision.content_hash,
        state=state,
        at=revision.created_at,
        by=(author.full_name or author.name) if author else "",
        is_mine=revision.author_id == actor.id,
        may_agree=is_waiting and may(actor, Verb.REVIEW, matter_of(unit, revision)),
        reason=unit.session.scalar(reasons.order_by(Review.id.desc()).limit(1)) or "",
    )


def _ended(unit: Unit) -> Iterator[Ended]:
    """Yield the notices that were shown lately and are over, the last one first."""
    since = unit.now - timedelta(days=ENDED_DAYS)
    query = (
        select(Thing.key, Revision.title, StateChange.effective_at)
        .join(Revision, StateChange.revision_id == Revision.id)
        .join(Thing, Revision.thing_id == Thing.id)
        .where(Thing.kind == ThingKind.NOTICE, StateChange.state == State.RETIRED)
        .where(StateChange.at <= unit.now, StateChange.effective_at <= unit.now)
        .where(StateChange.effective_at > since)
        .order_by(StateChange.effective_at.desc(), StateChange.id.desc())
    )
    shown = shown_at_now(unit, ThingKind.NOTICE)
    seen: set[str] = set()
    for slug, title, moment in unit.session.execute(query):
        if slug not in shown and slug not in seen:
            seen.add(slug)
            yield Ended(slug, title, moment)


def _touched(unit: Unit, notice: Notice) -> tuple[Touched, ...]:
    """Return the published answers that a notice names, each in its first language."""
    if not notice.record.answers:
        return ()
    shown = shown_revisions(unit, ThingKind.ANSWER)
    found: dict[str, Touched] = {}
    for key, one in sorted(shown.items()):
        public_id = key.partition("/")[2]
        if public_id in notice.record.answers:
            found.setdefault(public_id, Touched(key, one.title, one.language))
    return tuple(found.values())


def _topic_names(unit: Unit, topics: tuple[str, ...]) -> tuple[str, ...]:
    if not topics:
        return ()
    query = select(Topic.name).where(Topic.slug.in_(topics)).order_by(Topic.name)
    return tuple(unit.session.scalars(query))


def _edition_is_shown(unit: Unit, notice: Notice) -> bool:
    """True when everybody may open the edition that the notice tells of."""
    record = notice.record
    if record.edition is None:
        return False
    return any(
        one.in_force_from == record.edition for one in visible_editions(unit, record.original)
    )
