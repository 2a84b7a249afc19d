"""Published answers whose law has changed or will: what in their facts differs from the new law.

Nothing is kept: an edition that is scheduled, or comes into force, shows the findings by itself,
and they go with the words that mend them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kb.models import Edition, Revision
from kb.services.actor import Actor
from kb.services.library.released import released_editions
from kb.services.permits import Matter, require
from kb.services.publishing.published import shown_revisions
from kb.services.publishing.standing import Standing
from kb.services.publishing.texts import text_of
from kb.services.review.findings.looking import Look, look_at_revision
from kb.services.review.revisions import newest_revision
from kb.services.review.transitions import state_of
from kb.services.unit import Unit
from kb.services.workshop.workshop import Workshop
from kb.vocabulary import State, ThingKind, Verb

MOST_ROWS = 25
"""Answers that are compared for one page, some 50 ms each; the rest is counted."""


@dataclass(frozen=True)
class ChangedFacts:
    """An answer against the changed text of `day`; the look says what differs in its facts."""

    key: str
    title: str
    original: str
    day: date
    is_coming: bool
    look: Look


@dataclass(frozen=True)
class ChangedPage:
    """The answers with facts that differ, how many have none, and how many were not compared."""

    rows: tuple[ChangedFacts, ...]
    without: int
    left: int


def read_changed_facts(unit: Unit, actor: Actor, workshop: Workshop) -> ChangedPage:
    """Compare what changed law touches, what is in force first. Raises NotAllowedError."""
    require(actor, Verb.WRITE, Matter(kind=ThingKind.ANSWER))
    found = list(_touched(unit))
    rows = [row for one in found[:MOST_ROWS] if (row := _row(unit, workshop, *one))]
    differing = tuple(row for row in rows if row.look.is_compared and not row.look.is_clear)
    return ChangedPage(differing, len(rows) - len(differing), max(0, len(found) - MOST_ROWS))


def _touched(unit: Unit) -> Iterator[tuple[str, Revision, Edition]]:
    """Yield each shown answer with each edition in which its provisions say something else."""
    shown = shown_revisions(unit, ThingKind.ANSWER)
    for edition in _law_to_compare(unit):
        standing = Standing(unit, [text_of(edition)])
        for key, revision in sorted(shown.items()):
            if _is_touched(standing, revision, edition) and not _has_successor(unit, key, edition):
                yield key, revision, edition


def _law_to_compare(unit: Unit) -> list[Edition]:
    """Return the editions in force, then those to come."""
    by_day: Mapping[tuple[str, date], Edition] = released_editions(unit)
    in_force: dict[str, Edition] = {}
    coming = []
    for (slug, day), edition in sorted(by_day.items(), key=lambda item: item[0]):
        if day <= unit.today:
            in_force[slug] = edition
        else:
            coming.append(edition)
    return [*in_force.values(), *coming]


def _is_touched(standing: Standing, revision: Revision, edition: Edition) -> bool:
    own = (one for one in revision.covers if one.edition_id != edition.id)
    return any(
        standing.edition(one.edition_id).original_id == edition.original_id
        and standing.of(one.edition_id, one.eid).size is not None
        for one in own
    )


def _has_successor(unit: Unit, key: str, edition: Edition) -> bool:
    """True where other words take over together with a coming edition."""
    if edition.in_force_from <= unit.today:
        return False
    newest = newest_revision(unit, ThingKind.ANSWER, key)
    return newest is not None and state_of(unit, newest) is State.SCHEDULED


def _row(
    unit: Unit, workshop: Workshop, key: str, revision: Revision, edition: Edition
) -> ChangedFacts | None:
    look = look_at_revision(unit, workshop, revision, instead=[edition])
    if look is None:
        return None
    day = edition.in_force_from
    return ChangedFacts(key, revision.title, edition.title, day, day > unit.today, look)
