"""Names that the database holds already, which files may refer to without defining them."""

from datetime import date

from sqlalchemy import select

from kb.importers.content import unpack
from kb.importers.library import KnownNames
from kb.importers.records import MissionRecord
from kb.models import Department, Line, Original, Provision, Thing, Topic
from kb.services.library.released import released_editions
from kb.services.publishing.published import shown_revision, shown_revisions
from kb.services.unit import Unit
from kb.vocabulary import ThingKind


def known_names(unit: Unit, *, with_drafts: bool = False) -> KnownNames:
    """Return every name in the database that a library file can refer to.

    Drafts may refer to draft editions too.
    """
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
        editions=_editions(unit, with_drafts=with_drafts),
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


def _editions(unit: Unit, *, with_drafts: bool) -> dict[str, dict[date, frozenset[str]]]:
    """Return the eids of every edition, newest version of a day, by original and day."""
    eids: dict[int, set[str]] = {}
    for edition_id, eid in unit.session.execute(select(Provision.edition_id, Provision.eid)):
        eids.setdefault(edition_id, set()).add(eid)
    found: dict[str, dict[date, frozenset[str]]] = {}
    for (slug, day), edition in released_editions(unit, with_drafts=with_drafts).items():
        found.setdefault(slug, {})[day] = frozenset(eids.get(edition.id, ()))
    return found
