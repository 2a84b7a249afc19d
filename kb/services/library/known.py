"""Names that the database holds already, which files may refer to without defining them."""

from datetime import date

from sqlalchemy import select

from kb.importers.content import unpack
from kb.importers.library import KnownNames
from kb.importers.records import MissionRecord
from kb.models import Department, Edition, Line, Original, Provision, Thing, Topic
from kb.services.published import shown_revision, shown_revisions
from kb.services.unit import Unit
from kb.vocabulary import ThingKind


def known_names(unit: Unit) -> KnownNames:
    """Return every name in the database that a library file can refer to."""
    answers = (key.partition("/")[2] for key in shown_revisions(unit, ThingKind.ANSWER))
    pairs = (key.partition("#") for key in answers)
    return KnownNames(
        departments=frozenset(unit.session.scalars(select(Department.slug))),
        lines=frozenset(unit.session.scalars(select(Line.slug))),
        topics=frozenset(unit.session.scalars(select(Topic.slug))),
        objectives=_objectives(unit),
        contact_points=_keys(unit, ThingKind.CONTACT_POINT),
        values=_keys(unit, ThingKind.VALUE),
        processes=_keys(unit, ThingKind.PROCESS),
        answers=frozenset((original, answer) for original, _, answer in pairs),
        editions=_editions(unit),
    )


def is_empty(unit: Unit) -> bool:
    """True when nothing was ever loaded or written."""
    has_things = unit.session.scalar(select(Thing.id).limit(1))
    has_originals = unit.session.scalar(select(Original.id).limit(1))
    return has_things is None and has_originals is None


def _keys(unit: Unit, kind: ThingKind) -> frozenset[str]:
    return frozenset(shown_revisions(unit, kind))


def _objectives(unit: Unit) -> frozenset[str]:
    revision = shown_revision(unit, ThingKind.MISSION, "mission")
    if revision is None:
        return frozenset()
    mission = unpack(MissionRecord, revision.content)
    return frozenset(objective.slug for objective in mission.objectives)


def _editions(unit: Unit) -> dict[str, dict[date, frozenset[str]]]:
    """Return the eids of every edition, newest version of a day, by original and day."""
    query = (
        select(Original.slug, Edition.in_force_from, Edition.id, Provision.eid)
        .join(Edition, Edition.original_id == Original.id)
        .outerjoin(Provision, Provision.edition_id == Edition.id)
        .order_by(Edition.version)
    )
    by_edition: dict[tuple[str, date], tuple[int, set[str]]] = {}
    for slug, day, edition_id, eid in unit.session.execute(query):
        held = by_edition.get((slug, day))
        if held is None or held[0] != edition_id:
            held = by_edition[slug, day] = (edition_id, set())
        if eid:
            held[1].add(eid)
    found: dict[str, dict[date, frozenset[str]]] = {}
    for (slug, day), (_, eids) in by_edition.items():
        found.setdefault(slug, {})[day] = frozenset(eids)
    return found
