"""`flask kb answers` and `impact`: what is in step with the law, and what a change would touch."""

import json
import re
from datetime import date, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from kb.cli.parts import house, plain_errors, show_progress
from kb.errors import InvalidError, LibraryError
from kb.importers.edition_text import MARKDOWN, XML, read_edition
from kb.importers.library import read_library
from kb.importers.records import EditionRecord
from kb.services.actor import OPERATOR
from kb.services.calls.answers import list_answers
from kb.services.library import known_names
from kb.services.propagation.impact import Impact, impact_of_record

DAY = click.DateTime(formats=["%Y-%m-%d"])
TIME = click.DateTime(formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"])
_DAY_IN_NAME = re.compile(r"\d{4}-\d{2}-\d{2}")


@click.command()
@click.option("--as-of", type=DAY, metavar="DATE", help="Against the law of this day: 2025-07-01.")
@click.option(
    "--seen-at",
    type=TIME,
    metavar="TIME",
    help="As agents were shown it then, in the library's time zone: 2025-07-01T09:30.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@with_appcontext
@plain_errors
def answers(*, as_of: datetime | None, seen_at: datetime | None, as_json: bool) -> None:
    """List every answer that is shown, with its state and the provisions that it covers."""
    if as_of and seen_at:
        raise click.UsageError("Give --as-of DATE or --seen-at TIME: each is a clock of its own.")
    day = as_of.date() if as_of else None
    with house().store.read(as_of=day, seen_at=_in_zone(seen_at)) as unit:
        for row in list_answers(unit, OPERATOR):
            if as_json:
                click.echo(json.dumps(row.as_values(), ensure_ascii=False))
            else:
                click.echo(f"{row.state:<10} {row.language} {row.original}#{row.answer}")


def _in_zone(moment: datetime | None) -> datetime | None:
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=house().settings.zone)


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--original", default="", help="Slug of the original, for a file outside a library.")
@click.option("--from", "day", type=DAY, metavar="DATE", help="Day it is in force from, likewise.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an edition.")
@with_appcontext
@plain_errors
def impact(file: Path, original: str, *, day: datetime | None, as_json: bool) -> None:
    """Say what publishing the edition in FILE would outdate. Nothing is stored."""
    records = (
        [_read_loose(file, original, day.date() if day else None)]
        if original
        else _read_from_library(file)
    )
    with house().store.read() as unit:
        for record in records:
            found = impact_of_record(unit, record)
            values = json.dumps(found.as_values(), ensure_ascii=False)
            click.echo(values if as_json else _as_lines(found))


def _read_from_library(file: Path) -> tuple[EditionRecord, ...]:
    """Read the editions of a library's file or folder, exactly as a load would."""
    parts = house()
    with parts.store.read() as unit:
        known = known_names(unit)
    reading = read_library(
        [file], max_bytes=parts.settings.max_file_bytes, known=known, progress=show_progress
    )
    if reading.problems:
        raise LibraryError(list(reading.problems))
    if not reading.library.editions:
        raise InvalidError(f"{file} holds no edition. Name a file of content/originals.")
    return reading.library.editions


def _read_loose(file: Path, original: str, day: date | None) -> EditionRecord:
    """Read one edition from a file that lies anywhere."""
    named = _DAY_IN_NAME.search(file.name)
    when = day or (date.fromisoformat(named[0]) if named else None)
    if when is None:
        raise InvalidError("Say from which day it is in force: --from 2026-07-01.")
    limit = house().settings.max_file_bytes
    if not file.is_file() or file.stat().st_size > limit:
        raise InvalidError(f"{file} is no file of at most {limit:,} bytes. Name one edition.")
    text_format = XML if file.suffix == ".xml" else MARKDOWN
    reading = read_edition(original, when, file.read_bytes(), text_format=text_format)
    if reading.problems or reading.record is None:
        raise LibraryError(list(reading.problems))
    return reading.record


def _as_lines(found: Impact) -> str:
    lines = [f"{found.original}, in force from {found.in_force_from}"]
    for one in found.outdated:
        by = ", ".join(f"{cause.original}#{cause.eid}" for cause in one.causes)
        already = " (outdated already)" if one.is_outdated_already else ""
        where = _address(one.key, one.part)
        lines.append(f"  outdated   {one.size:<6} {one.kind} {where} by {by}{already}")
    lines += [f"  made ready        {one.kind} {one.key}" for one in found.made_ready]
    for check in found.checks:
        where = _address(check.name.key, check.name.part)
        lines.append(f"  to check          {check.name.kind} {where}: {check.because}")
    undecided = sum(1 for one in found.new if one.near and one.decided is None)
    lines.append(f"  {undecided} new provisions beside what is answered: name what they concern")
    return "\n".join(lines)


def _address(key: str, part: str) -> str:
    return f"{key}#{part}" if part else key
