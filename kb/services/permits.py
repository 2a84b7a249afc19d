"""The only decision about rights: `may(actor, verb, matter)`.

Pages hide what a person may not do, but it is decided here, in the service, each time. Lists
apply the same rule in SQL. The matrix verb x role x own / other department is a test.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kb.errors import NotAllowedError
from kb.services.actor import Actor
from kb.services.refusals import refusal
from kb.vocabulary import OriginalKind, Role, ThingKind, Verb

ORIGINAL = "original"
LAW = frozenset({OriginalKind.ACT, OriginalKind.REGULATION})
LED = frozenset({ThingKind.KPI, ThingKind.MISSION})
"""What leads write and another lead reviews. Notices are written and reviewed by leads and
compliance; the rest of the reviewed things is the trainers'."""
BY_TRAINERS = frozenset(
    {ThingKind.TERM, ThingKind.PLAIN_WORD, ThingKind.CONTACT_POINT, ThingKind.VALUE}
)
"""What another trainer may review too (I2)."""


@dataclass(frozen=True)
class Matter:
    """What a right is asked about: its kind, rank of law, department, and who wrote it."""

    kind: str = ""
    rank: OriginalKind | None = None
    department_id: int | None = None
    author_ids: frozenset[int] = frozenset()


ANYTHING = Matter()


def may(actor: Actor, verb: Verb, matter: Matter = ANYTHING) -> bool:
    """True when `actor` may do `verb` to `matter`. The operator at the command line may all."""
    return actor.is_operator or (bool(actor.roles) and RULES[verb](actor, matter))


def require(actor: Actor, verb: Verb, matter: Matter = ANYTHING) -> None:
    """Raise NotAllowedError, in words, unless `actor` may do `verb` to `matter`."""
    if not may(actor, verb, matter):
        raise NotAllowedError(refusal(verb, matter.kind, who_may(verb, matter)))


def who_may(verb: Verb, matter: Matter = ANYTHING) -> frozenset[Role]:
    """Return the roles that may do `verb` to `matter`; a partner is its department's own."""
    here = matter.department_id
    return frozenset(
        role
        for role in Role
        if may(Actor(None, role, roles=frozenset({role}), department_id=here), verb, matter)
    )


def _everybody(actor: Actor, matter: Matter) -> bool:
    del actor, matter
    return True


def _holds(*roles: Role) -> Callable[[Actor, Matter], bool]:
    return lambda actor, _matter: actor.has(*roles)


def _or_own_department(*roles: Role) -> Callable[[Actor, Matter], bool]:
    """Return the rule: who holds one of `roles`, or a partner for their own department."""
    return lambda actor, matter: actor.has(*roles) or _is_own_department(actor, matter)


def _is_own_department(actor: Actor, matter: Matter) -> bool:
    known = matter.department_id is not None
    return actor.has(Role.PARTNER) and known and actor.department_id == matter.department_id


def _may_read_draft(actor: Actor, matter: Matter) -> bool:
    if actor.id in matter.author_ids or actor.has(Role.TRAINER, Role.COMPLIANCE):
        return True
    if matter.kind in LED | {ThingKind.NOTICE} and actor.has(Role.LEAD):
        return True
    return _is_own_department(actor, matter)


def _may_write(actor: Actor, matter: Matter) -> bool:
    if matter.kind == ORIGINAL:
        return actor.has(Role.COMPLIANCE)
    if matter.kind in LED:
        return actor.has(Role.LEAD)
    if matter.kind == ThingKind.NOTICE:
        return actor.has(Role.LEAD, Role.COMPLIANCE)
    return actor.has(Role.TRAINER)


def _may_review(actor: Actor, matter: Matter) -> bool:
    """I2: never one's own; law by compliance; a department's own by its partner too."""
    if actor.id in matter.author_ids:
        return False
    if matter.kind in LED:
        return actor.has(Role.LEAD)
    if matter.kind == ThingKind.NOTICE:
        return actor.has(Role.LEAD, Role.COMPLIANCE)
    if matter.kind in BY_TRAINERS:
        return actor.has(Role.TRAINER, Role.COMPLIANCE)
    if actor.has(Role.COMPLIANCE):
        return True
    is_departmental = matter.kind == ThingKind.PROCESS or (
        matter.kind in {ThingKind.ANSWER, ThingKind.TRANSLATION} and matter.rank not in LAW
    )
    return is_departmental and _is_own_department(actor, matter)


def _may_publish(actor: Actor, matter: Matter) -> bool:
    """Publishing what others approved: as writing; what was approved is checked by the service."""
    return _may_write(actor, matter)


RULES: dict[Verb, Callable[[Actor, Matter], bool]] = {
    Verb.READ: _everybody,
    Verb.SEARCH: _everybody,
    Verb.ASK: _everybody,
    Verb.READ_DRAFT: _may_read_draft,
    Verb.WRITE: _may_write,
    Verb.SUBMIT: _may_write,
    Verb.REVIEW: _may_review,
    Verb.PUBLISH: _may_publish,
    Verb.WITHDRAW: _holds(Role.COMPLIANCE, Role.LEAD),
    Verb.ANSWER_GAP: _or_own_department(Role.TRAINER, Role.LEAD),
    Verb.LOG_CONTACT: _holds(Role.AGENT, Role.LEAD),
    Verb.READ_INSIGHT: _or_own_department(Role.LEAD),
    Verb.RUN_FORUM: _holds(Role.LEAD),
    Verb.MANAGE_USERS: _holds(Role.ADMIN),
    Verb.MANAGE_SETTINGS: _holds(Role.ADMIN),
    Verb.READ_AUDIT: _holds(Role.COMPLIANCE, Role.ADMIN),
    Verb.EXPORT: _holds(Role.COMPLIANCE, Role.TRAINER),
    Verb.READ_PAST: _holds(Role.COMPLIANCE, Role.LEAD, Role.TRAINER),
    Verb.CONFIRM: _everybody,
    Verb.ASK_CLARIFICATION: _holds(Role.TRAINER, Role.COMPLIANCE),
    Verb.CLARIFY: _or_own_department(Role.COMPLIANCE),
    Verb.NAME_DEPUTY: _holds(Role.TRAINER, Role.COMPLIANCE, Role.PARTNER, Role.LEAD),
    Verb.CLEAR_CHECK: _holds(Role.TRAINER, Role.COMPLIANCE),
}
