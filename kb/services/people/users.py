"""People's accounts: made, given roles, given a new password, made inactive; never deleted.

Making and changing accounts is the admin's (or the operator's at the command line), and every
change is audited by name of the account. Passwords are hashed before the database is locked:
Argon2 is slow on purpose, and nobody should wait for it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, literal, select, union_all
from sqlalchemy.orm import selectinload

from kb.errors import ConflictError, InvalidError, NotAllowedError, NotFoundError
from kb.models import ApiToken, Department, Line, Team, User, UserLine, UserRole, WebSession
from kb.services.actor import Actor
from kb.services.people.shifts import keep_last_use
from kb.services.permits import require
from kb.services.unit import Unit
from kb.vocabulary import Role, Verb

NAME_CHARS = 100
FULL_NAME_CHARS = 200

# Written once: every request asks, and to write a statement costs as much time as to run it.
FACTS = (User.id, User.name, User.full_name, User.department_id, User.team_id)
"""What an actor is made from, beside roles and lines."""
ONE = select(*FACTS).where(User.id == bindparam("user_id"))
ROLES = select(literal("role").label("what"), UserRole.role.label("name"), literal(0).label("at"))
LINES = select(literal("line"), Line.slug, Line.id).join(UserLine)
HELD = union_all(
    ROLES.where(UserRole.user_id == bindparam("user_id")),
    LINES.where(UserLine.user_id == bindparam("user_id")),
).order_by("at")


@dataclass(frozen=True)
class Person:
    """What an account is made with. Department, team and lines are named by slug, "" for none."""

    name: str
    full_name: str = ""
    roles: frozenset[Role] = frozenset()
    department: str = ""
    team: str = ""
    lines: tuple[str, ...] = ()


def load_actor(unit: Unit, user_id: int) -> Actor:
    """Return the facts about a person as they are now."""
    return make_actor(unit, unit.session.execute(ONE, {"user_id": user_id}).one())


def make_actor(unit: Unit, facts: Sequence[Any]) -> Actor:
    """Return the actor of `facts`, with roles and lines as they are now. Every request asks."""
    user_id, name, full_name, department_id, team_id = facts
    held = unit.session.execute(HELD, {"user_id": user_id}).all()
    return Actor(
        id=user_id,
        name=name,
        full_name=full_name,
        department_id=department_id,
        team_id=team_id,
        roles=frozenset(Role(row.name) for row in held if row.what == "role"),
        lines=tuple(row.name for row in held if row.what == "line"),
    )


def find_user(unit: Unit, name: str) -> User:
    """Return the account called `name`. Raises NotFoundError naming it."""
    user = unit.session.scalar(
        select(User).where(User.name == clean_name(name)).options(selectinload(User.roles))
    )
    if user is None:
        raise NotFoundError(f"There is no account {name!r}. `flask kb user list` names them all.")
    return user


def list_users(unit: Unit, actor: Actor) -> list[User]:
    """List all accounts by name, with roles. Raises NotAllowedError but for admins."""
    require(actor, Verb.MANAGE_USERS)
    every = select(User).order_by(User.name)
    loaded = every.options(selectinload(User.roles), selectinload(User.department))
    return list(unit.session.scalars(loaded))


def add_user(unit: Unit, actor: Actor, person: Person, *, password_hash: str) -> User:
    """Make an account. `password_hash` comes from `passwords.hash_new_password`.

    Raises ConflictError when the name is taken, InvalidError when a name cannot be used or no
    department, team or line has that slug, NotAllowedError but for admins.
    """
    require(actor, Verb.MANAGE_USERS)
    name = refuse_taken(unit, person.name)
    user = User(
        name=name,
        full_name=person.full_name.strip()[:FULL_NAME_CHARS],
        password_hash=password_hash,
        is_active=True,
        created_at=unit.now,
        department_id=_department_id(unit, person.department),
        team_id=_team_id(unit, person),
        roles=[UserRole(role=role.value) for role in sorted(person.roles)],
    )
    unit.session.add(user)
    unit.session.flush()
    unit.session.add_all(
        UserLine(user_id=user.id, line_id=_line_id(unit, slug)) for slug in person.lines
    )
    _record(unit, actor, "add_user", user, {"roles": sorted(person.roles)})
    return user


def set_roles(unit: Unit, actor: Actor, name: str, roles: Iterable[Role]) -> User:
    """Give the account exactly `roles`; they count from its next request on.

    Raises NotFoundError, and NotAllowedError but for admins, or for one's own roles.
    """
    require(actor, Verb.MANAGE_USERS)
    user = find_user(unit, name)
    if user.id == actor.id:
        raise NotAllowedError("Nobody changes their own roles. Ask another admin.")
    wanted, before = set(roles), sorted(role.role for role in user.roles)
    user.roles = [UserRole(role=role.value) for role in sorted(wanted)]
    _record(unit, actor, "set_roles", user, {"before": before, "after": sorted(wanted)})
    return user


def deactivate_user(unit: Unit, actor: Actor, name: str) -> User:
    """Make the account inactive: its sessions and tokens end now. Raises as `set_roles`."""
    require(actor, Verb.MANAGE_USERS)
    user = find_user(unit, name)
    if user.id == actor.id:
        raise NotAllowedError("Nobody shuts out themselves. Ask another admin.")
    user.is_active = False
    end_access(unit, user)
    _record(unit, actor, "deactivate_user", user, {})
    return user


def set_password(unit: Unit, actor: Actor, name: str, *, password_hash: str) -> User:
    """Give the account a new password; every session and token of it ends.

    Raises NotFoundError, and NotAllowedError unless it is one's own or one is an admin.
    """
    user = find_user(unit, name)
    if user.id != actor.id:
        require(actor, Verb.MANAGE_USERS)
    user.password_hash = password_hash
    end_access(unit, user)
    _record(unit, actor, "set_password", user, {})
    return user


def end_access(unit: Unit, user: User) -> None:
    """End every session of `user` and revoke every token."""
    keep_last_use(unit, WebSession.user_id == user.id)
    unit.session.execute(delete(WebSession).where(WebSession.user_id == user.id))
    living = (ApiToken.user_id == user.id, ApiToken.revoked_at.is_(None))
    for token in unit.session.scalars(select(ApiToken).where(*living)):
        token.revoked_at = unit.now


def clean_name(name: str) -> str:
    """Return the name as it is stored: lower case, no blanks around it.

    Raises InvalidError when it is empty, too long, or holds blanks or control characters.
    """
    cleaned = name.strip().lower()
    if not 0 < len(cleaned) <= NAME_CHARS or not cleaned.isprintable() or " " in cleaned:
        raise InvalidError(
            f"An account's name has 1 to {NAME_CHARS} characters, without blanks: try anna.berg."
        )
    return cleaned


def refuse_taken(unit: Unit, name: str) -> str:
    """Return a new account's name as it is stored.

    Raises InvalidError when it cannot be used, ConflictError when an account has it.
    """
    cleaned = clean_name(name)
    if unit.session.scalar(select(User.id).where(User.name == cleaned)) is not None:
        raise ConflictError(f"There is an account {cleaned!r} already. Choose another name.")
    return cleaned


def _department_id(unit: Unit, slug: str) -> int | None:
    if not slug:
        return None
    found = unit.session.scalar(select(Department.id).where(Department.slug == slug))
    return _named(found, "department", slug)


def _team_id(unit: Unit, person: Person) -> int | None:
    if not person.team:
        return None
    here = select(Team.id).join(Department).where(Team.slug == person.team)
    found = unit.session.scalar(here.where(Department.slug == person.department))
    return _named(found, f"team of {person.department or 'no department'}", person.team)


def _line_id(unit: Unit, slug: str) -> int:
    found = unit.session.scalar(select(Line.id).where(Line.slug == slug))
    return _named(found, "line of business", slug)


def _named(found: int | None, what: str, slug: str) -> int:
    if found is None:
        raise InvalidError(f"There is no {what} {slug!r}. Load the library that names it first.")
    return found


def _record(unit: Unit, actor: Actor, verb: str, user: User, details: dict[str, object]) -> None:
    unit.record(actor, verb, f"user:{user.name}", details=dict(details))
