"""The page of one revision: the law, the words, what changed, who decided what, what is next."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from kb.errors import InvalidError, NotFoundError
from kb.importers.records import AnswerRecord, Placed
from kb.models import Cover, Edition, Review, Revision, StateChange
from kb.services.actor import Actor
from kb.services.law.nodes import LawNode, law_nodes
from kb.services.people.deputies import stands_in_for
from kb.services.permits import Matter, may, require
from kb.services.publishing.standing import Standing
from kb.services.publishing.texts import text_of
from kb.services.review.as_heard import as_heard
from kb.services.review.deciding import Decision, behind, decide
from kb.services.review.forms import FORMS, Fields, Input
from kb.services.review.in_print import InPrint
from kb.services.review.law_side import ChangedLaw, law_changes
from kb.services.review.merging import words_of
from kb.services.review.publishing import takes_over_at
from kb.services.review.read_against import Counting
from kb.services.review.review_clock import REVIEW_DAYS, review_due
from kb.services.review.revisions import is_newest, matter_of, record_of
from kb.services.review.standing_in import may_review
from kb.services.review.transitions import state_of
from kb.services.review.waiting import name_of
from kb.services.unit import Unit
from kb.services.workshop.workshop import Workshop
from kb.text.compare import Piece, word_difference
from kb.vocabulary import SHOWN, State, ThingKind, Verb


@dataclass(frozen=True)
class ReadLaw:
    """One original as it counts for the words: an edition, and the provisions they stand for."""

    original: str
    title: str
    kind: str
    day: date
    is_coming: bool
    nodes: tuple[LawNode, ...]


@dataclass(frozen=True)
class ReadWords:
    """One input as it reads now, and word by word against the last words that were published."""

    input: Input
    words: str
    pieces: tuple[Piece, ...]
    is_changed: bool


@dataclass(frozen=True)
class Happened:
    """One step in the life of the text."""

    state: State
    who: str
    at: datetime
    why: str


@dataclass(frozen=True)
class SignOff:
    """Everything that a reviewer needs to decide, and what the actor may do here."""

    revision_id: int
    number: int
    kind: ThingKind
    key: str
    title: str
    language: str
    author: str
    state: State | None
    content_hash: str
    read_against: tuple[int, ...]
    law: tuple[ReadLaw, ...]
    law_changes: tuple[ChangedLaw, ...]
    record: Placed
    words: tuple[ReadWords, ...]
    has_before: bool
    happened: tuple[Happened, ...]
    due_on: date | None
    is_overdue: bool
    takes_over: datetime | None
    is_own: bool
    is_newest: bool
    is_behind: bool
    holds: bool
    may_review: bool
    may_publish: bool
    may_take_back: bool
    may_write: bool
    may_withdraw: bool
    stands_in: tuple[str, ...]

    @property
    def is_answer(self) -> bool:
        """True where the words are shown as an agent will see them."""
        return isinstance(self.record, AnswerRecord)


def read_sign_off(
    unit: Unit, actor: Actor, revision_id: int, *, review_days: int = REVIEW_DAYS
) -> SignOff:
    """Return the page of a revision. Raises NotFoundError, NotAllowedError for who sees none."""
    revision = find_revision(unit, revision_id)
    matter = matter_of(unit, revision)
    principals = stands_in_for(unit, actor)
    can_review = may_review(actor, matter)
    if not can_review:
        require(actor, Verb.READ_DRAFT, matter)
    counting = Counting(unit)
    editions = counting.editions(revision)
    before = last_released(unit, revision)
    state = state_of(unit, revision)
    happened = _happened(unit, revision)
    due = _due(unit, happened, review_days) if state is State.IN_REVIEW else None
    is_own = actor.id is not None and actor.id in matter.author_ids
    kind = ThingKind(revision.thing.kind)
    record = record_of(revision)
    return SignOff(
        revision_id=revision.id,
        number=revision.number,
        kind=kind,
        key=revision.thing.key,
        title=revision.title,
        language=revision.language,
        author=name_of(unit, revision.author_id),
        state=state,
        content_hash=revision.content_hash,
        read_against=tuple(sorted(edition.id for edition in editions)),
        law=tuple(_law(unit, revision, edition) for edition in editions),
        law_changes=law_changes(unit, before, editions) if before else (),
        record=as_heard(unit, record),
        words=_words(unit, revision, before),
        has_before=before is not None,
        happened=happened,
        due_on=due,
        is_overdue=due is not None and due < unit.today,
        takes_over=takes_over_at(unit, record),
        is_own=is_own,
        is_newest=is_newest(unit, revision),
        is_behind=bool(behind(unit, revision, editions)),
        holds=counting.holds(revision),
        may_review=can_review,
        may_publish=may(actor, Verb.PUBLISH, Matter(kind=kind)),
        may_take_back=revision.author_id == actor.id,
        may_write=may(actor, Verb.WRITE, Matter(kind=kind)),
        may_withdraw=may(actor, Verb.WITHDRAW, Matter(kind=kind)),
        stands_in=tuple(one.full_name or one.name for one in principals),
    )


def decide_on(
    unit: Unit, actor: Actor, revision_id: int, decision: Decision, *, workshop: Workshop
) -> Review:
    """Decide as `deciding.decide` does; a quoted passage has to stand in the words."""
    revision = find_revision(unit, revision_id)
    quote = " ".join(str(decision.passage.get("quote", "")).split())
    if quote and quote not in " ".join(_all_words(unit, revision).split()):
        raise InvalidError(
            f"“{quote[:80]}” does not stand in this text. Copy the words that you mean, or none."
        )
    return decide(unit, actor, revision, decision, workshop=workshop)


def find_revision(unit: Unit, revision_id: int) -> Revision:
    """Return a revision by its id. Raises NotFoundError."""
    found = unit.session.get(Revision, revision_id)
    if found is None:
        raise NotFoundError("There is no such text.")
    return found


def last_released(unit: Unit, revision: Revision) -> Revision | None:
    """Return the newest text before `revision` that was published or scheduled, or None."""
    query = (
        select(Revision)
        .join(StateChange, StateChange.revision_id == Revision.id)
        .where(
            Revision.thing_id == revision.thing_id,
            Revision.number < revision.number,
            StateChange.state.in_(SHOWN),
        )
        .order_by(Revision.number.desc())
        .limit(1)
    )
    return unit.session.scalar(query)


def _law(unit: Unit, revision: Revision, edition: Edition) -> ReadLaw:
    """Return the provisions of `edition` that the words stand for, wherever they were written."""
    query = (
        select(Cover.edition_id, Cover.eid)
        .join(Edition, Cover.edition_id == Edition.id)
        .where(Cover.revision_id == revision.id, Edition.original_id == edition.original_id)
        .order_by(Cover.position)
    )
    law = Standing(unit, [text_of(edition)])
    went = (law.of(old_id, eid).new_eid for old_id, eid in unit.session.execute(query))
    eids = [eid for eid in dict.fromkeys(went) if eid]
    return ReadLaw(
        original=edition.original.slug,
        title=edition.title,
        kind=edition.kind,
        day=edition.in_force_from,
        is_coming=edition.in_force_from > unit.today,
        nodes=law_nodes(unit, edition, eids) if eids else (),
    )


def _words(unit: Unit, revision: Revision, before: Revision | None) -> tuple[ReadWords, ...]:
    kind = ThingKind(revision.thing.kind)
    if kind not in FORMS:
        return ()
    form, in_print = FORMS[kind], InPrint(unit, revision.thing.key)
    now = in_print.fields(form.write(record_of(revision)))
    was: Fields = in_print.fields(form.write(record_of(before))) if before else {}
    return tuple(
        _read_words(one, words_of(one, was), words_of(one, now))
        for one in form.inputs
        if one.is_read
    )


def _read_words(one: Input, was: str, now: str) -> ReadWords:
    return ReadWords(one, now, tuple(word_difference(was, now)), was != now)


def _all_words(unit: Unit, revision: Revision) -> str:
    """Return every word of a text, as it is written and as it is heard."""
    kind = ThingKind(revision.thing.kind)
    if kind not in FORMS:
        return " ".join(str(value) for value in revision.content.values())
    written = record_of(revision)
    fields = [FORMS[kind].write(one) for one in (written, as_heard(unit, written))]
    return "\n".join(text for one in fields for texts in one.values() for text in texts)


def _happened(unit: Unit, revision: Revision) -> tuple[Happened, ...]:
    query = select(StateChange).where(StateChange.revision_id == revision.id)
    return tuple(
        Happened(State(row.state), name_of(unit, row.actor_id), row.at, row.why)
        for row in unit.session.scalars(query.order_by(StateChange.id))
    )


def _due(unit: Unit, happened: tuple[Happened, ...], days: int) -> date:
    asked = max(one.at for one in happened if one.state is State.IN_REVIEW)
    return review_due(unit, asked, days)
