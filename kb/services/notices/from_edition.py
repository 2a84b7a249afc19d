"""A notice made from an edition: the facts of what changes and what it touches, drafted by itself.

Nothing is stored until compliance releases it as it stands, or submits other words for a second
person: so a draft is never older than the edition and the answers that it speaks of. Editorial
changes are told to nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from kb.errors import ConflictError, NotFoundError
from kb.importers.content import pack
from kb.importers.records import NoticeFact, NoticeRecord
from kb.models import Edition, EditionState, Original, Revision
from kb.services.actor import Actor
from kb.services.notices.deciding import agree, submit_record
from kb.services.notices.writing import Typed, read_typed
from kb.services.permits import ORIGINAL, Matter, require
from kb.services.propagation.compared import Change, compare_editions
from kb.services.propagation.impact import Touched, impact
from kb.services.publishing.edition_states import newest_state_id
from kb.services.publishing.texts import previous_edition
from kb.services.review.revisions import newest_revision
from kb.services.unit import Unit
from kb.text.dates import day_words
from kb.vocabulary import SHOWN, NoticeKind, Size, ThingKind, Verb

HOUSE = Actor(id=None, name="drafted by the system", is_operator=True)
"""Who wrote a draft that nobody changed: not the person who releases it (I2)."""
TOLD_DAYS = 90
"""How long after its day a change is told; somebody who comes later learns the new law at once."""
LATE_DAYS = 60
"""How long ago an edition may have come into force and still be offered here."""
BECAME = {"new": "is new", "gone": "is no longer in force"}
MOST_NAMED = 6


@dataclass(frozen=True)
class ToTell:
    """An edition with changes that agents should hear of, and have not."""

    edition_id: int
    title: str
    in_force_from: date
    size: Size
    count: int  # provisions with a minor or major change


@dataclass(frozen=True)
class Draft:
    """A notice as it would be released: the record, and its hash, to release what was read."""

    edition_id: int
    record: NoticeRecord
    content_hash: str


def editions_to_tell(unit: Unit, actor: Actor) -> tuple[ToTell, ...]:
    """Return the editions that need a notice and have none, the next day first. For compliance."""
    require(actor, Verb.WRITE, Matter(kind=ORIGINAL))
    found = []
    for slug, edition in _lately_released(unit):
        changes = _told(unit, edition)
        if changes and newest_revision(unit, ThingKind.NOTICE, _slug(slug, edition)) is None:
            size = _largest(changes)
            found.append(
                ToTell(edition.id, edition.title, edition.in_force_from, size, len(changes))
            )
    return tuple(found)


def draft_notice(unit: Unit, actor: Actor, edition_id: int) -> Draft:
    """Return the notice of an edition in plain facts.

    Raises NotFoundError where nothing is to be told, NotAllowedError but for compliance.
    """
    require(actor, Verb.WRITE, Matter(kind=ORIGINAL))
    edition = unit.session.get(Edition, edition_id)
    changes = _told(unit, edition) if edition is not None else ()
    if edition is None or not changes:
        raise NotFoundError("This edition changes nothing that agents need to be told of.")
    record = _record(unit, edition, changes)
    return Draft(edition.id, record, pack(record).hash)


def release_draft(unit: Unit, actor: Actor, edition_id: int, content_hash: str) -> Revision:
    """Release a draft as it stands: nobody wrote it, so one compliance person is the second pair.

    Raises ConflictError when it is not what was read any more, or was released meanwhile.
    """
    draft = draft_notice(unit, actor, edition_id)
    if draft.content_hash != content_hash:
        raise ConflictError("What it says has changed since you read it. Read it again.")
    if newest_revision(unit, ThingKind.NOTICE, draft.record.slug) is not None:
        raise ConflictError("A notice of this edition is there already.")
    revision = submit_record(unit, HOUSE, draft.record)
    return agree(unit, actor, revision.id, revision.content_hash)


def submit_other_words(unit: Unit, actor: Actor, edition_id: int, typed: Typed) -> Revision:
    """Submit a draft in other words: they are the actor's, so another person releases them.

    Raises NoticeError with every problem, ConflictError when a notice is there already.
    """
    draft = draft_notice(unit, actor, edition_id)
    return submit_record(unit, actor, read_typed(unit, typed, draft.record))


def _slug(original: str, edition: Edition) -> str:
    return f"{original}-{edition.in_force_from}"


def _lately_released(unit: Unit) -> list[tuple[str, Edition]]:
    """Return the newest version of each edition that is coming or came lately."""
    query = (
        select(Original.slug, Edition)
        .join(Original, Edition.original_id == Original.id)
        .join(EditionState, EditionState.id == newest_state_id(unit.now))
        .where(EditionState.state.in_(SHOWN))
        .where(Edition.in_force_from >= unit.today - timedelta(days=LATE_DAYS))
        .order_by(Edition.in_force_from, Original.slug, Edition.version)
    )
    rows = unit.session.execute(query)
    return list({(slug, one.in_force_from): (slug, one) for slug, one in rows}.values())


def _told(unit: Unit, edition: Edition) -> tuple[Change, ...]:
    """Return the changes of meaning; nothing for the first edition of an original."""
    before = previous_edition(unit, edition)
    if before is None:
        return ()
    changes = compare_editions(unit, before, edition).changed
    return tuple(one for one in changes if _size(one) not in {None, Size.EDITORIAL})


def _size(change: Change) -> Size | None:
    """Return what compliance decided, or what the system proposes until then."""
    if change.decision is not None:
        return change.decision
    return change.proposal.size if change.proposal else None


def _largest(changes: tuple[Change, ...]) -> Size:
    return Size.MAJOR if any(_size(one) is Size.MAJOR for one in changes) else Size.MINOR


def _record(unit: Unit, edition: Edition, changes: tuple[Change, ...]) -> NoticeRecord:
    slug = edition.original.slug
    found = impact(unit, edition)
    day = day_words(edition.in_force_from)
    is_coming = edition.in_force_from > unit.today
    verb = "changes" if is_coming else "changed"
    ends = edition.in_force_from + timedelta(days=TOLD_DAYS)
    return NoticeRecord(
        slug=_slug(slug, edition),
        title=f"{edition.title} {verb} on {day}",
        say=_say(edition, changes, is_coming=is_coming),
        topics=tuple(edition.topics),
        kind=NoticeKind.CHANGE,
        size=_largest(changes),
        original=slug,
        edition=edition.in_force_from,
        facts=tuple(_facts(changes)),
        answers=tuple(_answers((*found.outdated, *found.made_ready))),
        ends=datetime.combine(ends, time.min, tzinfo=unit.zone),
    )


def _say(edition: Edition, changes: tuple[Change, ...], *, is_coming: bool) -> str:
    whole = edition.citation or edition.title
    names = [one.citation.removeprefix(whole).strip() for one in _facts(changes)]
    named = ", ".join(names[:MOST_NAMED])
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    day = day_words(edition.in_force_from)
    if is_coming:
        return (
            f"From {day} these provisions are different: {named}{more}. "
            "Until then, what you say today stays right."
        )
    return (
        f"Since {day} these provisions are different: {named}{more}. "
        "Read what changed before you say it."
    )


def _facts(changes: tuple[Change, ...]) -> Iterator[NoticeFact]:
    for one in changes:
        side = one.new or one.old
        if side is not None:
            became = BECAME.get(one.kind.value, "says something else")
            yield NoticeFact(side.eid, side.citation, became)


def _answers(touched: tuple[Touched, ...]) -> list[str]:
    """Return the answers as notices name them, in every language, each once."""
    keys = (one.key for one in touched if one.kind is ThingKind.ANSWER)
    return list(dict.fromkeys(key.partition("/")[2] for key in keys))
