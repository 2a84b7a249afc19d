"""A proposed provision goes into an answer's `covers`: one by one, by a person."""

from kb.errors import NotFoundError
from kb.models import Provision
from kb.services.actor import Actor
from kb.services.review.editor import original_of
from kb.services.review.law_side import chosen_edition
from kb.services.review.working_copies import Copy, save_copy
from kb.services.unit import Unit


def add_cover(unit: Unit, actor: Actor, copy: Copy, eid: str) -> Copy:
    """Let an answer stand for one provision more. Raises NotFoundError where there is none."""
    edition = chosen_edition(unit, original_of(copy), copy.fields)
    if unit.session.get(Provision, (edition.id, eid)) is None:
        raise NotFoundError("There is no such provision in this edition.")
    covers = dict.fromkeys([*copy.fields.get("covers", []), eid])
    return save_copy(unit, actor, copy, copy.fields | {"covers": list(covers)})
