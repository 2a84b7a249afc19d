"""Knowledge flowing back: notices read, questions asked, what made customers call.

None of these rows is about a customer (I10: words are masked before they come here), and a row
about a person exists only where a service needs it (I9).
"""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kb.models.base import Base


class Topic(Base):
    """What originals, answers and processes are about."""

    __tablename__ = "topic"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    line_id: Mapped[int | None] = mapped_column(ForeignKey("line.id"))
    loaded_hash: Mapped[str] = mapped_column(String(64), default="")


class Driver(Base):
    """A cause of contacts, owned by a department."""

    __tablename__ = "driver"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    about: Mapped[str] = mapped_column(Text, default="")
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    loaded_hash: Mapped[str] = mapped_column(String(64), default="")


class Confirmation(Base):
    """A person has read this revision of a notice; read by that person and by group counts."""

    __tablename__ = "confirmation"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    at: Mapped[datetime]


class Clarification(Base):
    """A trainer's question about a provision, with an owner and a clock.

    It is put to a department, or (`department_id` None) to compliance.
    """

    __tablename__ = "clarification"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    eid: Mapped[str] = mapped_column(String(300))
    question: Mapped[str] = mapped_column(Text)
    reply: Mapped[str] = mapped_column(Text, default="")
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    replied_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    due_on: Mapped[date]
    asked_at: Mapped[datetime]
    replied_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]  # by who asked: until then the reply is on their bench


class Gap(Base):
    """A question that had no good answer, in masked words."""

    __tablename__ = "gap"

    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(35), default="")
    kind: Mapped[str] = mapped_column(String(20))  # missing, unclear, does_not_fit, wrong
    thing_id: Mapped[int | None] = mapped_column(ForeignKey("thing.id"), index=True)
    line_id: Mapped[int | None] = mapped_column(ForeignKey("line.id"))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    times: Mapped[int] = mapped_column(default=1)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_with: Mapped[str] = mapped_column(Text, default="")
    asker_told_at: Mapped[datetime | None]


class Correction(Base):
    """What follows an answer withdrawn as wrong."""

    __tablename__ = "correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), index=True)
    wrong_from: Mapped[datetime]
    wrong_to: Mapped[datetime]
    times_shown: Mapped[int]
    to_put_right: Mapped[str] = mapped_column(Text)
    instead: Mapped[str] = mapped_column(Text, default="")
    done: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    closed_at: Mapped[datetime | None]


class Contact(Base):
    """One logged reason for contact, without the customer and without the agent's name."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    direction: Mapped[str] = mapped_column(String(10))
    driver_id: Mapped[int] = mapped_column(ForeignKey("driver.id"), index=True)
    line_id: Mapped[int | None] = mapped_column(ForeignKey("line.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    is_repeat: Mapped[bool] = mapped_column(default=False)
    feeling: Mapped[str] = mapped_column(String(20), default="")
    hand_off_id: Mapped[int | None] = mapped_column(ForeignKey("hand_off.id"))
    at: Mapped[datetime] = mapped_column(index=True)


class HandOff(Base):
    """Something given to a department or team with a promised date."""

    __tablename__ = "hand_off"

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    reference: Mapped[str] = mapped_column(String(100), default="")
    promise: Mapped[str] = mapped_column(Text)
    promised_on: Mapped[date]
    outcome: Mapped[str] = mapped_column(Text, default="")
    given_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class SearchLogEntry(Base):
    """One search in masked words, without a person; kept as long as the settings say."""

    __tablename__ = "search_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(String(500))
    results: Mapped[int]
    took_ms: Mapped[int]
    line_id: Mapped[int | None] = mapped_column(ForeignKey("line.id"))
    at: Mapped[datetime] = mapped_column(index=True)


class Subscription(Base):
    """A person wants to hear of a thing."""

    __tablename__ = "subscription"
    __table_args__ = (UniqueConstraint("user_id", "thing_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    thing_id: Mapped[int] = mapped_column(ForeignKey("thing.id"))
    since: Mapped[datetime]
