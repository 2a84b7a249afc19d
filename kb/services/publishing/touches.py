"""What compliance named for a new provision: words that it concerns, though none of theirs changed.

A new rule beside or beneath a covered one changes no covered word. Before an edition is published
compliance names what it concerns (kb.services.publishing.sizes); from its day on that is outdated
until it is written again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from kb.models import Edition, Revision, SizeOfChange
from kb.services.publishing.standing import Standing
from kb.services.publishing.texts import Text, text_of
from kb.services.unit import Unit
from kb.vocabulary import Size, ThingKind


@dataclass(frozen=True)
class Named:
    """One new provision that concerns a thing, or one step (`part`) of a process.

    `new_eid` is where it stands in the edition in force.
    """

    part: str
    edition: Edition
    eid: str
    new_eid: str
    size: Size


@dataclass(frozen=True)
class _Row:
    """What was decided of a new provision, as plain values: remembered beyond a transaction."""

    edition_id: int
    eid: str
    size: str
    touches: tuple[str, ...]
    at: datetime


def named_things(
    standing: Standing, kind: ThingKind, revisions: Mapping[str, Revision]
) -> dict[str, list[Named]]:
    """Return, by key of `revisions`, the new provisions in force that concern what they say."""
    wanted = {f"{kind}:{key}": key for key in revisions}
    found: dict[str, list[Named]] = {}
    for row in _decided(standing.unit):
        for part, key in _parts(row, kind, wanted):
            if _concerns(standing, row, revisions[key], part):
                edition = standing.edition(row.edition_id)
                new_eid = standing.of(row.edition_id, row.eid).new_eid
                named = Named(part, edition, row.eid, new_eid, Size(row.size))
                found.setdefault(key, []).append(named)
    return found


def _decided(unit: Unit) -> Iterable[_Row]:
    """Return the newest decision on each new provision, if it names something and is heard."""
    newest: dict[tuple[int, str], _Row] = {}
    for row in _rows(unit):
        if row.at <= unit.now:
            newest[row.edition_id, row.eid] = row
    return [row for row in newest.values() if row.touches and row.size != Size.EDITORIAL]


def _rows(unit: Unit) -> tuple[_Row, ...]:
    """Return every decision on a new provision, in order; they never change, so remembered."""
    last = unit.session.scalar(select(func.max(SizeOfChange.id)))
    if last is None:
        return ()
    return unit.memory.recall(("new provisions", last), lambda: _read_rows(unit))


def _read_rows(unit: Unit) -> tuple[_Row, ...]:
    columns = (
        SizeOfChange.edition_id,
        SizeOfChange.new_eid,
        SizeOfChange.size,
        SizeOfChange.touches,
        SizeOfChange.at,
    )
    query = select(*columns).where(SizeOfChange.old_eid == "").order_by(SizeOfChange.id)
    rows = unit.session.execute(query)
    return tuple(
        _Row(where, eid, size, tuple(touches), at) for where, eid, size, touches, at in rows
    )


def _parts(row: _Row, kind: ThingKind, wanted: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (part, key) of each thing of `kind` that a row names and somebody asks about."""
    for touched in row.touches:
        name, _, step = touched.partition("#") if kind is ThingKind.PROCESS else (touched, "", "")
        if name in wanted:
            yield step, wanted[name]


def _concerns(standing: Standing, row: _Row, revision: Revision, part: str) -> bool:
    """True while the new provision is in force and the words were not written again since."""
    text = text_of(standing.edition(row.edition_id))
    now = standing.text(text.original_id)
    if now is None or text.place > now.place or not _is_law(standing, text, now):
        return False
    if not standing.of(row.edition_id, row.eid).new_eid:
        return False  # it was new, and is gone again
    covers = [
        standing.edition(cover.edition_id)
        for cover in revision.covers
        if cover.part == part or not part
    ]
    places = [text_of(one).place for one in covers if one.original_id == text.original_id]
    if places:
        return max(places) < text.place
    return revision.created_at <= row.at


def _is_law(standing: Standing, text: Text, now: Text) -> bool:
    """True of a text that came into force by now: a draft that was never released did not."""
    released = {one.edition.id for one in standing.sizes.released(text.original_id) if one.edition}
    is_now = now.edition is not None and text.edition is now.edition
    return is_now or (text.edition is not None and text.edition.id in released)


def named_keys(unit: Unit, kind: ThingKind, edition_id: int) -> frozenset[str]:
    """Return the keys of things of `kind` that were named for a new provision of an edition."""
    names = (
        touched.removeprefix(f"{kind}:")
        for row in _decided(unit)
        if row.edition_id == edition_id
        for touched in row.touches
        if touched.startswith(f"{kind}:")
    )
    is_process = kind is ThingKind.PROCESS
    return frozenset(name.partition("#")[0] if is_process else name for name in names)
