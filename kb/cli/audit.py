"""`flask kb audit verify` says whether the record of every change still holds together."""

import click
from flask.cli import with_appcontext

from kb.cli.parts import house, plain_errors
from kb.services.audit import verify


@click.group()
def audit() -> None:
    """Look after the tamper-evident record of every change."""


@audit.command("verify")
@with_appcontext
@plain_errors
def verify_command() -> None:
    """Recompute the whole record; name the first entry that was changed, removed or cut off."""
    with house().store.read() as unit:
        count = verify(unit.session, unit.audit_key)
    click.echo(f"{count:,} entries, all intact.")
