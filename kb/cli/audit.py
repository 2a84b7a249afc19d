"""`flask kb audit …`: does the record of every change hold together, and what does it come to."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from kb.cli.parts import house, plain_errors
from kb.errors import InvalidError
from kb.services.audit import verify
from kb.services.record.heads import check_heads, read_heads, take_head


@click.group()
def audit() -> None:
    """Look after the tamper-evident record of every change."""


@audit.command("verify")
@click.option(
    "--head",
    "heads",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File of heads kept outside: the record must still be what each of them says.",
)
@with_appcontext
@plain_errors
def verify_command(*, heads: Path | None) -> None:
    """Recompute the whole record; name the first entry that was changed, removed or cut off."""
    with house().store.read() as unit:
        count = verify(unit.session, unit.audit_key)
        if heads:
            kept = read_heads(_text_of(heads), unit.audit_key)
            check_heads(unit, kept)
            click.echo(f"{len(kept):,} heads, the last of {kept[-1].day}: all fit.")
    noun = "entry" if count == 1 else "entries"
    click.echo(f"{count:,} {noun}, all intact.")


@audit.command("head")
@click.option(
    "--append",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File outside to add the line to, made if it is not there.",
)
@with_appcontext
@plain_errors
def head_command(*, file: Path | None) -> None:
    """Print the record's head of today, or add it to a file: count, last hash, seal."""
    with house().store.read() as unit:
        line = take_head(unit).as_line()
    if file is None:
        click.echo(line)
        return
    try:
        with file.open("a", encoding="utf-8") as heads:
            heads.write(f"{line}\n")
    except OSError as error:
        raise InvalidError(
            f"{file} cannot be written ({error.strerror}). Name a file that you may write to."
        ) from error
    click.echo(f"Added to {file}.", err=True)


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidError(f"{file} cannot be read as text. Is it the file of heads?") from error
