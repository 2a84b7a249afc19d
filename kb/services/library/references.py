"""Store departments, teams, lines, topics and drivers: plain rows, audited, never lost."""

import json
from hashlib import sha256
from typing import Any, cast

from sqlalchemy import select

from kb.errors import Problem
from kb.importers.records import (
    DepartmentRecord,
    DriverRecord,
    LineRecord,
    Placed,
    TopicRecord,
)
from kb.models import Department, Driver, Line, Team, Topic
from kb.services.library.editions import department_id
from kb.services.library.loading import Load
from kb.services.unit import Unit

Row = Department | Line | Topic | Driver


def load_reference(load: Load, record: Placed) -> str | Problem:
    """Store one department, line, topic or driver; its own columns say what was there before."""
    slug, model, columns = _describe(load.unit, record)
    teams = record.teams if isinstance(record, DepartmentRecord) else ()
    row = _row(load.unit, model, slug)
    before = _values(row, columns) if row else None
    if before is not None and _holds(before, columns, teams):
        return "unchanged"
    if row is not None and row.loaded_hash != _hash(before):
        return _refusal(record, slug)
    return _store(load, record, slug=slug, model=model, columns=columns)


def _describe(unit: Unit, record: Placed) -> tuple[str, type[Row], dict[str, Any]]:
    match record:
        case DepartmentRecord():
            return record.slug, Department, {"name": record.name, "does": record.does}
        case LineRecord():
            return record.slug, Line, {"name": record.name}
        case TopicRecord():
            line = unit.session.scalar(select(Line.id).where(Line.slug == record.line))
            return record.slug, Topic, {"name": record.name, "line_id": line}
        case DriverRecord():
            columns = {"name": record.name, "about": record.about, "topics": list(record.topics)}
            owner = department_id(unit, record.department)
            return record.slug, Driver, {**columns, "department_id": owner}
    raise TypeError(f"{type(record).__name__} is no reference record.")


def _row(unit: Unit, model: type[Row], slug: str) -> Row | None:
    return cast("Row | None", unit.session.scalar(select(model).where(model.slug == slug)))


def _values(row: Row, columns: dict[str, Any]) -> dict[str, Any]:
    teams = row.teams if isinstance(row, Department) else []
    values = {name: getattr(row, name) for name in columns}
    return {**values, "teams": [[team.slug, team.name] for team in teams]}


def _holds(
    before: dict[str, Any], columns: dict[str, Any], teams: tuple[tuple[str, str], ...]
) -> bool:
    """True when all of it is there already; a team that the file does not name is kept."""
    known = dict(before["teams"])
    is_same = all(before[name] == value for name, value in columns.items())
    return is_same and all(known.get(slug) == name for slug, name in teams)


def _hash(values: dict[str, Any] | None) -> str:
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def _refusal(record: Placed, slug: str) -> Problem:
    return Problem(
        record.place.file,
        record.place.line,
        f"A person changed {slug!r} since it was last loaded.",
        "Export it and start from that.",
    )


def _store(
    load: Load, record: Placed, *, slug: str, model: type[Row], columns: dict[str, Any]
) -> str:
    session = load.unit.session
    row = _row(load.unit, model, slug)
    outcome, before = ("changed", _values(row, columns)) if row else ("new", {})
    if row is None:
        row = model(slug=slug)
        session.add(row)
    for name, value in columns.items():
        setattr(row, name, value)
    if isinstance(row, Department) and isinstance(record, DepartmentRecord):
        _store_teams(row, record)
    session.flush()
    after = _values(row, columns)
    row.loaded_hash = _hash(after)
    facts = {"before": before, "after": after, **load.origin_of(record)}
    load.unit.record(load.actor, "load", f"{model.__tablename__}:{slug}", details=facts)
    return outcome


def _store_teams(row: Department, record: DepartmentRecord) -> None:
    known = {team.slug: team for team in row.teams}
    for slug, name in record.teams:
        if slug in known:
            known[slug].name = name
        else:
            row.teams.append(Team(slug=slug, name=name))
