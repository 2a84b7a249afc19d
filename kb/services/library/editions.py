"""Store one edition with its provisions, or see that it is there already.

`add_edition` is the only way in: a load publishes what it adds, a person's is a draft first.
"""

from hashlib import sha256
from typing import Any

from sqlalchemy import func, insert, select

from kb.errors import Problem
from kb.importers.records import EditionRecord, Placed
from kb.models import Department, Edition, EditionState, Original, Provision
from kb.services.actor import Actor
from kb.services.library.loading import Load
from kb.services.unit import Unit
from kb.text.citations import number_path
from kb.text.provisions import Provision as ProvisionText
from kb.vocabulary import SHOWN, State


def load_edition(load: Load, record: Placed) -> str | Problem:
    """Store an edition; another text of the same day is a corrected version of it."""
    if not isinstance(record, EditionRecord):
        raise TypeError(f"{type(record).__name__} is no edition.")
    original = original_named(load.unit, record.original)
    versions = _versions(load.unit, original.id, record)
    newest = next((one for one, state in versions if _counts(load, state)), None)
    if newest is not None and _says_the_same(load.unit, newest, record):
        return "unchanged"
    if newest is not None and newest.origin == "person" and not load.as_draft:
        return _refusal(record, newest)
    last = versions[0][0].version if versions else 0
    edition = add_edition(load.unit, load.actor, record, version=last + 1, origin="load")
    _publish(load, record, edition)
    load.shelf.add(record.original, record.in_force_from, edition.id)
    return "new" if newest is None else "changed"


def original_named(unit: Unit, slug: str) -> Original:
    """Return the original called `slug`, made if it was not known."""
    found = unit.session.scalar(select(Original).where(Original.slug == slug))
    if found is None:
        found = Original(slug=slug)
        unit.session.add(found)
        unit.session.flush()
    return found


def department_id(unit: Unit, slug: str) -> int | None:
    """Return the id of the department called `slug`, or None for ""."""
    if not slug:
        return None
    return unit.session.scalar(select(Department.id).where(Department.slug == slug))


def _versions(unit: Unit, original_id: int, record: EditionRecord) -> list[tuple[Edition, str]]:
    """Return the versions of an edition, each with its newest state, the newest one first."""
    query = (
        select(Edition, EditionState.state)
        .join(EditionState, EditionState.edition_id == Edition.id)
        .where(Edition.original_id == original_id, Edition.in_force_from == record.in_force_from)
        .order_by(Edition.version, EditionState.id)
    )
    newest = {row.Edition.id: (row.Edition, row.state) for row in unit.session.execute(query)}
    return list(newest.values())[::-1]


def _counts(load: Load, state: str) -> bool:
    """True when a version in this state may be what a file says again: a draft only as draft."""
    return state in SHOWN or (load.as_draft and state == State.DRAFT)


def _says_the_same(unit: Unit, edition: Edition, record: EditionRecord) -> bool:
    """True when it has these bytes, and the facts that stand beside them where they do."""
    if edition.source_hash != sha256(record.source).hexdigest():
        return False
    is_whole = record.format == "md"  # its front matter says it all
    columns = _columns(unit, record).items()
    return is_whole or all(getattr(edition, name) == value for name, value in columns)


def _refusal(record: EditionRecord, newest: Edition) -> Problem:
    return Problem(
        record.place.file,
        record.place.line,
        f"A person published another text of this edition on {newest.created_at:%d %B %Y}.",
        "Export it and start from that, or load with --as-draft.",
    )


def add_edition(
    unit: Unit, actor: Actor, record: EditionRecord, *, version: int, origin: str
) -> Edition:
    """Add the rows of an edition and its provisions; it has no state yet: the caller gives one.

    `origin` is "load" or "person".
    """
    original = original_named(unit, record.original)
    edition = Edition(
        **_columns(unit, record),
        original_id=original.id,
        version=version,
        origin=origin,
        author_id=actor.id,
        created_at=unit.now,
    )
    unit.session.add(edition)
    unit.session.flush()
    rows = provision_rows(record.provisions, edition.id)
    if rows:
        unit.session.execute(insert(Provision), rows)
    return edition


def _columns(unit: Unit, record: EditionRecord) -> dict[str, Any]:
    made_under = original_named(unit, record.made_under).id if record.made_under else None
    return {
        "in_force_from": record.in_force_from,
        "title": record.title,
        "citation": record.citation,
        "cite_as": record.cite_as,
        "kind": record.kind,
        "jurisdiction": record.jurisdiction,
        "department_id": department_id(unit, record.department),
        "made_under_id": made_under,
        "topics": list(record.topics),
        "objectives": list(record.objectives),
        "history": [[one.day.isoformat(), one.what, one.by, one.uri] for one in record.history],
        "source": record.source,
        "source_format": record.format,
        "source_hash": sha256(record.source).hexdigest(),
    }


def provision_rows(provisions: tuple[ProvisionText, ...], edition_id: int) -> list[dict[str, Any]]:
    """Return the rows of a tree of provisions, parents first."""
    rows: list[dict[str, Any]] = []
    for provision in provisions:
        _append_rows(rows, provision, (), edition_id)
    return rows


def _append_rows(
    rows: list[dict[str, Any]],
    provision: ProvisionText,
    above: tuple[ProvisionText, ...],
    edition_id: int,
) -> None:
    chain = (*above, provision)
    rows.append(
        {
            "edition_id": edition_id,
            "eid": provision.eid,
            "parent_eid": above[-1].eid if above else None,
            "position": len(rows),
            "number": provision.number,
            "path": "/".join(number_path(chain)),
            "heading": provision.heading,
            "text": provision.text,
            "text_hash": provision.text_hash,
            "blocks": [[block.kind, block.content] for block in provision.blocks],
            "starts": provision.starts,
            "ends": provision.ends,
            "transitional": provision.transitional,
        }
    )
    for child in provision.children:
        _append_rows(rows, child, chain, edition_id)


def _publish(load: Load, record: EditionRecord, edition: Edition) -> None:
    unit = load.unit
    state = State.SCHEDULED if record.in_force_from > unit.today else State.PUBLISHED
    state = State.DRAFT if load.as_draft else state
    unit.session.add(
        EditionState(
            edition_id=edition.id, state=state, at=unit.now, actor_id=load.actor.id, why="load"
        )
    )
    group = f"original:{record.original}"
    day = record.in_force_from.isoformat()
    facts = {"edition": day, "version": edition.version, **load.origin_of(record)}
    unit.record(load.actor, f"load_{state}", group, details=facts)
    unit.enqueue(group)


def count_provisions(unit: Unit, edition_id: int) -> int:
    """Return how many provisions an edition has."""
    query = select(func.count()).where(Provision.edition_id == edition_id)
    return unit.session.scalar(query) or 0
