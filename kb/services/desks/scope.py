"""Whose desk it is: compliance looks after everything, a department after what is its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.errors import NotAllowedError
from kb.models import Department, Edition, Revision
from kb.services.actor import Actor
from kb.services.permits import ORIGINAL, Matter, may
from kb.services.propagation.links import shown_things
from kb.services.publishing.in_force import editions_in_force
from kb.services.unit import Unit
from kb.vocabulary import ThingKind, Verb

Things = Mapping[ThingKind, Mapping[str, Revision]]
"""What is shown and stands for law, by kind and key."""


@dataclass(frozen=True)
class Scope:
    """What a desk looks after; `department_id` None is everything.

    `editions` are those in force of its originals, {slug: edition}; `things` stand for law.
    """

    department_id: int | None
    slug: str
    name: str
    editions: Mapping[str, Edition]
    things: Things

    def holds(self, revision: Revision) -> bool:
        """True when `revision` is of what this desk looks after."""
        if self.department_id is None or revision.department_id == self.department_id:
            return True
        return revision.content.get("original", "") in self.editions


def scope_of(unit: Unit, actor: Actor, *, own_department: bool = False) -> Scope:
    """Return what the actor's desk looks after; compliance may look at their department's too.

    Raises NotAllowedError for whoever has no desk.
    """
    whole = may(actor, Verb.WRITE, Matter(kind=ORIGINAL))
    in_department = Matter(kind="desk", department_id=actor.department_id)
    if not (whole and not own_department) and not may(actor, Verb.CLARIFY, in_department):
        raise NotAllowedError(
            "A desk is for compliance, and for the partner of a department. If you speak for a "
            "department, ask an administrator to say so in your account."
        )
    editions, things = editions_in_force(unit), shown_things(unit)
    if whole and not (own_department and actor.department_id):
        return Scope(None, "", "", editions, things)
    return _of_department(unit, actor.department_id or 0, editions, things)


def _of_department(
    unit: Unit, department_id: int, editions: Mapping[str, Edition], things: Things
) -> Scope:
    found = unit.session.get_one(Department, department_id)
    own = {slug: one for slug, one in editions.items() if one.department_id == department_id}
    every = Scope(department_id, found.slug, found.name, own, {})
    kept = {
        kind: {key: one for key, one in shown.items() if every.holds(one)}
        for kind, shown in things.items()
    }
    return Scope(department_id, found.slug, found.name, own, kept)
