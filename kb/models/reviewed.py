"""Reviewed things: what is said, done and measured, with revisions, states and reviews.

One shape serves answers, processes, terms, KPIs, the mission, contact points, values and
notices: a `Thing` with immutable `Revision`s whose `content` is the record of that kind
(kb/importers/records.py) as JSON. docs/decisions/0002 says why and what it costs.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kb.models.base import Base


class Thing(Base):
    """The identity of a reviewed thing over all its revisions."""

    __tablename__ = "thing"
    __table_args__ = (UniqueConstraint("kind", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(300))  # answer: "en/slug#id"; translation: "en/slug"
    original_id: Mapped[int | None] = mapped_column(ForeignKey("original.id"), index=True)
    created_at: Mapped[datetime]


class Revision(Base):
    """One immutable text of a thing; insert-only."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("thing_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    thing_id: Mapped[int] = mapped_column(ForeignKey("thing.id"))
    number: Mapped[int]
    language: Mapped[str] = mapped_column(String(35), default="")
    title: Mapped[str] = mapped_column(Text)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    content_hash: Mapped[str] = mapped_column(String(64))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    origin: Mapped[str] = mapped_column(String(10))  # "load" or "person"
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    based_on_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    created_at: Mapped[datetime]

    thing: Mapped[Thing] = relationship()
    covers: Mapped[list["Cover"]] = relationship(order_by="Cover.position")


class Cover(Base):
    """Words stand for law: answer or step -> provision of one edition; insert-only.

    `part` is empty for an answer or term, a step's id for a process (its *basis*).
    """

    __tablename__ = "cover"
    __table_args__ = (
        ForeignKeyConstraint(["edition_id", "eid"], ["provision.edition_id", "provision.eid"]),
        Index("ix_cover_provision", "edition_id", "eid"),
    )

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(String(100), default="")
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    eid: Mapped[str] = mapped_column(String(300))


class StateChange(Base):
    """One change of state of a revision, effective from an instant; insert-only.

    A revision's state at an instant is its newest row (greatest id) among those written and
    effective by then. It is shown if that state is one of `vocabulary.SHOWN`. Publishing retires
    what was shown before at the same instant, so that a withdrawal never brings it back.
    """

    __tablename__ = "state_change"
    __table_args__ = (Index("ix_state_change_newest", "revision_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    thing_id: Mapped[int] = mapped_column(ForeignKey("thing.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    state: Mapped[str] = mapped_column(String(20))
    effective_at: Mapped[datetime]
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    why: Mapped[str] = mapped_column(Text, default="")


class Review(Base):
    """One person's decision on one revision, bound to the editions it was read against."""

    __tablename__ = "review"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), index=True)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    decision: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    passage: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    read_against: Mapped[list[int]] = mapped_column(JSON)  # edition ids
    content_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class CheckClearance(Base):
    """Words were checked against a change beside what they cover, and stay; insert-only.

    The change is that of provision `eid` in `edition_id`; `cause` says how it concerns the words:
    a definition, a cross-reference, a parent original.
    """

    __tablename__ = "check_clearance"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), index=True)
    part: Mapped[str] = mapped_column(String(100), default="")
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    eid: Mapped[str] = mapped_column(String(300))
    cause: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]


class TimesShown(Base):
    """How often a revision was opened on a day, by anybody: nobody in particular (I9)."""

    __tablename__ = "times_shown"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    times: Mapped[int] = mapped_column(default=0)


class WorkingCopy(Base):
    """One person's private text of a thing that exists or is to be; changeable, autosaved."""

    __tablename__ = "working_copy"
    __table_args__ = (UniqueConstraint("user_id", "kind", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(300))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    based_on_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    started_at: Mapped[datetime | None]
    saved_at: Mapped[datetime]


class FindingDecision(Base):
    """Why a finding of the meaning check is right as it is, and what the reviewer said.

    Bound to the hashes of both texts: it counts no more once either changes. Insert-only. `check`
    is the finding's key (kb/text/finding_keys.py), `said` are the reviewer's words to the author.
    """

    __tablename__ = "finding_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), index=True)
    check: Mapped[str] = mapped_column(String(60))
    original_hash: Mapped[str] = mapped_column(String(64))
    plain_hash: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    said: Mapped[str] = mapped_column(Text, default="", server_default="")
    decision: Mapped[str] = mapped_column(String(20), default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]
