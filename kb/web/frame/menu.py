"""The part of the menu that is about work: the places that are there for a person's roles.

A place is shown where its page would not refuse; what may be done there is the services' to say.
"""

from collections.abc import Callable

from flask import Blueprint

from kb.services.actor import Actor
from kb.services.desks.read_home import has_desk
from kb.services.permits import LED, ORIGINAL, Matter, may
from kb.services.review.ending.corrections import READERS
from kb.services.review.waiting import REVIEWERS
from kb.vocabulary import Role, ThingKind, Verb
from kb.web.frame.actor import viewer

blueprint = Blueprint("menu", __name__)
WRITTEN = (ThingKind.ANSWER, ThingKind.NOTICE, *sorted(LED))

Rule = Callable[[Actor], bool]


def _in_department(verb: Verb, kind: str = "") -> Rule:
    """Return the rule: who may do `verb` to what is their own department's."""
    return lambda who: may(who, verb, Matter(kind=kind, department_id=who.department_id))


def _writes(who: Actor) -> bool:
    return any(may(who, Verb.WRITE, Matter(kind=kind)) for kind in WRITTEN)


PLACES: tuple[tuple[str, str, Rule], ...] = (
    ("/home", "Home", lambda who: who.roles != {Role.AGENT}),
    ("/bench", "Bench", _writes),
    (
        "/plain-words",
        "Plain words",
        lambda who: may(who, Verb.WRITE, Matter(kind=ThingKind.PLAIN_WORD)),
    ),
    ("/desk", "Desk", has_desk),
    (
        "/meaning",
        "Meaning",
        lambda who: may(who, Verb.READ_DRAFT, Matter(kind=ThingKind.ANSWER)),
    ),
    ("/review", "Reviews", lambda who: who.has(*REVIEWERS)),
    ("/editions/", "Editions", _in_department(Verb.READ_DRAFT, ORIGINAL)),
    (
        "/clarifications",
        "Clarifications",
        lambda who: may(who, Verb.ASK_CLARIFICATION) or _in_department(Verb.CLARIFY)(who),
    ),
    ("/seen", "What was shown", lambda who: may(who, Verb.READ_PAST)),
    ("/corrections", "Corrections", lambda who: who.has(*READERS)),
    ("/audit", "Audit record", lambda who: may(who, Verb.READ_AUDIT)),
    ("/deputies", "My deputies", lambda who: may(who, Verb.NAME_DEPUTY)),
)
"""Address, words, and for whom it is; in the order of the menu."""


@blueprint.app_template_global()
def places_of_work(who: Actor) -> tuple[tuple[str, str], ...]:
    """Return (address, words) of the places that are there for `who` (for templates)."""
    return tuple((address, words) for address, words, is_for in PLACES if is_for(who))


@blueprint.app_template_global()
def may_do(verb: str, kind: str) -> bool:
    """Return whether who is looking may do `verb` to things of this kind (for templates)."""
    who = viewer()
    return who is not None and may(who, Verb(verb), Matter(kind=kind))
