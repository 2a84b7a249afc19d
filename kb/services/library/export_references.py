"""Departments, lines, topics and drivers as records, in the order of their slugs."""

from sqlalchemy import select

from kb.importers.records import DepartmentRecord, DriverRecord, LineRecord, TopicRecord
from kb.models import Department, Driver, Line, Topic
from kb.services.unit import Unit


def departments(unit: Unit) -> tuple[DepartmentRecord, ...]:
    """Return every department with its teams."""
    rows = unit.session.scalars(select(Department).order_by(Department.slug))
    return tuple(
        DepartmentRecord(
            slug=row.slug,
            name=row.name,
            does=row.does,
            teams=tuple((team.slug, team.name) for team in row.teams),
        )
        for row in rows
    )


def lines(unit: Unit) -> tuple[LineRecord, ...]:
    """Return every line of business."""
    rows = unit.session.scalars(select(Line).order_by(Line.slug))
    return tuple(LineRecord(slug=row.slug, name=row.name) for row in rows)


def topics(unit: Unit) -> tuple[TopicRecord, ...]:
    """Return every topic with the line it belongs to."""
    slugs = {row.id: row.slug for row in unit.session.scalars(select(Line))}
    rows = unit.session.scalars(select(Topic).order_by(Topic.slug))
    return tuple(
        TopicRecord(slug=row.slug, name=row.name, line=slugs.get(row.line_id or 0, ""))
        for row in rows
    )


def drivers(unit: Unit) -> tuple[DriverRecord, ...]:
    """Return every driver with the department that owns it."""
    owners = {row.id: row.slug for row in unit.session.scalars(select(Department))}
    rows = unit.session.scalars(select(Driver).order_by(Driver.slug))
    return tuple(
        DriverRecord(
            slug=row.slug,
            name=row.name,
            department=owners.get(row.department_id or 0, ""),
            about=row.about,
            topics=tuple(row.topics),
        )
        for row in rows
    )
