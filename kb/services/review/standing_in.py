"""Who may review: in one's own right, or for somebody who is away and named one their deputy."""

from sqlalchemy import select

from kb.errors import NotAllowedError
from kb.models import Deputy, User
from kb.services.actor import Actor
from kb.services.people.users import load_actor
from kb.services.permits import Matter, may
from kb.services.unit import Unit
from kb.vocabulary import Verb


def stands_in_for(unit: Unit, actor: Actor) -> tuple[Actor, ...]:
    """Return who is away today and named `actor` their deputy, as they may act themselves."""
    query = (
        select(Deputy.user_id)
        .join(User, User.id == Deputy.user_id)
        .where(
            Deputy.deputy_id == actor.id,
            Deputy.starts <= unit.today,
            Deputy.until >= unit.today,
            User.is_active,
        )
        .order_by(Deputy.id)
    )
    return tuple(
        load_actor(unit, user_id) for user_id in dict.fromkeys(unit.session.scalars(query))
    )


def may_review(actor: Actor, matter: Matter, principals: tuple[Actor, ...] = ()) -> bool:
    """True when `actor` may review, or somebody of `principals` might; never one's own (I2)."""
    if actor.id in matter.author_ids:
        return False
    return any(may(one, Verb.REVIEW, matter) for one in (actor, *principals))


def require_review(unit: Unit, actor: Actor, matter: Matter) -> None:
    """Raise NotAllowedError, in words, unless `actor` may review."""
    if actor.id in matter.author_ids:
        raise NotAllowedError("You wrote part of these words, so somebody else has to review them.")
    if not may_review(actor, matter, stands_in_for(unit, actor)):
        what = matter.kind.replace("_", " ")
        raise NotAllowedError(f"Your role does not let you review this {what}.")
