"""What a person has at hand on the empty call screen: favourites, and what was opened last.

Favourites are read by their owner alone. What was opened last is only known to the browser's tab,
which asks here for the titles. What is no longer published shows nowhere (I1); it comes back by
itself when it is published again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, select

from kb.errors import InvalidError, NotFoundError
from kb.models import Favourite, Thing
from kb.services.actor import Actor
from kb.services.permits import require
from kb.services.publishing.knowledge import knowledge
from kb.services.publishing.published import shown_revision, shown_revisions
from kb.services.unit import Unit
from kb.vocabulary import ThingKind, Verb

KINDS = (ThingKind.ANSWER, ThingKind.PROCESS)
MOST = 50
MOST_TITLES = 4_096  # remembered at once
KEPT = (  # written once: every page asks
    select(Thing.kind, Thing.key)
    .join(Favourite, Favourite.thing_id == Thing.id)
    .where(Favourite.user_id == bindparam("user_id"))
    .order_by(Favourite.position, Thing.id)
)

Name = tuple[ThingKind, str]
"""(kind, key) of a thing."""


@dataclass(frozen=True)
class AtHand:
    """One thing to open: kind, key ("en/slug#answer", or a process's slug) and title."""

    kind: ThingKind
    key: str
    title: str


def my_favourites(unit: Unit, actor: Actor) -> tuple[AtHand, ...]:
    """Return what the actor keeps and is published now, in the order it was kept."""
    return titled(unit, actor, kept_names(unit, actor))


def kept_names(unit: Unit, actor: Actor) -> tuple[Name, ...]:
    """Return what the actor keeps, published now or not, in the order it was kept."""
    require(actor, Verb.READ)
    rows = unit.session.execute(KEPT, {"user_id": actor.id})
    return tuple((ThingKind(kind), key) for kind, key in rows)


def titled(unit: Unit, actor: Actor, names: Sequence[Name]) -> tuple[AtHand, ...]:
    """Return those of `names` that are published answers and processes, in their order."""
    require(actor, Verb.READ)
    titles = {kind: _titles(unit, kind, names) for kind in KINDS}
    return tuple(
        AtHand(kind, key, titles[kind][key]) for kind, key in names if key in titles.get(kind, {})
    )


def keep(unit: Unit, actor: Actor, kind: ThingKind, key: str) -> None:
    """Keep a published thing; keeping it twice changes nothing.

    Raises NotFoundError where it is not published, InvalidError where a person keeps too many.
    """
    thing_id = _shown_thing(unit, actor, kind, key)
    if unit.session.get(Favourite, (_person(actor), thing_id)) is not None:
        return
    count, last = unit.session.execute(
        select(func.count(), func.max(Favourite.position)).where(Favourite.user_id == actor.id)
    ).one()
    if count >= MOST:
        raise InvalidError(f"You keep {MOST} favourites already. Take one away first.")
    unit.session.add(Favourite(user_id=_person(actor), thing_id=thing_id, position=(last or 0) + 1))


def take_away(unit: Unit, actor: Actor, kind: ThingKind, key: str) -> None:
    """Keep a thing no longer; it need not be published any more, nor have been kept."""
    require(actor, Verb.READ)
    named = select(Thing.id).where(Thing.kind == kind, Thing.key == key)
    mine = delete(Favourite).where(Favourite.user_id == _person(actor))
    unit.session.execute(mine.where(Favourite.thing_id.in_(named)))


def _titles(unit: Unit, kind: ThingKind, names: Sequence[Name]) -> dict[str, str]:
    keys = [key for of_kind, key in names if of_kind is kind]
    return unit.memory.recall_each(
        ("titles", kind, knowledge(unit)),
        keys,
        lambda missing: {
            key: one.title for key, one in shown_revisions(unit, kind, missing).items()
        },
        most=MOST_TITLES,
    )


def _shown_thing(unit: Unit, actor: Actor, kind: ThingKind, key: str) -> int:
    require(actor, Verb.READ)
    revision = shown_revision(unit, kind, key) if kind in KINDS else None
    if revision is None:
        raise NotFoundError("Only a published answer or process can be a favourite.")
    return revision.thing_id


def _person(actor: Actor) -> int:
    if actor.id is None:
        raise NotFoundError("The operator has no account, and so no favourites.")
    return actor.id
