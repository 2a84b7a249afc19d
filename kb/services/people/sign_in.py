"""Signing in by name and password, with back-off for those who guess.

A try is counted as failed *before* the password is checked and taken back when it was right, so
many tries at once cannot slip past the count. Hashing is slow on purpose and happens outside any
transaction; this is why these functions take the store and not a unit. Whether a name exists is
told neither by words nor by time.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from kb.errors import NotAllowedError, ThrottledError
from kb.models import SignInTries, User
from kb.services.actor import NOBODY, Actor
from kb.services.people import passwords
from kb.services.people.users import load_actor, set_password
from kb.services.unit import Store, Unit

log = logging.getLogger(__name__)

FREE_TRIES = 5  # by account: people mistype
FREE_TRIES_ADDRESS = 50  # by address: a whole contact centre may share one
LONGEST_WAIT = timedelta(minutes=15)
FORGET_AFTER = timedelta(days=1)
MINUTE_S = 60
WRONG = "That name and password do not belong together. Check both and try again."


@dataclass(frozen=True)
class Credentials:
    """What a person typed to sign in, and the address it came from."""

    name: str
    password: str
    address: str


def sign_in(store: Store, credentials: Credentials, *, demo: bool = False) -> Actor:
    """Return who the credentials belong to; that somebody came in, or was refused, is audited.

    Raises NotAllowedError with the same words whatever is wrong, ThrottledError when account or
    address must wait first; in that time even the right password does not count.
    """
    known, keys = _prove(store, credentials, demo=demo)
    with store.change() as unit:
        _take_back(unit, keys)
        actor = _welcome(unit, known, credentials)
        unit.record(actor, "sign_in", f"user:{actor.name}", details={})
        return actor


def change_own_password(
    store: Store, actor: Actor, current: Credentials, *, new_password: str, demo: bool = False
) -> None:
    """Give the actor a new password: every session and token of theirs ends.

    Raises NotAllowedError when `current` is wrong (counted as in `sign_in`), InvalidError when
    the new one breaks a rule.
    """
    try:
        known, keys = _prove(store, current, demo=True)
        with store.touch() as unit:
            _take_back(unit, keys)
            _welcome(unit, known, current)
    except NotAllowedError:
        raise NotAllowedError("That is not your present password. Try again.") from None
    hashed = passwords.hash_new_password(new_password, name=actor.name, demo=demo)
    with store.change() as unit:
        set_password(unit, actor, actor.name, password_hash=hashed)


@dataclass(frozen=True)
class _Account:
    """An account that is there and active, as it was before the password was checked."""

    id: int
    name: str
    password_hash: str


def _prove(
    store: Store, credentials: Credentials, *, demo: bool
) -> tuple[_Account, dict[str, int]]:
    """Return the account that the password is of, and under which keys the try was counted."""
    with store.touch() as unit:
        known = _account(unit, credentials.name)
        keys = _keys(credentials, is_known=known is not None)
        _count_try(unit, keys)
    kept = known.password_hash if known else None
    right = passwords.is_password(credentials.password, kept)
    is_demo = credentials.password == passwords.DEMO_PASSWORD and not demo
    if known is None or not right or is_demo:
        _note_refusal(store, known, credentials)
        raise NotAllowedError(WRONG)
    return known, keys


def _account(unit: Unit, name: str) -> _Account | None:
    known = User.name == _plain(name), User.is_active
    row = unit.session.execute(select(User.id, User.name, User.password_hash).where(*known)).first()
    return None if row is None else _Account(*row)


def _note_refusal(store: Store, known: _Account | None, credentials: Credentials) -> None:
    """Audit the refusal without what was typed: a name nobody has may be a mistyped password.

    The address stands in the log alone, which is not kept for good.
    """
    account = known.id if known else None
    log.warning("sign-in refused: account %s, address %s", account, credentials.address)
    with store.change() as unit:
        thing = f"user:{known.name}" if known else "user:"
        unit.record(NOBODY, "refuse_sign_in", thing, details={})


def _keys(credentials: Credentials, *, is_known: bool) -> dict[str, int]:
    """Return what is counted, with its free tries. An unknown name may be a mistyped password."""
    name = _plain(credentials.name)
    digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
    account = f"user:{name}" if is_known else f"typed:{digest}"
    return {account: FREE_TRIES, f"address:{credentials.address[:100]}": FREE_TRIES_ADDRESS}


def _plain(name: str) -> str:
    return name.replace("\0", "").strip().lower()


def _count_try(unit: Unit, keys: dict[str, int]) -> None:
    unit.session.execute(delete(SignInTries).where(SignInTries.last_at < unit.now - FORGET_AFTER))
    rows = {_row(unit, key): free for key, free in keys.items()}
    seconds = _seconds_to_wait(unit, rows)
    if seconds > 0:
        raise ThrottledError(f"Too many tries. Wait {in_words(seconds)}, then try again.", seconds)
    for row, free in rows.items():
        row.failures += 1
        row.last_at = unit.now
        row.wait_until = unit.now + back_off(row.failures - free)


def _seconds_to_wait(unit: Unit, rows: Mapping[SignInTries, int]) -> int:
    """Return how long the longest wait still lasts; 0 where no row is over its free tries.

    A moment in a row says nothing by itself: whoever had the lock before this try may have
    written a later moment than this try's own, and has made nobody wait.
    """
    waits = [row.wait_until - unit.now for row, free in rows.items() if row.failures > free]
    longest = max(waits, default=timedelta(0))
    return int(longest.total_seconds()) + 1 if longest > timedelta(0) else 0


def _row(unit: Unit, key: str) -> SignInTries:
    """Return the row of `key`, locked: tries at the same moment are counted one by one."""
    row = unit.session.get(SignInTries, key, with_for_update=True)
    if row is not None:
        return row
    try:
        with unit.session.begin_nested():
            row = SignInTries(key=key, failures=0, last_at=unit.now, wait_until=unit.now)
            unit.session.add(row)
    except IntegrityError:  # another request was first
        return unit.session.get_one(SignInTries, key, with_for_update=True)
    return row


def back_off(failures_over: int) -> timedelta:
    """Return the wait after so many failures beyond the free ones: 1, 2, 4 … s, 15 min at most.

    >>> back_off(0), back_off(4)
    (datetime.timedelta(0), datetime.timedelta(seconds=8))
    """
    if failures_over <= 0:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(failures_over - 1, 20)), LONGEST_WAIT)


def in_words(seconds: int) -> str:
    """Return a wait as a person would say it.

    >>> in_words(1), in_words(40), in_words(61)
    ('1 second', '40 seconds', '2 minutes')
    """
    is_short = seconds <= MINUTE_S
    amount, noun = (seconds, "second") if is_short else (-(-seconds // MINUTE_S), "minute")
    return f"{amount} {noun}{'' if amount == 1 else 's'}"


def _take_back(unit: Unit, keys: dict[str, int]) -> None:
    """Clear the account, but only this try of the address.

    Otherwise whoever owns one account could clear the way for guessing the others'.
    """
    account, address = keys
    unit.session.execute(delete(SignInTries).where(SignInTries.key == account))
    row = unit.session.get(SignInTries, address)
    if row is not None and row.failures > 0:
        row.failures -= 1
        row.wait_until = unit.now


def _welcome(unit: Unit, known: _Account, credentials: Credentials) -> Actor:
    user = unit.session.scalar(select(User).where(User.id == known.id, User.is_active))
    if user is None or user.password_hash != known.password_hash:
        raise NotAllowedError(WRONG)  # changed or shut out while the password was being checked
    if passwords.needs_rehash(user.password_hash):
        user.password_hash = passwords.rehash(credentials.password)
    return load_actor(unit, user.id)
