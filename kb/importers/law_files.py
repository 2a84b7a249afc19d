"""Files of published law, wherever they lie, to the editions of originals.

The files of one original belong together: if one of them is wrong, none of them is handed on, so
that its history is never half there. Other originals are not held up by that.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from kb.errors import Problem
from kb.importers.akoma_ntoso import Wanted, read_document, slug_in
from kb.importers.library.discover import read_file
from kb.importers.library.notes import FileNotes
from kb.importers.records import EditionRecord

Progress = Callable[[int, int, str], None]
"""Called with (files done, all files, name of the one that comes next)."""


@dataclass(frozen=True)
class LawText:
    """One edition that was read; `doubt` says why it may only be a draft, "" where it is law."""

    edition: EditionRecord
    doubt: str
    sha256: str

    @property
    def file(self) -> str:
        """Where it stood."""
        return self.edition.place.file


@dataclass(frozen=True)
class LawReading:
    """What was read: originals whose files are all right, by slug; and all that is wrong."""

    originals: dict[str, tuple[LawText, ...]]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    files: int


@dataclass
class _Gathered:
    """What is known while files are read: texts by original, and originals with a wrong file."""

    texts: dict[str, list[LawText]] = field(default_factory=dict)
    spoilt: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def read_law_files(
    paths: Sequence[Path], *, wanted: Wanted, max_bytes: int, progress: Progress
) -> LawReading:
    """Read the files, and every XML file in the folders, of `paths`; never raises for a file.

    `wanted` holds for all of them: a slug makes them editions of one original.
    """
    files = list(dict.fromkeys(file for path in paths for file in _files_of(path)))
    gathered = _Gathered()
    for done, file in enumerate(files):
        progress(done, len(files), file.name)
        _gather(gathered, file, wanted, max_bytes)
    progress(len(files), len(files), "")
    for slug, texts in gathered.texts.items():
        gathered.problems += _clashes(slug, texts)
    held_up = {problem.file for problem in gathered.problems}
    whole = {
        slug: tuple(sorted(_each_once(texts), key=lambda text: text.edition.in_force_from))
        for slug, texts in sorted(gathered.texts.items())
        if slug not in gathered.spoilt and not any(text.file in held_up for text in texts)
    }
    gathered.problems += _held_up(gathered)
    return LawReading(whole, _in_order(gathered.problems), _in_order(gathered.warnings), len(files))


def _files_of(path: Path) -> Iterator[Path]:
    """Yield `path`, or the XML files below it, by name."""
    if not path.is_dir():
        yield path
        return
    below = (one.relative_to(path) for one in path.rglob("*.xml"))
    shown = (one for one in below if not any(part.startswith(".") for part in one.parts))
    yield from (path / one for one in sorted(shown))


def _gather(gathered: _Gathered, file: Path, wanted: Wanted, max_bytes: int) -> None:
    notes = FileNotes(str(file))
    raw = read_file(file, notes, max_bytes=max_bytes)
    if raw is None:
        gathered.problems += notes.problems
        return
    stem = file.name.removesuffix(".xml").removesuffix(".akn")
    named = Wanted(wanted.slug, wanted.day, or_named=stem, or_from=wanted.or_from)
    reading = read_document(raw, file=notes.file, wanted=named)
    gathered.problems += reading.problems
    gathered.warnings += reading.warnings
    if reading.edition is None:
        gathered.spoilt |= {wanted.slug or slug_in(raw)} if reading.is_law else set()
        return
    text = LawText(reading.edition, reading.doubt, sha256(raw).hexdigest())
    gathered.texts.setdefault(reading.edition.original, []).append(text)


def _each_once(texts: list[LawText]) -> list[LawText]:
    """Return the texts without copies: the same bytes of the same day."""
    return list({text.edition.in_force_from: text for text in texts}.values())


def _clashes(slug: str, texts: list[LawText]) -> Iterator[Problem]:
    """Yield a problem for each text of a day of which another file has another text."""
    first: dict[object, LawText] = {}
    for text in texts:
        other = first.setdefault(text.edition.in_force_from, text)
        if other.sha256 != text.sha256:
            day = text.edition.in_force_from
            what = f"{other.file} has another text of {slug} of {day}."
            mend = "Leave one of the two out, or name one apart: --slug, --in-force-from."
            yield Problem(text.file, 0, what, mend)


def _held_up(gathered: _Gathered) -> Iterator[Problem]:
    """Yield a word on each right file whose original is held up by a wrong one."""
    wrong = {problem.file for problem in gathered.problems}
    for slug, texts in gathered.texts.items():
        if slug in gathered.spoilt or any(text.file in wrong for text in texts):
            for text in texts:
                if text.file not in wrong:
                    what = f"It waits for another file of {slug} that is wrong."
                    yield Problem(text.file, 0, what, "Mend that one, then import both.")


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda found: (found.file, found.line)))
