"""Bearer tokens for programs: made once and shown once, known by their hash, ended at will.

A token acts as its person does, below /api/ alone, until it expires or is revoked.
"""

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe

from sqlalchemy import select

from kb.errors import InvalidError, NotFoundError
from kb.models import ApiToken, User
from kb.services.actor import Actor
from kb.services.people.sessions import TOKEN_BYTES, hash_token
from kb.services.people.users import find_user, load_actor
from kb.services.permits import require
from kb.services.unit import Unit
from kb.vocabulary import Verb

PREFIX = "kb_"  # so that a leaked token can be recognised by whoever finds it
LABEL_CHARS = 100
MAX_DAYS = 366


@dataclass(frozen=True)
class NewToken:
    """A token just made; `secret` is shown this once and kept nowhere."""

    id: int
    secret: str


def add_token(unit: Unit, actor: Actor, name: str, *, label: str, days: int) -> NewToken:
    """Make a token for the account `name`, valid for `days`, called `label`.

    Raises NotFoundError for an unknown or inactive account, InvalidError for a label or a time
    that cannot be used, NotAllowedError but for admins.
    """
    require(actor, Verb.MANAGE_USERS)
    user = _active(find_user(unit, name))
    if not 0 < days <= MAX_DAYS:
        raise InvalidError(f"A token lives 1 to {MAX_DAYS} days: {days} is outside.")
    if not 0 < len(label.strip()) <= LABEL_CHARS:
        raise InvalidError(f"Say in 1 to {LABEL_CHARS} characters what the token is for.")
    secret = PREFIX + token_urlsafe(TOKEN_BYTES)
    row = ApiToken(
        user_id=user.id,
        label=label.strip(),
        token_hash=hash_token(secret),
        created_at=unit.now,
        expires_at=unit.now + timedelta(days=days),
    )
    unit.session.add(row)
    unit.session.flush()
    unit.record(actor, "add_token", f"user:{user.name}", details={"token": row.id, "days": days})
    return NewToken(row.id, secret)


def list_tokens(unit: Unit, actor: Actor, name: str) -> list[ApiToken]:
    """List the tokens of `name`, ended ones too, oldest first. Raises as `add_token`."""
    require(actor, Verb.MANAGE_USERS)
    user = find_user(unit, name)
    rows = select(ApiToken).where(ApiToken.user_id == user.id).order_by(ApiToken.id)
    return list(unit.session.scalars(rows))


def revoke_token(unit: Unit, actor: Actor, token_id: int) -> None:
    """End a token at once; ending it twice does no harm. Raises NotFoundError, NotAllowedError."""
    require(actor, Verb.MANAGE_USERS)
    row = unit.session.get(ApiToken, token_id)
    if row is None:
        raise NotFoundError(f"There is no token {token_id}. `flask kb token list` names them.")
    if row.revoked_at is None:
        row.revoked_at = unit.now
        user = unit.session.get_one(User, row.user_id)
        unit.record(actor, "revoke_token", f"user:{user.name}", details={"token": row.id})


def actor_of_token(unit: Unit, secret: str) -> Actor | None:
    """Return who a living token acts for; None when it ended, or never was."""
    user_id = unit.session.scalar(
        select(User.id)
        .join(ApiToken, ApiToken.user_id == User.id)
        .where(ApiToken.token_hash == hash_token(secret))
        .where(ApiToken.expires_at > unit.now, ApiToken.revoked_at.is_(None))
        .where(User.is_active)
    )
    return None if user_id is None else load_actor(unit, user_id)


def _active(user: User) -> User:
    if not user.is_active:
        raise NotFoundError(f"The account {user.name!r} is inactive, so it can have no token.")
    return user
