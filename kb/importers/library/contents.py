"""One file read: its records, its notes and its hash."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from kb.importers.library.decode import decode
from kb.importers.library.formats import FORMATS, Format, Source
from kb.importers.library.nearest import nearest
from kb.importers.library.notes import FileNotes
from kb.importers.records import EditionRecord, Placed
from kb.text.provisions import walk


@dataclass(frozen=True)
class FileContents:
    """A file's path in the library, hash, records and notes; `eids` by original and day."""

    path: str
    sha256: str
    notes: FileNotes
    records: tuple[Placed, ...] = ()

    @cached_property
    def eids(self) -> Mapping[tuple[str, date], frozenset[str]]:
        """Return the eids of the editions in this file."""
        return {
            (record.original, record.in_force_from): frozenset(
                provision.eid for provision, _ in walk(record.provisions)
            )
            for record in self.records
            if isinstance(record, EditionRecord)
        }


def order(path: str) -> tuple[str, ...]:
    """Return a key that sorts paths by slug: `a` before `a-b`, though `a-b.md` is before `a.md`."""
    *folders, name = path.split("/")
    return (*folders, *name.split("."))


def read_contents(path: str, raw: bytes) -> FileContents:
    """Read one file of the library; `path` says what kind of file it is. Never raises."""
    notes = FileNotes(path)
    digest = sha256(raw).hexdigest()
    for file_format in FORMATS:
        found = file_format.path.fullmatch(path)
        if found:
            records = _read(file_format, Source(path, found.groupdict(), raw, ""), notes)
            return FileContents(path, digest, notes, tuple(records))
    _note_unknown(path, notes)
    return FileContents(path, digest, notes)


def unreadable(path: str, notes: FileNotes) -> FileContents:
    """Return what is known of a file whose bytes could not be had: what it would define."""
    for file_format in FORMATS:
        found = file_format.path.fullmatch(path)
        if found:
            _lose(file_format, found.groupdict(), notes)
    return FileContents(path, "", notes)


def _read(file_format: Format, source: Source, notes: FileNotes) -> list[Placed]:
    text = decode(source.raw, notes) if file_format.is_text(source.parts) else ""
    records: list[Placed] | None = None
    if text is not None:
        records = file_format.read(Source(source.path, source.parts, source.raw, text), notes)
    if records is None:
        _lose(file_format, source.parts, notes)
    return records or []


def _lose(file_format: Format, parts: Mapping[str, str], notes: FileNotes) -> None:
    notes.lost.update((kind, parts.get("slug", "")) for kind in file_format.defines)


def _note_unknown(path: str, notes: FileNotes) -> None:
    tables = [
        file_format.path.pattern.replace("\\", "")
        for file_format in FORMATS
        if not file_format.path.groups
    ]
    near = nearest(path, tables)
    mend = f'Rename it to "{near}"' if near else "Move it out of the library's folders"
    mend += "; docs/formats.md names every file that is read."
    notes.problem(0, "No file of the library has this name and place.", mend)
