"""Load a library that was read from files: an audited act of the operator.

What says the same as the database does is left alone, so loading twice changes nothing; what a
person changed since the last load is refused, naming both. All of it happens in the caller's one
transaction: a load that is stopped can simply be run again.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from kb.errors import LibraryError, Problem
from kb.importers.records import Library, Placed
from kb.services.actor import Actor
from kb.services.library.covers import Shelf
from kb.services.library.editions import load_edition
from kb.services.library.loading import Load
from kb.services.library.order import with_known_places
from kb.services.library.references import load_reference
from kb.services.library.things import load_thing, things_in
from kb.services.unit import Unit

Progress = Callable[[int, int, str], None]
"""Called with (done, all, name of what comes next)."""


@dataclass
class LoadReport:
    """What a load did: how many records were new, changed or unchanged."""

    counts: Counter[str] = field(default_factory=Counter)
    refused: list[Problem] = field(default_factory=list)

    def __str__(self) -> str:
        """Say it in one line."""
        return ", ".join(f"{self.counts[word]} {word}" for word in ("new", "changed", "unchanged"))


def load_library(  # noqa: PLR0913 - everything a load can say, all named
    unit: Unit,
    actor: Actor,
    library: Library,
    *,
    file_hashes: Mapping[str, str],
    as_draft: bool = False,
    keep_going: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """Store `library`; published at once, or as drafts.

    Raises LibraryError with every refusal at once; the caller's transaction then rolls back. With
    `keep_going` the rest is stored, and the report names what was refused.
    """
    load = Load(unit, actor, Shelf(unit, with_drafts=as_draft), file_hashes, as_draft)
    report = LoadReport()
    steps = list(_steps(with_known_places(unit, library)))
    for done, (store, record) in enumerate(steps):
        if progress:
            progress(done, len(steps), record.place.file)
        outcome = store(load, record)
        if isinstance(outcome, Problem):
            report.refused.append(outcome)
        else:
            report.counts[outcome] += 1
    if report.refused and not keep_going:
        raise LibraryError(report.refused)
    if progress:
        progress(len(steps), len(steps), "")
    return report


Store = Callable[[Load, Placed], str | Problem]


def _steps(library: Library) -> Iterator[tuple[Store, Placed]]:
    """Yield each record with what stores it, so that what is named comes before who names it."""
    references = (library.departments, library.lines, library.topics, library.drivers)
    for group in references:
        yield from ((load_reference, record) for record in group)
    yield from ((load_edition, record) for record in library.editions)
    for record in things_in(library):
        yield load_thing, record
