"""What a refusal says: who may do it, in words that a newcomer understands, and whom to ask.

Who may is worked out by `permits` from its rules; here it is only put into words.
"""

from collections.abc import Collection

from kb.vocabulary import Role, Verb

PEOPLE = {
    Role.AGENT: "agents",
    Role.TRAINER: "trainers",
    Role.COMPLIANCE: "compliance",
    Role.PARTNER: "the partner of its department",
    Role.LEAD: "leads",
    Role.ADMIN: "administrators",
}
DEEDS = {
    Verb.READ: "read {these}",
    Verb.READ_DRAFT: "read {these} before publication",
    Verb.WRITE: "write {these}",
    Verb.SUBMIT: "submit {these}",
    Verb.REVIEW: "review {these}",
    Verb.PUBLISH: "publish {these}",
    Verb.WITHDRAW: "withdraw {these}",
    Verb.SEARCH: "search",
    Verb.ASK: "ask the trainers",
    Verb.ANSWER_GAP: "answer gaps",
    Verb.LOG_CONTACT: "log reasons for contact",
    Verb.READ_INSIGHT: "read insight",
    Verb.RUN_FORUM: "run the forum",
    Verb.MANAGE_USERS: "manage accounts",
    Verb.MANAGE_SETTINGS: "change settings",
    Verb.READ_AUDIT: "read the audit record",
    Verb.READ_PAST: "see what was shown at a past time",
    Verb.CONFIRM: "confirm notices",
    Verb.ASK_CLARIFICATION: "ask for clarifications",
    Verb.CLARIFY: "answer clarifications",
    Verb.NAME_DEPUTY: "name deputies",
    Verb.CLEAR_CHECK: "clear what is to check",
    Verb.EXPORT: "export the library",
}
IRREGULAR = {"kpi": "KPIs", "mission": "the mission", "process": "processes", "": "this"}
"""Kinds whose plural is not the word with an s; "" is whatever has no kind."""


def refusal(verb: Verb, kind: str, allowed: Collection[Role]) -> str:
    """Return the sentences for who is refused `verb` to things of `kind` that `allowed` may do.

    >>> refusal(Verb.PUBLISH, "original", {Role.COMPLIANCE})
    'Only compliance may publish originals. Ask them, or your team lead.'
    """
    deed = DEEDS[verb].format(these=_plural(kind.replace("_", " ")))
    people = [PEOPLE[role] for role in Role if role in allowed]
    if not people:
        return f"Nobody may {deed} here. Ask your team lead what to do instead."
    whom = "them" if len(people) == 1 else "one of them"
    return f"Only {_joined(people)} may {deed}. Ask {whom}, or your team lead."


def _plural(kind: str) -> str:
    return IRREGULAR.get(kind, f"{kind}s")


def _joined(people: list[str]) -> str:
    *most, last = people
    return f"{', '.join(most)} and {last}" if most else last
