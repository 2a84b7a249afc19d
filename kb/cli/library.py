"""`flask kb load` and `export`: the library in and out."""

from collections.abc import Sequence
from pathlib import Path

import click
from flask.cli import with_appcontext

from kb.cli.parts import house, indexer, plain_errors, show_progress
from kb.errors import InvalidError, LibraryError
from kb.importers.library import LibraryReading, read_library, write_library
from kb.services.actor import OPERATOR
from kb.services.database import optimize
from kb.services.library import (
    LoadReport,
    export_library,
    known_names,
    load_library,
    note_export,
)

FOLDERS = (Path("content"), Path("translations"))


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--keep-going", is_flag=True, help="Load the files that are right; name the others.")
@click.option("--as-draft", is_flag=True, help="Make drafts instead of publishing.")
@with_appcontext
@plain_errors
def load(paths: tuple[Path, ...], *, keep_going: bool, as_draft: bool) -> None:
    """Load library files or folders (default: content translations), and publish them.

    Nothing is loaded unless all of it is right. Loading the same library twice changes nothing;
    a load that was stopped can be run again.
    """
    chosen = paths or tuple(folder for folder in FOLDERS if folder.exists())
    if not chosen:
        raise InvalidError("There is no content or translations folder here. Name what to load.")
    click.echo(load_paths(chosen, keep_going=keep_going, as_draft=as_draft))


def load_paths(
    paths: Sequence[Path], *, keep_going: bool = False, as_draft: bool = False
) -> LoadReport:
    """Read, check and store a library, then bring the index up to date."""
    reading = _read(paths, as_draft=as_draft)
    for warning in reading.warnings:
        click.echo(f"{warning} (warning)", err=True)
    if reading.problems and not keep_going:
        raise LibraryError(list(reading.problems))
    for problem in reading.problems:
        click.echo(str(problem), err=True)
    report = _store(reading, as_draft=as_draft, keep_going=keep_going)
    for refused in report.refused:
        click.echo(str(refused), err=True)
    indexer().catch_up()
    return report


def _read(paths: Sequence[Path], *, as_draft: bool) -> LibraryReading:
    parts = house()
    with parts.store.read() as unit:
        known = known_names(unit, with_drafts=as_draft)
    return read_library(
        paths, max_bytes=parts.settings.max_file_bytes, known=known, progress=show_progress
    )


def _store(reading: LibraryReading, *, as_draft: bool, keep_going: bool) -> LoadReport:
    parts = house()
    with parts.store.change() as unit:
        report = load_library(
            unit,
            OPERATOR,
            reading.library,
            file_hashes={file.path: file.sha256 for file in reading.files},
            as_draft=as_draft,
            keep_going=keep_going,
            progress=show_progress,
        )
    optimize(parts.store.engine)
    return report


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_appcontext
@plain_errors
def export(folder: Path) -> None:
    """Write everything that is published into FOLDER (new or empty), as library files."""
    if folder.exists() and any(folder.iterdir()):
        raise InvalidError(f"{folder} is not empty. Name a new folder, so that nothing is mixed.")
    with house().store.read() as unit:
        library = export_library(unit)
        count = 0
        for name, content in write_library(library):
            _write(folder / name, content)
            count += 1
    with house().store.change() as unit:
        note_export(unit, OPERATOR, files=count)
    click.echo(f"{count:,} files written to {folder}.")


def _write(file: Path, content: bytes) -> None:
    """Write a file so that it is whole or not there, whatever happens meanwhile."""
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f".{file.name}.part")
    aside.write_bytes(content)
    aside.replace(file)
