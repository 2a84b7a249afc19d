"""The tamper-evident record: every change is an entry, chained by HMAC to the one before (I3).

`append` is called through the unit of work, which holds the chain's lock; `verify` recomputes
the chain and names the first entry that was changed, removed or cut off.
"""

import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kb.errors import TamperedError
from kb.models import AuditEntry, Chain, EditionState, StateChange

QUIET = frozenset(
    {
        "sign_in",
        "refuse_sign_in",
        "sign_out",
        "end_session",
        "end_other_sessions",
        "export",
        "export_audit",
        "export_impact",
        "ask_clarification",
        "ask_draft",
        "reply_clarification",
        "take_back_clarification",
        "see_clarification",
        "name_deputy",
        "end_deputy",
    }
)
"""Verbs of deeds that change nothing which a page may show: open pages are not told of them."""


@dataclass(frozen=True)
class Deed:
    """What was done: verb, key of the thing, details (JSON) and the reason given."""

    verb: str
    thing: str
    details: dict[str, Any]
    why: str = ""


def append(
    session: Session, chain: Chain, deed: Deed, *, actor_id: int | None, at: datetime, key: bytes
) -> AuditEntry:
    """Add the next entry. The caller holds the lock on `chain`."""
    entry = AuditEntry(
        number=chain.audit_count + 1,
        at=at,
        actor_id=actor_id,
        verb=deed.verb,
        thing=deed.thing,
        details=deed.details,
        why=deed.why,
        previous_hash=chain.last_hash,
    )
    entry.hash = _entry_hash(entry, key)
    session.add(entry)
    chain.audit_count, chain.last_hash = entry.number, entry.hash
    chain.seal = _seal(chain, key)
    chain.quiet_count += deed.verb in QUIET
    return entry


def verify(session: Session, key: bytes) -> int:
    """Return how many entries the record holds, all of them intact.

    Raises TamperedError naming the first entry that does not fit. Somebody who kept an old count
    with its seal can cut what came after it; then the states that it recorded give it away.
    """
    chain = session.get_one(Chain, 1)
    expected, previous = 1, ""
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.number)).yield_per(1000):
        _check_entry(entry, expected, previous, key)
        expected, previous = expected + 1, entry.hash
    _check_tail(chain, expected - 1, previous, key)
    _check_states(session)
    return expected - 1


def _check_entry(entry: AuditEntry, expected: int, previous: str, key: bytes) -> None:
    if entry.number != expected:
        raise TamperedError(
            f"Audit entry {expected} is missing: {entry.number} stands in its place."
        )
    if entry.previous_hash != previous:
        raise TamperedError(f"Audit entry {entry.number} does not follow the one before it.")
    if not hmac.compare_digest(entry.hash, _entry_hash(entry, key)):
        raise TamperedError(
            f"Audit entry {entry.number} ({entry.verb} {entry.thing}) was changed, "
            "or KB_AUDIT_KEY is not the key it was sealed with."
        )


def _check_tail(chain: Chain, count: int, last_hash: str, key: bytes) -> None:
    if chain.audit_count > count:
        raise TamperedError(f"Audit entries {count + 1} to {chain.audit_count} were cut off.")
    if (chain.audit_count, chain.last_hash) != (count, last_hash):
        raise TamperedError(f"Audit entries after {chain.audit_count} were not recorded by us.")
    if count and not hmac.compare_digest(chain.seal, _seal(chain, key)):
        raise TamperedError("The seal on the audit count was changed: its tail may be cut off.")


def _check_states(session: Session) -> None:
    """Raise where a state is newer than every entry: each change of state writes one with it."""
    last = session.scalar(select(func.max(AuditEntry.at)))
    for row in (StateChange, EditionState):
        newest = session.scalar(select(func.max(row.at)))
        if newest is not None and (last is None or newest > last):
            raise TamperedError(
                f"Something was changed on {newest:%d %B %Y at %H:%M} UTC without an entry: "
                "the end of the record was cut off."
            )


def _entry_hash(entry: AuditEntry, key: bytes) -> str:
    parts = [
        entry.number,
        entry.at.isoformat(timespec="microseconds"),
        entry.actor_id,
        entry.verb,
        entry.thing,
        entry.details,
        entry.why,
        entry.previous_hash,
    ]
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key, text.encode(), sha256).hexdigest()


def _seal(chain: Chain, key: bytes) -> str:
    return hmac.new(key, f"{chain.audit_count} {chain.last_hash}".encode(), sha256).hexdigest()
