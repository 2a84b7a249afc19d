"""Editions as they are stored: found by id or original, their facts, and what they follow."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from kb.errors import NotFoundError
from kb.importers.edition_text import MARKDOWN, take_apart
from kb.models import Department, Edition, EditionState, Original
from kb.services.actor import Actor
from kb.services.permits import ORIGINAL, Matter, require
from kb.services.publishing.edition_states import newest_state_id
from kb.services.unit import Unit
from kb.text.dates import day_words
from kb.vocabulary import SHOWN, OriginalKind, State, Verb

WORKED_ON = frozenset({State.DRAFT, State.CHANGES_REQUESTED, State.IN_REVIEW, State.APPROVED})
"""States of an edition that is neither released nor put away."""

GREATEST_ID = 2**31 - 1  # of a row, in every database; addresses can hold more


def find_edition(unit: Unit, actor: Actor, edition_id: int) -> Edition:
    """Return an edition in whatever state, for who may read drafts. Raises NotFoundError."""
    edition = unit.session.get(Edition, edition_id) if edition_id <= GREATEST_ID else None
    require(actor, Verb.READ_DRAFT, matter_of(edition) if edition else Matter(kind=ORIGINAL))
    if edition is None:
        raise NotFoundError("There is no such edition. Choose one from the list of editions.")
    return edition


def matter_of(edition: Edition, author_ids: frozenset[int] = frozenset()) -> Matter:
    """Return what a right to an edition is asked about."""
    rank = OriginalKind(edition.kind)
    return Matter(ORIGINAL, rank, department_id=edition.department_id, author_ids=author_ids)


def released_edition(unit: Unit, slug: str, day: date | None = None) -> Edition:
    """Return the newest released edition of an original, or that of a day. Raises NotFoundError.

    Released here: published or scheduled, so that another edition can build on it.
    """
    for edition in _released(unit, slug):
        if day in (None, edition.in_force_from):
            return edition
    when = f" in force from {day_words(day)}" if day else ""
    raise NotFoundError(f"“{slug}” has no edition{when} to start from. Look at /editions/.")


def any_released(unit: Unit, slug: str) -> bool:
    """True when some edition of `slug` is published or scheduled."""
    return next(_released(unit, slug), None) is not None


def any_edition(unit: Unit, slug: str) -> bool:
    """True when an original of that name has an edition that was not set aside or withdrawn."""
    return next(_in_states(unit, slug, SHOWN | WORKED_ON), None) is not None


def in_work(unit: Unit, slug: str) -> list[tuple[Edition, State]]:
    """Return the editions of an original that are being written or reviewed, the newest first."""
    return list(_in_states(unit, slug, WORKED_ON))


def days_released(unit: Unit, slug: str) -> frozenset[date]:
    """Return the days from which an edition of `slug` is or will be in force."""
    return frozenset(edition.in_force_from for edition in _released(unit, slug))


def state_of(unit: Unit, edition: Edition) -> State:
    """Return the state that an edition is in now."""
    query = select(EditionState.state).where(
        EditionState.edition_id == edition.id, EditionState.at <= unit.now
    )
    newest = unit.session.scalar(query.order_by(EditionState.id.desc()).limit(1))
    if newest is None:
        raise NotFoundError("This edition has no state: it was never stored whole.")
    return State(newest)


def author_ids_of(unit: Unit, edition: Edition) -> frozenset[int]:
    """Return who wrote this text or an unreleased one that it may have come from (I2)."""
    last = max((one.id for one in _released(unit, edition.original.slug)), default=0)
    query = select(Edition.author_id).where(
        Edition.original_id == edition.original_id, Edition.id > last
    )
    found = {*unit.session.scalars(query), edition.author_id}
    return frozenset(one for one in found if one is not None)


def written_facts(unit: Unit, edition: Edition) -> dict[str, str]:
    """Return the facts of a stored edition as its form shows them."""
    session, department, made_under = unit.session, "", ""
    if edition.department_id is not None:
        department = session.get_one(Department, edition.department_id).slug
    if edition.made_under_id is not None:
        made_under = session.get_one(Original, edition.made_under_id).slug
    return {
        "title": edition.title,
        "citation": edition.citation,
        "cite_as": edition.cite_as,
        "kind": edition.kind,
        "jurisdiction": edition.jurisdiction,
        "in_force_from": edition.in_force_from.isoformat(),
        "department": department,
        "made_under": made_under,
        "topics": " ".join(edition.topics),
        "objectives": " ".join(edition.objectives),
    }


def text_of(edition: Edition) -> str:
    """Return the text of a stored edition as its form shows it: without front matter."""
    text = edition.source.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    return take_apart(text)[1] if edition.source_format == MARKDOWN else text


def _released(unit: Unit, slug: str) -> Iterator[Edition]:
    """Yield the editions whose newest state is published or scheduled, the newest day first."""
    yield from (edition for edition, _ in _in_states(unit, slug, SHOWN))


def _in_states(unit: Unit, slug: str, states: frozenset[State]) -> Iterator[tuple[Edition, State]]:
    query = (
        select(Edition, EditionState.state)
        .join(Original, Edition.original_id == Original.id)
        .join(EditionState, EditionState.id == newest_state_id(unit.now))
        .where(Original.slug == slug, EditionState.state.in_(states))
        .order_by(Edition.in_force_from.desc(), Edition.version.desc())
    )
    for edition, state in unit.session.execute(query):
        yield edition, State(state)
