"""Heads of the record, kept outside: how many entries there were on a day, and the last one's hash.

Inside, whoever has both the database and the key could cut the record's tail and seal the count
anew. A head written where they cannot reach (another machine, paper) gives it away, and so does
every later one: each is sealed by itself, one JSON object a line.
"""

import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from kb.errors import InvalidError, TamperedError
from kb.models import AuditEntry, Chain
from kb.services import audit
from kb.services.unit import Unit
from kb.text.dates import day_words


@dataclass(frozen=True)
class Head:
    """What the record came to on a day."""

    day: date
    count: int
    hash: str
    seal: str

    def as_line(self) -> str:
        """Return the head as one line of JSON."""
        values = {"day": self.day.isoformat(), "count": self.count, "hash": self.hash}
        return json.dumps(values | {"seal": self.seal})


def take_head(unit: Unit) -> Head:
    """Return the head of the record as it is now.

    Raises TamperedError rather than vouch for a record that does not hold.
    """
    audit.verify(unit.session, unit.audit_key)
    chain = unit.session.get_one(Chain, 1)
    seal = _seal(unit.audit_key, unit.today, chain.audit_count, chain.last_hash)
    return Head(unit.today, chain.audit_count, chain.last_hash, seal)


def read_heads(text: str, key: bytes) -> tuple[Head, ...]:
    """Return the heads of a file, oldest first.

    Raises InvalidError for a line that is no head, TamperedError for one that was changed.
    """
    lines = enumerate(text.splitlines(), start=1)
    heads = tuple(_read_head(line, number, key) for number, line in lines if line.strip())
    if not heads:
        raise InvalidError("There is no head in this file. `flask kb audit head` writes one.")
    return tuple(sorted(heads, key=lambda head: head.count))


def check_heads(unit: Unit, heads: tuple[Head, ...]) -> None:
    """Raise TamperedError where the record is no longer what a head says it was.

    Named are the entries after the last head that still fits, up to the first that does not.
    """
    fits = 0
    for head, found in _found(unit, heads):
        day = day_words(head.day)
        if found is None:
            raise TamperedError(
                f"The end of the record was cut off: there were {head.count} entries on {day}, "
                f"and entry {head.count} is gone."
            )
        if not hmac.compare_digest(found, head.hash):
            raise TamperedError(
                f"Entries {fits + 1} to {head.count} are not those that there were on {day}: "
                "at least one was changed, and the record was sealed anew."
            )
        fits = head.count


def _found(unit: Unit, heads: tuple[Head, ...]) -> Iterator[tuple[Head, str | None]]:
    """Yield each head with the hash of the entry that it ended with, None where that is gone."""
    for head in heads:
        if head.count == 0:
            yield head, ""  # the head of an empty record fits every record
            continue
        row = unit.session.get(AuditEntry, head.count)
        yield head, row.hash if row else None


def _read_head(line: str, number: int, key: bytes) -> Head:
    try:
        values = json.loads(line)
        head = Head(
            day=date.fromisoformat(values["day"]),
            count=int(values["count"]),
            hash=str(values["hash"]),
            seal=str(values["seal"]),
        )
    except (ValueError, KeyError, TypeError):
        raise InvalidError(
            f"Line {number} is no head of an audit record. Give the file that "
            "`flask kb audit head` wrote."
        ) from None
    if not hmac.compare_digest(head.seal, _seal(key, head.day, head.count, head.hash)):
        raise TamperedError(
            f"Line {number}, the head of {day_words(head.day)}, was changed, "
            "or KB_AUDIT_KEY is not the key it was sealed with."
        )
    return head


def _seal(key: bytes, day: date, count: int, last_hash: str) -> str:
    text = f"head {day.isoformat()} {count} {last_hash}"
    return hmac.new(key, text.encode(), sha256).hexdigest()
