"""When a revision or an edition is shown: spans of time, as known now."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from kb.models import Edition, EditionState, Original, Revision, StateChange, Thing
from kb.services.publishing.timeline import Span, span_shown
from kb.services.unit import Unit
from kb.vocabulary import SHOWN, State


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """Return the instant at which `day` begins in `zone`."""
    return datetime.combine(day, time.min, tzinfo=zone)


def revision_spans(unit: Unit, thing: Thing) -> list[tuple[Revision, Span]]:
    """Return the revisions of a thing that are shown now or will be, each with its span."""
    rows: dict[int, list[StateChange]] = {}
    query = select(StateChange).where(StateChange.thing_id == thing.id).order_by(StateChange.id)
    for row in unit.session.scalars(query):
        rows.setdefault(row.revision_id, []).append(row)
    spans = {revision_id: span_shown(changes, unit.now) for revision_id, changes in rows.items()}
    return [
        (unit.session.get_one(Revision, revision_id), span)
        for revision_id, span in spans.items()
        if span is not None
    ]


def edition_spans(unit: Unit, slug: str) -> list[tuple[Edition, Span]]:
    """Return the editions of an original in force now or later, each with its span."""
    newest: dict[date, Edition] = {}
    for edition, state in _editions_with_state(unit, slug):
        if state in SHOWN:
            newest[edition.in_force_from] = edition
    editions = [newest[day] for day in sorted(newest)]
    spans = []
    for edition, following in zip(editions, [*editions[1:], None], strict=False):
        end = start_of(following.in_force_from, unit.zone) if following else None
        if end is None or end > unit.now:
            spans.append((edition, Span(start_of(edition.in_force_from, unit.zone), end)))
    return spans


def clipped(span: Span, starts: date | None, ends: date | None, zone: ZoneInfo) -> Span | None:
    """Return `span` within a provision's own commencement and end (its last day), or None."""
    start = max(span.start, start_of(starts, zone)) if starts else span.start
    last = start_of(ends + timedelta(days=1), zone) if ends else None
    end = min(filter(None, (span.end, last)), default=None)
    return Span(start, end) if end is None or start < end else None


def _editions_with_state(unit: Unit, slug: str) -> list[tuple[Edition, State]]:
    query = (
        select(Edition, EditionState.state)
        .join(Original, Edition.original_id == Original.id)
        .join(EditionState, EditionState.edition_id == Edition.id)
        .where(Original.slug == slug)
        .order_by(Edition.version, EditionState.id)
    )
    newest: dict[int, tuple[Edition, State]] = {}
    for edition, state in unit.session.execute(query):
        newest[edition.id] = (edition, State(state))
    return list(newest.values())
