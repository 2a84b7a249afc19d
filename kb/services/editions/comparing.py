"""Any two released editions of an original beside each other, for everybody who reads the law."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kb.errors import NotFoundError
from kb.importers.library.fields import as_day
from kb.models import Edition
from kb.services.actor import Actor
from kb.services.permits import require
from kb.services.propagation.compared import Change, compare_editions
from kb.services.publishing.published import visible_editions
from kb.services.unit import Unit
from kb.text.changes import ChangeKind
from kb.vocabulary import Verb

PER_PAGE = 50


@dataclass(frozen=True)
class ComparePage:
    """Some of the differences between two editions; `days` are those that can be chosen."""

    slug: str
    title: str
    days: tuple[date, ...]
    old: date
    new: date
    counts: Mapping[str, int]
    same: int
    kind: str
    changes: tuple[Change, ...]
    number: int
    pages: int


def compare_released(  # noqa: PLR0913 - two days, a kind and a page choose what is shown
    unit: Unit,
    actor: Actor,
    slug: str,
    *,
    old: str = "",
    new: str = "",
    kind: str = "",
    number: int = 1,
) -> ComparePage:
    """Compare two editions by their days; without days the newest with the one before it.

    Only what everybody may see. Raises NotFoundError.
    """
    require(actor, Verb.READ)
    editions = {one.in_force_from: one for one in visible_editions(unit, slug)}
    if not editions:
        raise NotFoundError(f"There is no original “{slug}” here. Search for its name.")
    first, second = _chosen(slug, editions, old, new)
    found = compare_editions(unit, first, second).changes
    changes = [one for one in found if one.kind is not ChangeKind.SAME]
    counts = {one.value: sum(change.kind is one for change in changes) for one in ChangeKind}
    chosen = [one for one in changes if not kind or one.kind == kind]
    pages = max(1, -(-len(chosen) // PER_PAGE))
    number = min(max(number, 1), pages)
    return ComparePage(
        slug=slug,
        title=second.title,
        days=tuple(sorted(editions, reverse=True)),
        old=first.in_force_from,
        new=second.in_force_from,
        counts={name: count for name, count in counts.items() if count},
        same=len(found) - len(changes),
        kind=kind,
        changes=tuple(chosen[(number - 1) * PER_PAGE : number * PER_PAGE]),
        number=number,
        pages=pages,
    )


def _chosen(
    slug: str, editions: Mapping[date, Edition], old: str, new: str
) -> tuple[Edition, Edition]:
    """Return the older and the newer of two days, however they were given."""
    days = sorted(editions)
    second = _day(slug, editions, new) if new else days[-1]
    before = [day for day in days if day < second]
    first = _day(slug, editions, old) if old else (before[-1] if before else second)
    first, second = sorted((first, second))
    return editions[first], editions[second]


def _day(slug: str, editions: Mapping[date, Edition], text: str) -> date:
    found = as_day(text)
    if found is None or found not in editions:
        raise NotFoundError(
            f"“{slug}” has no edition in force from “{text[:40]}”. Choose two at /o/{slug}/compare."
        )
    return found
