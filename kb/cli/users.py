"""`flask kb user …` and `flask kb token …`: accounts and tokens, made by the operator.

Passwords are asked for without showing them, or read as one line with `--password-stdin`; they
are never an argument, which every process on the machine could read.
"""

import sys

import click
from flask.cli import AppGroup

from kb.cli.parts import house, plain_errors
from kb.services.actor import OPERATOR
from kb.services.people import tokens, users
from kb.services.people.passwords import hash_new_password
from kb.vocabulary import Role

user = AppGroup("user", help="Make, list and change accounts.")
token = AppGroup("token", help="Make, list and end bearer tokens of the JSON interface.")

ROLES = click.Choice([role.value for role in Role])
WIDTH = 24
PASSWORD_STDIN = click.option(
    "--password-stdin", is_flag=True, help="Read the password as one line from standard input."
)


@user.command("add")
@click.argument("name")
@click.option("--role", "roles", multiple=True, required=True, type=ROLES, help="Repeat for more.")
@click.option("--full-name", default="", help="As colleagues know them.")
@click.option("--department", default="", help="Slug of a department of the library.")
@click.option("--team", default="", help="Slug of a team in that department.")
@click.option("--line", "lines", multiple=True, help="Slug of a line of business; repeat for more.")
@PASSWORD_STDIN
@plain_errors
def add_user(
    *, name: str, roles: tuple[str, ...], lines: tuple[str, ...], password_stdin: bool, **place: str
) -> None:
    """Make an account called NAME. Asks for the password without showing it."""
    with house().store.read() as unit:
        users.refuse_taken(unit, name)  # before a password is asked for
    hashed = _new_password(name, from_stdin=password_stdin)
    person = users.Person(name=name, roles=frozenset(map(Role, roles)), lines=lines, **place)
    with house().store.change() as unit:
        made = users.add_user(unit, OPERATOR, person, password_hash=hashed)
        click.echo(f"Made {made.name} ({', '.join(sorted(roles))}).")


@user.command("list")
@plain_errors
def list_users() -> None:
    """List the accounts with their roles and department."""
    with house().store.read() as unit:
        found = users.list_users(unit, OPERATOR)
        for account in found:
            roles = ", ".join(role.role for role in account.roles) or "no role"
            place = account.department.slug if account.department else "no department"
            mark = "" if account.is_active else "  inactive"
            click.echo(f"{account.name:<{WIDTH}}{roles:<{WIDTH}}{place}{mark}")
    if not found:
        click.echo("No accounts yet. `flask kb user add NAME --role admin` makes the first.")


@user.command("password")
@click.argument("name")
@PASSWORD_STDIN
@plain_errors
def set_password(*, name: str, password_stdin: bool) -> None:
    """Give NAME a new password. Every session and token of the account ends."""
    with house().store.read() as unit:
        users.find_user(unit, name)  # before a password is asked for
    hashed = _new_password(name, from_stdin=password_stdin)
    with house().store.change() as unit:
        changed = users.set_password(unit, OPERATOR, name, password_hash=hashed)
        click.echo(f"{changed.name} has a new password; every session and token has ended.")


@user.command("deactivate")
@click.argument("name")
@plain_errors
def deactivate_user(name: str) -> None:
    """Shut NAME out: sessions and tokens end now. What they wrote stays theirs."""
    with house().store.change() as unit:
        changed = users.deactivate_user(unit, OPERATOR, name)
        click.echo(f"{changed.name} is inactive; every session and token has ended.")


@user.command("roles")
@click.argument("name")
@click.argument("roles", nargs=-1, required=True, type=ROLES)
@plain_errors
def set_roles(name: str, roles: tuple[str, ...]) -> None:
    """Give NAME exactly these ROLES, from the next request on."""
    with house().store.change() as unit:
        changed = users.set_roles(unit, OPERATOR, name, map(Role, roles))
        click.echo(f"{changed.name}: {', '.join(sorted(set(roles)))}.")


@token.command("add")
@click.argument("name")
@click.option("--label", required=True, help="What the token is for.")
@click.option("--days", default=90, show_default=True, help="How long it is valid.")
@plain_errors
def add_token(name: str, label: str, days: int) -> None:
    """Make a token that acts as NAME below /api/. It is shown once; only its hash is kept."""
    with house().store.change() as unit:
        made = tokens.add_token(unit, OPERATOR, name, label=label, days=days)
    click.echo(f"Token {made.id}, valid {days} days. It is not shown again:", err=True)
    click.echo(made.secret)


@token.command("list")
@click.argument("name")
@plain_errors
def list_tokens(name: str) -> None:
    """List the tokens of NAME, ended ones too."""
    with house().store.read() as unit:
        found = tokens.list_tokens(unit, OPERATOR, name)
        for row in found:
            living = row.revoked_at is None and row.expires_at > unit.now
            until = f"until {row.expires_at:%Y-%m-%d}" if living else "ended"
            click.echo(f"{row.id:<6}{row.label:<{WIDTH}}{until}")
    if not found:
        click.echo("No tokens.")


@token.command("revoke")
@click.argument("token_id", type=int)
@plain_errors
def revoke_token(token_id: int) -> None:
    """End the token with the number TOKEN_ID at once."""
    with house().store.change() as unit:
        tokens.revoke_token(unit, OPERATOR, token_id)
    click.echo(f"Token {token_id} has ended.")


def _new_password(name: str, *, from_stdin: bool) -> str:
    """Return the hash of a password that was asked for or read from standard input."""
    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return hash_new_password(password, name=name, demo=house().settings.demo)
