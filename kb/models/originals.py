"""Texts in lawyer language: originals, their editions, and the provisions of each edition.

Editions, their states and provisions are insert-only. A corrected edition is a new `version` of
the same in-force date. A provision's address is (edition, eid): after a renumbering the same eid
can name other law.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kb.models.base import Base


class Original(Base):
    """A legislative or policy article as a whole, over time."""

    __tablename__ = "original"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)


class Edition(Base):
    """The text of an original in force from a date; insert-only."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("original_id", "in_force_from", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    original_id: Mapped[int] = mapped_column(ForeignKey("original.id"))
    in_force_from: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(String(400))
    citation: Mapped[str] = mapped_column(String(400), default="")
    cite_as: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(20))
    jurisdiction: Mapped[str] = mapped_column(String(200), default="")
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    made_under_id: Mapped[int | None] = mapped_column(ForeignKey("original.id"))
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    objectives: Mapped[list[str]] = mapped_column(JSON, default=list)
    history: Mapped[list[list[str]]] = mapped_column(JSON, default=list)  # [day, what, by, uri]
    source: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    source_format: Mapped[str] = mapped_column(String(40))
    source_hash: Mapped[str] = mapped_column(String(64))
    origin: Mapped[str] = mapped_column(String(10))  # "load" or "person"
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]

    original: Mapped[Original] = relationship(foreign_keys=original_id)
    provisions: Mapped[list["Provision"]] = relationship(order_by="Provision.position")


class EditionState(Base):
    """One change of state of an edition; the newest row counts; insert-only."""

    __tablename__ = "edition_state"
    __table_args__ = (Index("ix_edition_state_newest", "edition_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    state: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    why: Mapped[str] = mapped_column(Text, default="")


class Provision(Base):
    """The smallest unit of an edition that can be cited; insert-only.

    `blocks` is the ordered list of [kind, Markdown or a child's eid]; `text` the own words;
    `path` the printed numbers from the section down, "4.1/a/i", for citations.
    """

    __tablename__ = "provision"
    __table_args__ = (
        ForeignKeyConstraint(
            ["edition_id", "parent_eid"], ["provision.edition_id", "provision.eid"]
        ),
        Index("ix_provision_path", "path"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    eid: Mapped[str] = mapped_column(String(300), primary_key=True)
    parent_eid: Mapped[str | None] = mapped_column(String(300))
    position: Mapped[int]
    number: Mapped[str] = mapped_column(String(60), default="")
    path: Mapped[str] = mapped_column(String(300), default="")
    heading: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text)
    text_hash: Mapped[str] = mapped_column(String(64), index=True)
    blocks: Mapped[list[list[str]]] = mapped_column(JSON)
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    transitional: Mapped[str] = mapped_column(Text, default="")

    edition: Mapped[Edition] = relationship(back_populates="provisions")


class EditionReview(Base):
    """A second compliance person's decision on an edition, bound to its source; insert-only."""

    __tablename__ = "edition_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    decision: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    source_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class Package(Base):
    """One act that amends several originals: its editions go live together or not at all."""

    __tablename__ = "package"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(400))
    in_force_from: Mapped[date]
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]


class PackageMember(Base):
    """An original in a package; its newest draft of the package's day is what goes live."""

    __tablename__ = "package_member"

    package_id: Mapped[int] = mapped_column(ForeignKey("package.id"), primary_key=True)
    original_id: Mapped[int] = mapped_column(ForeignKey("original.id"), primary_key=True)


class SizeOfChange(Base):
    """What compliance decided of one provision between two editions; insert-only, newest counts.

    `old_eid` is empty for a new provision, `new_eid` for one that is gone. `touches` names what
    compliance says a new provision concerns (keys of things), `details` the system's proposal.
    """

    __tablename__ = "size_of_change"
    __table_args__ = (Index("ix_size_of_change_pair", "edition_id", "previous_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    previous_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    old_eid: Mapped[str] = mapped_column(String(300), default="")
    new_eid: Mapped[str] = mapped_column(String(300), default="")
    size: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    touches: Mapped[list[str]] = mapped_column(JSON, default=list)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]
