"""For the law of which days a text is the best there is: what `as_of` searches go by.

What is best changes with the day asked about (editions, amounts) and with what is known (a
scheduled revision takes over, a scheduled edition may be seen). Both kinds of days are known when
a thing is indexed, so neither needs a job when it comes: the plane of (known from, law of day) is
cut along them, each piece asks the database once, and what says the same is joined again.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from sqlalchemy import select

from kb.models import Cover, Edition, Original, Revision, StateChange, Thing
from kb.search.documents import Document, Reign
from kb.services.indexing.pieces import days_of_amounts, moments_of_values, values_named
from kb.services.indexing.spans import start_of
from kb.services.publishing.best_of_day import best_of_day
from kb.services.publishing.in_force import visible_editions
from kb.services.unit import Unit
from kb.vocabulary import SHOWN, ThingKind

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""From NEVER to NEVER: a document that is looked up for other days' law alone."""

Era = tuple[datetime | None, datetime | None, Unit]
"""Known from, known to, and a unit that knows what is known then."""


@dataclass(frozen=True)
class Chosen:
    """The best revision for some days, and a unit that reads the law of one of them."""

    unit: Unit
    revision: Revision
    reign: Reign


def chosen(unit: Unit, thing: Thing) -> list[Chosen] | None:
    """Return the best revision of a thing for every day, as known now and from coming moments.

    None says that what is shown now is the best for every day, now and for all that is known.
    """
    released = _released(unit, thing)
    slugs = _originals(unit, released, thing)
    named = set().union(*(values_named(one.content) for one in released))
    coming = [*_moments_of(unit, thing), *_starts(unit, slugs), *moments_of_values(unit, named)]
    days = {*days_of_amounts(unit, named)}
    is_one = len(released) == 1 and not named and not coming
    if is_one and not _cuts(unit, released, slugs):
        return None
    return list(_choose(unit, thing, coming, lambda then: days | _cuts(then, released, slugs)))


def _choose(
    unit: Unit, thing: Thing, coming: Iterable[datetime], cuts: Callable[[Unit], set[date]]
) -> Iterator[Chosen]:
    for known_from, known_to, then in eras(unit, coming):
        for law_from, law_to, day in _stretches(cuts(then), then.today):
            there = replace(then, as_of=day)
            best = best_of_day(there, ThingKind(thing.kind), [thing.key]).get(thing.key)
            if best is not None:
                span = (_start(law_from, unit), _start(law_to, unit))
                yield Chosen(there, best, Reign(known_from, known_to, *span))


def eras(unit: Unit, coming: Iterable[datetime]) -> Iterator[Era]:
    """Yield the stretches of time between now and each of the moments `coming`."""
    moments = sorted({moment for moment in coming if moment > unit.now})
    yield None, next(iter(moments), None), unit
    for start, end in pairwise([*moments, None]):
        if start is not None:
            yield start, end, replace(unit, now=start)


def for_every_day(document: Document) -> Document:
    """Return a document as one that is the best for every day."""
    return replace(document, reign=Reign())


def with_reigns(shown: Sequence[Document], looked_up: Iterable[Document]) -> list[Document]:
    """Return the documents of a group: those that are shown, and those for other days' law.

    One that says the same as a document that is shown lends it its reign.
    """
    found = list(shown)
    for document in _joined(looked_up):
        for at, other in enumerate(found):
            if other.reign is None and _words(other) == _words(document):
                found[at] = replace(other, reign=document.reign)
                break
        else:
            found.append(document)
    return found


def _joined(documents: Iterable[Document]) -> Iterator[Document]:
    """Yield each text once with each of its reigns, neighbours joined."""
    texts: dict[Document, list[Document]] = {}
    for document in documents:
        texts.setdefault(_words(document), []).append(document)
    for some in texts.values():
        by_law = _join(some, ("known_from", "known_to"), ("law_from", "law_to"))
        yield from _join(by_law, ("law_from", "law_to"), ("known_from", "known_to"))


def _join(
    documents: Iterable[Document], same: tuple[str, str], along: tuple[str, str]
) -> list[Document]:
    """Join reigns that are equal in `same` and follow each other `along` the other way."""
    found: list[Document] = []
    for document in documents:
        reign = vars(document.reign)
        for at, other in enumerate(found):
            before = vars(other.reign)
            follows = before[along[1]] is not None and before[along[1]] == reign[along[0]]
            if follows and all(before[name] == reign[name] for name in same):
                longer = Reign(**{**before, along[1]: reign[along[1]]})
                found[at] = replace(other, reign=longer)
                break
        else:
            found.append(document)
    return found


def _words(document: Document) -> Document:
    return replace(document, uid="", shown_from=NEVER, shown_to=NEVER, reign=None)


def _released(unit: Unit, thing: Thing) -> list[Revision]:
    """Return the revisions that were, are or will be shown."""
    ids = select(StateChange.revision_id).where(
        StateChange.thing_id == thing.id, StateChange.state.in_(SHOWN)
    )
    query = select(Revision).where(Revision.id.in_(ids)).order_by(Revision.number)
    return list(unit.session.scalars(query))


def _originals(unit: Unit, revisions: Sequence[Revision], thing: Thing) -> set[str]:
    """Return whose editions matter: of several revisions all that they cover, else its own."""
    own = set()
    if thing.original_id is not None:
        own.add(unit.session.get_one(Original, thing.original_id).slug)
    if len(revisions) <= 1:
        return own
    ids = {revision.id for revision in revisions}
    query = (
        select(Original.slug)
        .join(Edition, Edition.original_id == Original.id)
        .join(Cover, Cover.edition_id == Edition.id)
        .where(Cover.revision_id.in_(ids))
        .distinct()
    )
    return own | set(unit.session.scalars(query))


def _moments_of(unit: Unit, thing: Thing) -> Iterator[datetime]:
    query = select(StateChange.effective_at).where(
        StateChange.thing_id == thing.id, StateChange.effective_at > unit.now
    )
    yield from unit.session.scalars(query)


def _starts(unit: Unit, slugs: Collection[str]) -> Iterator[datetime]:
    """Yield when the days of coming editions begin, released or not."""
    if not slugs:
        return
    query = (
        select(Edition.in_force_from)
        .join(Original, Edition.original_id == Original.id)
        .where(Original.slug.in_(slugs), Edition.in_force_from > unit.today)
        .distinct()
    )
    yield from (start_of(day, unit.zone) for day in unit.session.scalars(query))


def _cuts(unit: Unit, revisions: Sequence[Revision], slugs: Collection[str]) -> set[date]:
    """Return the days from which another revision may be best, or its original has another name.

    A thing with a single revision has only the latter.
    """
    editions = [visible_editions(unit, slug) for slug in sorted(slugs)]
    if len(revisions) > 1:
        return {edition.in_force_from for some in editions for edition in some}
    return {
        after.in_force_from
        for some in editions
        for before, after in pairwise(some)
        if (before.title, before.topics) != (after.title, after.topics)
    }


def _stretches(cuts: set[date], today: date) -> Iterator[tuple[date | None, date | None, date]]:
    """Yield (from, to, a day between) over all days there are."""
    days = sorted(cuts)
    before = days[0] - timedelta(days=1) if days else today
    yield None, next(iter(days), None), before
    for start, end in pairwise([*days, None]):
        if start is not None:
            yield start, end, start


def _start(day: date | None, unit: Unit) -> datetime | None:
    return None if day is None else start_of(day, unit.zone)
