"""Every name that a set of files, and what is known already, gives to things."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kb.importers.library.contents import FileContents
from kb.importers.library.known import NOTHING_KNOWN, Editions, KnownNames
from kb.importers.library.notes import Kind


@dataclass(frozen=True)
class Names:
    """Names by kind, eids by edition, and the newest edition of each original."""

    by_kind: Mapping[Kind, frozenset[str]]
    editions: Editions
    newest: Mapping[str, date]
    lost: frozenset[tuple[Kind, str]] = frozenset()

    def of(self, kind: Kind) -> frozenset[str]:
        """Return the names of one kind."""
        return self.by_kind.get(kind, frozenset())


def names_of(
    files: Iterable[FileContents],
    known: KnownNames = NOTHING_KNOWN,
    *,
    newest: Mapping[str, date] | None = None,
) -> Names:
    """Collect the names of `files`, on top of those that are known."""
    files = list(files)
    by_kind = {kind: set(names) for kind, names in known.by_kind().items()}
    for file in files:
        for found in file.notes.definitions:
            name = found.name.split("/", 1)[-1]  # answers are referred to without a language
            by_kind.setdefault(found.kind, set()).add(name)
    editions = _editions(files, known)
    return Names(
        by_kind={kind: frozenset(names) for kind, names in by_kind.items()},
        editions=editions,
        newest={slug: max(days) for slug, days in editions.items()} if newest is None else newest,
        lost=lost_names(files),
    )


def lost_names(files: Iterable[FileContents]) -> frozenset[tuple[Kind, str]]:
    """Return the kinds and slugs that unreadable files would have defined."""
    return frozenset(pair for file in files for pair in file.notes.lost)


def _editions(files: Iterable[FileContents], known: KnownNames) -> Editions:
    editions = {slug: dict(days) for slug, days in known.editions.items() if days}
    for file in files:
        for (slug, day), eids in file.eids.items():
            editions.setdefault(slug, {})[day] = eids
    return editions
