"""The record of every change, and the work it leaves for the index.

Every change first locks the one row of `chain`, which hands out audit and outbox numbers: they
commit in order, and the chain of HMACs cannot fork (I3).
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kb.models.base import Base


class Chain(Base):
    """One row: how many audit entries there are, the last one's hash, the last outbox number.

    `seal` is an HMAC over count and last hash, so that a cut tail cannot be hidden here either.
    `quiet_count` of the entries (signing in, an export) changed nothing that a page may show.
    """

    __tablename__ = "chain"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    audit_count: Mapped[int] = mapped_column(default=0)
    last_hash: Mapped[str] = mapped_column(String(64), default="")
    seal: Mapped[str] = mapped_column(String(64), default="")
    quiet_count: Mapped[int] = mapped_column(default=0)
    outbox_sequence: Mapped[int] = mapped_column(default=0)


class AuditEntry(Base):
    """Who did what to which thing, when and why; insert-only."""

    __tablename__ = "audit_entry"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    verb: Mapped[str] = mapped_column(String(40))
    thing: Mapped[str] = mapped_column(String(400), index=True)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    why: Mapped[str] = mapped_column(Text, default="")
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class OutboxRow(Base):
    """One group of documents whose index entry is stale; applied in order of `sequence`."""

    __tablename__ = "outbox"

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    group: Mapped[str] = mapped_column(String(400))
    at: Mapped[datetime]
