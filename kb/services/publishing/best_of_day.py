"""The best that is approved today for the law of another day (I7, `as_of`).

Of a thing's revisions that are shown, or were shown and only made way for a better one, it is the
newest that is in step with the law of that day. Where none is, the one that is shown now stands
there, and is marked against that day's law. For a coming day a scheduled revision counts too, once
compliance has released every edition it was written against (I1).

What was withdrawn or retired for a reason never shows, and takes down with it what it had taken
the place of for the same law: nobody checked whether the fault was older.
(docs/decisions/0014-two-clocks.md)
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from kb.models import Edition, Revision, StateChange, Thing
from kb.services.publishing.in_force import visible_ids
from kb.services.publishing.in_step import Law
from kb.services.publishing.shown_now import in_chunks
from kb.services.publishing.states import SUPERSEDED
from kb.services.publishing.timeline import Rows, deciding_row, is_shown
from kb.services.unit import Unit
from kb.vocabulary import SHOWN, State, ThingKind


def best_of_day(
    unit: Unit, kind: ThingKind, keys: Collection[str] | None = None
) -> dict[str, Revision]:
    """Return {key: revision} for the law of `unit.day`; all of `kind`, or the `keys` given."""
    every = _lives(unit, kind, keys)
    revisions = _revisions(unit, {number for lives in every.values() for number in lives})
    chooser = _Chooser(unit, revisions)
    found = ((key, chooser.choose(kind, lives)) for key, lives in every.items())
    return {key: revision for key, revision in found if revision is not None}


@dataclass(frozen=True)
class _Candidate:
    """A revision that was shown, is shown, or will be by that day."""

    revision_id: int
    since: tuple[datetime, int]  # the moment it was last shown from; the greatest is the newest
    is_now: bool
    is_good: bool  # shown, or only superseded


class _Chooser:
    """Chooses for the day of one unit."""

    def __init__(self, unit: Unit, revisions: Mapping[int, Revision]) -> None:
        self._unit = unit
        self._revisions = revisions
        self._law = Law(unit)
        self._visible: frozenset[int] | None = None
        start = datetime.combine(unit.day, time.min, tzinfo=unit.zone)
        self._until = max(unit.now, start)

    def choose(self, kind: ThingKind, lives: dict[int, Rows]) -> Revision | None:
        """Return the best revision of one thing, given the rows of all; None where none may show.

        An amount holds every day in itself, so the newest list of amounts is the best one.
        """
        candidates = sorted(self._candidates(lives), key=lambda one: one.since, reverse=True)
        if len(candidates) == 1 and candidates[0].is_now:
            return self._revision(candidates[0])
        for one in candidates:
            if kind is ThingKind.VALUE or self._law.agrees(self._revision(one)):
                if one.is_good:
                    return self._revision(one)
                break
        return next((self._revision(one) for one in candidates if one.is_now), None)

    def _candidates(self, lives: dict[int, Rows]) -> Iterator[_Candidate]:
        for revision_id, rows in lives.items():
            since = _last_shown(rows, self._until)
            state = deciding_row(rows, self._unit.now)
            is_now = state is not None and state.state in SHOWN
            if since is None:
                continue
            if since[0] > self._unit.now and not is_now:
                if is_shown(rows, self._until) and self._is_released(revision_id):
                    yield _Candidate(revision_id, since, is_now=False, is_good=True)
                continue
            made_way = state and (state.state, state.why) == (State.RETIRED, SUPERSEDED)
            yield _Candidate(revision_id, since, is_now, is_good=is_now or bool(made_way))

    def _is_released(self, revision_id: int) -> bool:
        """True when it was written against a coming edition, and all it covers may be seen."""
        if self._visible is None:
            self._visible = visible_ids(self._unit)
        editions = {
            self._unit.session.get_one(Edition, cover.edition_id)
            for cover in self._revisions[revision_id].covers
        }
        is_for_coming = any(one.in_force_from > self._unit.today for one in editions)
        return is_for_coming and all(one.id in self._visible for one in editions)

    def _revision(self, one: _Candidate) -> Revision:
        return self._revisions[one.revision_id]


def _last_shown(rows: Rows, until: datetime) -> tuple[datetime, int] | None:
    """Return from when a revision was last shown by `until`, as (instant, row); None if never."""
    shown = [
        (row.effective_at, row.id)
        for at, row in enumerate(rows)
        if row.state in SHOWN and row.effective_at <= until and not _was_undone(row, rows[at + 1 :])
    ]
    return max(shown, default=None)


def _was_undone(row: StateChange, later: Rows) -> bool:
    """True when what was planned was called off before its moment came."""
    return any(one.effective_at < row.effective_at for one in later)


def _lives(unit: Unit, kind: ThingKind, keys: Collection[str] | None) -> dict[str, dict[int, Rows]]:
    """Return {key: {revision: its changes of state known at the unit's instant}}."""
    query = (
        select(Thing.key, StateChange)
        .join(Thing, StateChange.thing_id == Thing.id)
        .where(Thing.kind == kind, StateChange.at <= unit.now)
        .order_by(StateChange.id)
    )
    queries = [query]
    if keys is not None:
        queries = [query.where(Thing.key.in_(chunk)) for chunk in in_chunks(keys)]
    lives: dict[str, dict[int, list[StateChange]]] = {}
    for one in queries:
        for key, row in unit.session.execute(one):
            lives.setdefault(key, {}).setdefault(row.revision_id, []).append(row)
    return {key: dict(rows) for key, rows in lives.items()}


def _revisions(unit: Unit, ids: Collection[int]) -> dict[int, Revision]:
    query = select(Revision).options(joinedload(Revision.thing))
    found: dict[int, Revision] = {}
    for chunk in in_chunks(ids):
        rows = unit.session.scalars(query.where(Revision.id.in_(chunk)))
        found.update((row.id, row) for row in rows)
    return found
