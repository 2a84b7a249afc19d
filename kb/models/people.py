"""People, where they belong, and how they are known to be who they say they are."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kb.models.base import Base


class Department(Base):
    """Owns policies, processes, drivers and contact points."""

    __tablename__ = "department"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    does: Mapped[str] = mapped_column(Text, default="")
    loaded_hash: Mapped[str] = mapped_column(String(64), default="")

    teams: Mapped[list["Team"]] = relationship(order_by="Team.id", back_populates="department")


class Team(Base):
    """A group of people in one department."""

    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)

    department: Mapped[Department] = relationship(back_populates="teams")


class Line(Base):
    """A line of business that people work in."""

    __tablename__ = "line"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    loaded_hash: Mapped[str] = mapped_column(String(64), default="")


class User(Base):
    """A person who signs in. Never deleted, only made inactive."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)  # what they sign in with
    full_name: Mapped[str] = mapped_column(String(200), default="")
    password_hash: Mapped[str] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    created_at: Mapped[datetime]
    worked_until: Mapped[datetime | None]  # end of the shift before this one
    last_seen_at: Mapped[datetime | None]  # of sessions that are gone; read by the person alone

    roles: Mapped[list["UserRole"]] = relationship(cascade="all, delete-orphan")
    lines: Mapped[list["Line"]] = relationship(secondary="user_line", order_by="Line.id")
    department: Mapped[Department | None] = relationship()


class UserRole(Base):
    """One role of one person."""

    __tablename__ = "user_role"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)


class Deputy(Base):
    """Who reviews in somebody's place while they are away; `until` is the last day."""

    __tablename__ = "deputy"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    starts: Mapped[date]
    until: Mapped[date]


class UserLine(Base):
    """A line of business that a person works in."""

    __tablename__ = "user_line"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("line.id"), primary_key=True)


class Favourite(Base):
    """A thing that a person wants at hand; read by that person alone (I9)."""

    __tablename__ = "favourite"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    thing_id: Mapped[int] = mapped_column(ForeignKey("thing.id"), primary_key=True)
    position: Mapped[int]


class WebSession(Base):
    """One browser signed in, or about to. Only the hash of its token is kept."""

    __tablename__ = "web_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    browser: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class ApiToken(Base):
    """A bearer token of one person. Only its hash is kept."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    label: Mapped[str] = mapped_column(String(100))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class SignInTries(Base):
    """Failed tries in a row of one account or one address; the next counts after `wait_until`."""

    __tablename__ = "sign_in_tries"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)  # "user:agent", "address:::1"
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]
    wait_until: Mapped[datetime]
