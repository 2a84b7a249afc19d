"""What the meaning check says of each original: how many facts are kept, and what to look at."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.errors import NotFoundError
from kb.plain.fidelity import Severity
from kb.services.actor import Actor
from kb.services.permits import Matter, require
from kb.services.publishing.published import editions_in_force
from kb.services.unit import Unit
from kb.services.workshop.meaning import Meaning, Progress, Verdict
from kb.vocabulary import ThingKind, Verb

HIGHEST_GRADE = 8.0
"""Of reading: above it a caller has to be a good reader to follow by ear."""


@dataclass(frozen=True)
class OriginalMeaning:
    """One original. `high` and `medium` count findings; `hard` answers above the highest grade."""

    slug: str
    title: str
    answers: tuple[Verdict, ...]

    @property
    def facts(self) -> int:
        """How many facts its law has, counted with each answer that stands for them."""
        return sum(one.facts for one in self.answers)

    @property
    def kept(self) -> int:
        """How many of these are said."""
        return sum(one.kept for one in self.answers)

    @property
    def high(self) -> int:
        """How many findings contradict the law."""
        return sum(len(one.of(Severity.HIGH)) for one in self.answers)

    @property
    def medium(self) -> int:
        """How many findings only one of the texts has."""
        return sum(len(one.of(Severity.MEDIUM)) for one in self.answers)

    @property
    def hard(self) -> int:
        """How many answers are hard to follow by ear."""
        return sum(one.grade > HIGHEST_GRADE for one in self.answers)


@dataclass(frozen=True)
class MeaningPage:
    """The originals whose answers were checked so far, the gravest first."""

    rows: tuple[OriginalMeaning, ...]
    done: int
    total: int


def begin_meaning(unit: Unit, actor: Actor, meaning: Meaning) -> None:
    """Begin to work out what is not known, beside the requests."""
    _require(actor)
    meaning.ask(unit)


def read_meaning(unit: Unit, actor: Actor, meaning: Meaning) -> MeaningPage | None:
    """Return what is known; None where nobody asked since something was last published."""
    _require(actor)
    known = meaning.known(unit)
    return _page(unit, known) if known else None


def read_original_meaning(
    unit: Unit, actor: Actor, meaning: Meaning, slug: str
) -> tuple[OriginalMeaning, MeaningPage | None]:
    """Return one original with its answers, and how far the check is.

    Raises NotFoundError for an original that has no edition in force.
    """
    page = read_meaning(unit, actor, meaning)
    if slug not in editions_in_force(unit):
        raise NotFoundError(f"No original “{slug}” is in force. Choose one at /meaning.")
    found = (row for row in (page.rows if page else ()) if row.slug == slug)
    return next(found, OriginalMeaning(slug, _titles(unit, [slug])[slug], ())), page


def _require(actor: Actor) -> None:
    require(actor, Verb.READ_DRAFT, Matter(kind=ThingKind.ANSWER))


def _page(unit: Unit, progress: Progress) -> MeaningPage:
    by_original: dict[str, list[Verdict]] = {}
    for one in progress.verdicts:
        by_original.setdefault(one.original, []).append(one)
    titles = _titles(unit, by_original)
    rows = [
        OriginalMeaning(slug, titles[slug], tuple(sorted(found, key=_gravest_first)))
        for slug, found in by_original.items()
    ]
    rows.sort(key=lambda row: (-row.high, -row.hard, -row.medium, row.title))
    return MeaningPage(tuple(rows), len(progress.verdicts), progress.total)


def _gravest_first(one: Verdict) -> tuple[int, int, str]:
    return -len(one.of(Severity.HIGH)), -len(one.of(Severity.MEDIUM)), one.question


def _titles(unit: Unit, slugs: Iterable[str]) -> dict[str, str]:
    editions = editions_in_force(unit)
    return {slug: editions[slug].title if slug in editions else slug for slug in slugs}
