"""Who may review: in one's own right, and never one's own words (I2).

A deputy sees what waits for whoever is away (kb/services/people/deputies.py), and decides it with
the rights of their own roles: a role that was taken away is not lent back by somebody else's.
"""

from kb.errors import NotAllowedError
from kb.services.actor import Actor
from kb.services.permits import Matter, may, who_may
from kb.services.refusals import refusal
from kb.vocabulary import Verb


def may_review(actor: Actor, matter: Matter) -> bool:
    """True when `actor` may review words that this is known of."""
    return may(actor, Verb.REVIEW, matter) and actor.id not in matter.author_ids


def require_review(actor: Actor, matter: Matter) -> None:
    """Raise NotAllowedError, in words, unless `actor` may review."""
    if actor.id in matter.author_ids:
        raise NotAllowedError("You wrote part of these words, so somebody else has to review them.")
    if not may_review(actor, matter):
        raise NotAllowedError(refusal(Verb.REVIEW, matter.kind, who_may(Verb.REVIEW, matter)))
