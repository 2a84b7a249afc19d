"""The trainer's bench: what to write next, what hurts callers most first."""

from dataclasses import dataclass
from datetime import datetime

from kb.models import Edition, Revision
from kb.services.actor import Actor
from kb.services.permits import LED, Matter, may, require
from kb.services.propagation.coverage import Mark, provision_marks
from kb.services.propagation.outdated import outdated_keys
from kb.services.propagation.to_check import ToCheck, every_check
from kb.services.publishing.published import editions_in_force, shown_revisions
from kb.services.review.ending.corrections import READERS, CorrectionView, read_corrections
from kb.services.review.ending.times_shown import read_often
from kb.services.review.law_side import ChangedLaw, law_changes
from kb.services.review.waiting import (
    Approved,
    Waiting,
    approved_texts,
    changes_requested,
    my_submitted,
    waiting_reviews,
)
from kb.services.review.working_copies import my_copies
from kb.services.unit import Unit
from kb.vocabulary import ThingKind, Verb

MOST_ROWS = 25
"""Rows of one list with their details; the rest is counted."""


NAMED = (
    ThingKind.PROCESS,
    ThingKind.TERM,
    ThingKind.KPI,
    ThingKind.CONTACT_POINT,
    ThingKind.VALUE,
)
"""Kinds of which new ones begin with a name; an answer begins at its provision."""


@dataclass(frozen=True)
class OutdatedRow:
    """An answer or a process that is behind the law, and what changed since it was written."""

    kind: ThingKind
    key: str
    title: str
    times: int
    changes: tuple[ChangedLaw, ...]


@dataclass(frozen=True)
class GapRow:
    """An original with provisions that have no answer: the first of them, and how many."""

    slug: str
    title: str
    open: int
    first_eid: str


@dataclass(frozen=True)
class CopyRow:
    """A text that was begun and not submitted."""

    kind: ThingKind
    key: str
    title: str
    saved_at: datetime


@dataclass(frozen=True)
class Bench:
    """What waits for one writer, in the order in which it is to be done."""

    requested: tuple[Waiting, ...]
    outdated: tuple[OutdatedRow, ...]
    outdated_count: int
    approved: tuple[Approved, ...]
    to_review: tuple[Waiting, ...]
    copies: tuple[CopyRow, ...]
    submitted: tuple[Waiting, ...]
    gaps: tuple[GapRow, ...]
    corrections: tuple[CorrectionView, ...]
    to_check: tuple[ToCheck, ...]
    may_begin: tuple[ThingKind, ...]

    @property
    def is_empty(self) -> bool:
        """True when nothing waits at all."""
        return not any(value for name, value in vars(self).items() if name != "may_begin")


def read_bench(unit: Unit, actor: Actor, *, review_days: int) -> Bench:
    """Return what waits for the actor. Raises NotAllowedError for who writes nothing."""
    require_writer(actor)
    writes = may(actor, Verb.WRITE, Matter(kind=ThingKind.ANSWER))
    outdated = _outdated(unit) if writes else []
    reads = actor.has(*READERS)
    return Bench(
        requested=changes_requested(unit, actor),
        outdated=tuple(_with_changes(unit, row) for row in outdated[:MOST_ROWS]),
        outdated_count=len(outdated),
        approved=approved_texts(unit, actor),
        to_review=waiting_reviews(unit, actor, review_days=review_days),
        copies=_copies(unit, actor),
        submitted=my_submitted(unit, actor, review_days=review_days),
        gaps=_gaps(unit) if writes else (),
        corrections=tuple(
            one for one in (read_corrections(unit, actor) if reads else ()) if one.is_open
        ),
        to_check=every_check(unit) if writes else (),
        may_begin=tuple(kind for kind in NAMED if may(actor, Verb.WRITE, Matter(kind=kind))),
    )


def require_writer(actor: Actor) -> None:
    """Raise NotAllowedError for who may write none of the reviewed things."""
    kinds = (ThingKind.ANSWER, *sorted(LED), ThingKind.NOTICE)
    if not any(may(actor, Verb.WRITE, Matter(kind=kind)) for kind in kinds):
        require(actor, Verb.WRITE, Matter(kind=ThingKind.ANSWER))


def _outdated(unit: Unit) -> list[tuple[ThingKind, str, Revision, int]]:
    """Return what is behind the law, the most often opened first."""
    found = []
    for kind in (ThingKind.ANSWER, ThingKind.PROCESS):
        shown = shown_revisions(unit, kind)
        often = read_often(unit, kind)
        found += [
            (kind, key, shown[key], often.get(key, 0)) for key in outdated_keys(unit, kind, shown)
        ]
    return sorted(found, key=lambda row: (-row[3], row[1]))


def _with_changes(unit: Unit, row: tuple[ThingKind, str, Revision, int]) -> OutdatedRow:
    kind, key, revision, times = row
    editions = _in_force(unit, revision)
    return OutdatedRow(kind, key, revision.title, times, law_changes(unit, revision, editions))


def _in_force(unit: Unit, revision: Revision) -> list[Edition]:
    ids = {cover.edition_id for cover in revision.covers}
    slugs = {unit.session.get_one(Edition, one).original.slug for one in ids}
    return list(editions_in_force(unit, slugs).values())


def _gaps(unit: Unit) -> tuple[GapRow, ...]:
    rows = (_gap(unit, slug, edition) for slug, edition in editions_in_force(unit).items())
    return tuple(sorted((row for row in rows if row.open), key=lambda row: (-row.open, row.title)))


def _gap(unit: Unit, slug: str, edition: Edition) -> GapRow:
    bare = [eid for eid, mark in provision_marks(unit, edition) if mark is Mark.OPEN]
    return GapRow(slug, edition.title, len(bare), bare[0] if bare else "")


def _copies(unit: Unit, actor: Actor) -> tuple[CopyRow, ...]:
    return tuple(
        CopyRow(copy.kind, copy.key, _title(copy.fields) or copy.key, copy.saved_at)
        for copy in my_copies(unit, actor)
        if copy.saved_at
    )


def _title(fields: dict[str, list[str]]) -> str:
    names = ("question", "title", "term", "name")
    return next((fields[name][0] for name in names if "".join(fields.get(name, []))), "")
