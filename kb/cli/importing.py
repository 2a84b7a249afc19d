"""`flask kb import`: published law, in Akoma Ntoso, into the library."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from kb.cli.parts import house, indexer, plain_errors, show_progress
from kb.errors import InvalidError, LibraryError
from kb.importers.akoma_ntoso import Wanted
from kb.importers.law_files import LawReading, LawText, read_law_files
from kb.importers.library.notes import NAME
from kb.importers.records import EditionFacts
from kb.services.actor import OPERATOR
from kb.services.database import optimize
from kb.services.library import LoadReport, check_facts, import_original
from kb.vocabulary import OriginalKind

LONGEST_SLUG = 100


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--slug", default="", help="Name of the original; all FILES are editions of it.")
@click.option(
    "--in-force-from",
    type=click.DateTime(["%Y-%m-%d"]),
    help="First day in force, instead of the day in the text; for one file.",
)
@click.option("--kind", type=click.Choice([kind.value for kind in OriginalKind]), help="Its rank.")
@click.option("--department", default="", help="The department that owns it.")
@click.option("--topic", multiple=True, help="What it is about; can be repeated.")
@click.option("--as-draft", is_flag=True, help="Make drafts instead of publishing.")
@with_appcontext
@plain_errors
def import_command(  # noqa: PLR0913 - one parameter for each option
    files: tuple[Path, ...],
    *,
    slug: str,
    in_force_from: datetime | None,
    kind: str | None,
    department: str,
    topic: tuple[str, ...],
    as_draft: bool,
) -> None:
    """Import acts, by-laws and bills from Akoma Ntoso FILES or folders, and publish them.

    Each original is stored in one transaction, with all of its editions among FILES or with none.
    Importing the same files again changes nothing. A bill is left a draft: it is not law yet.
    """
    day = in_force_from.date() if in_force_from else None
    _check_names(files, slug, day)
    given = EditionFacts(
        original=slug,
        in_force_from=day or date.min,
        kind=OriginalKind(kind) if kind else None,
        department=department,
        topics=topic,
    )
    reading = _read(files, given, Wanted(slug=slug, day=day))
    for warning in reading.warnings:
        click.echo(f"{warning} (warning)", err=True)
    for problem in reading.problems:
        click.echo(str(problem), err=True)
    refused = len(reading.problems) + _store_all(reading, given, as_draft=as_draft)
    if refused:
        noun = "problem" if refused == 1 else "problems"
        raise click.ClickException(f"{refused} {noun}. No original that they concern was imported.")


def _check_names(files: tuple[Path, ...], slug: str, day: date | None) -> None:
    if slug and not (NAME.fullmatch(slug) and len(slug) <= LONGEST_SLUG):
        raise InvalidError(
            f'"{slug}" cannot be a name: lower-case letters a to z, digits and hyphens, '
            f"at most {LONGEST_SLUG}."
        )
    if day and (len(files) != 1 or files[0].is_dir()):
        raise InvalidError("--in-force-from is the day of one text: name one file with it.")


def _read(files: tuple[Path, ...], given: EditionFacts, wanted: Wanted) -> LawReading:
    parts = house()
    with parts.store.read() as unit:
        check_facts(unit, given)
        wanted = replace(wanted, or_from=unit.today)
    return read_law_files(
        files, wanted=wanted, max_bytes=parts.settings.max_file_bytes, progress=show_progress
    )


def _store_all(reading: LawReading, given: EditionFacts, *, as_draft: bool) -> int:
    """Store each original by itself and print what came of it; return how much was refused."""
    total, refused = LoadReport(), 0
    for done, (slug, texts) in enumerate(reading.originals.items()):
        show_progress(done, len(reading.originals), slug)
        try:
            total.counts += _store(texts, given, as_draft=as_draft).counts
        except LibraryError as error:
            refused += len(error.problems)
            click.echo("\n".join(map(str, error.problems)), err=True)
        else:
            _tell_drafts(texts)
    show_progress(len(reading.originals), len(reading.originals), "")
    originals = (
        "1 original" if len(reading.originals) == 1 else f"{len(reading.originals)} originals"
    )
    click.echo(f"{originals}: {total}")
    if total.counts["new"] or total.counts["changed"]:
        optimize(house().store.engine)
        indexer().catch_up()
    return refused


def _store(texts: tuple[LawText, ...], given: EditionFacts, *, as_draft: bool) -> LoadReport:
    with house().store.change() as unit:
        return import_original(unit, OPERATOR, texts, given=given, as_draft=as_draft)


def _tell_drafts(texts: tuple[LawText, ...]) -> None:
    for text in texts:
        if text.doubt:
            name = f"{text.edition.original}, {text.edition.in_force_from}"
            click.echo(f"{name} is a draft: {text.doubt}.")
