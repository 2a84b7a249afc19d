"""Who may do what to what: every verb x role x own / other department, written by hand.

From the domain's rules, not from the code: an agent never sees a draft, nobody reviews their own
words (I2), a partner acts for their own department alone, an admin reads no more for being one.
"""

import pytest

from kb.errors import NotAllowedError
from kb.services.actor import OPERATOR, Actor
from kb.services.permits import ANYTHING, ORIGINAL, Matter, may, require, who_may
from kb.services.refusals import PEOPLE, refusal
from kb.vocabulary import OriginalKind, Role, ThingKind, Verb

OWN, OTHER, ME = 1, 2, 7
MATTERS = {
    "anything": {},
    "edition": {"kind": ORIGINAL, "rank": OriginalKind.ACT},
    "policy": {"kind": ORIGINAL, "rank": OriginalKind.POLICY},
    "act-answer": {"kind": ThingKind.ANSWER, "rank": OriginalKind.ACT},
    "regulation-answer": {"kind": ThingKind.ANSWER, "rank": OriginalKind.REGULATION},
    "policy-answer": {"kind": ThingKind.ANSWER, "rank": OriginalKind.POLICY},
    "guidance-answer": {"kind": ThingKind.ANSWER, "rank": OriginalKind.GUIDANCE},
    "translation": {"kind": ThingKind.TRANSLATION, "rank": OriginalKind.POLICY},
    "process": {"kind": ThingKind.PROCESS},
    "term": {"kind": ThingKind.TERM},
    "plain-word": {"kind": ThingKind.PLAIN_WORD},
    "contact-point": {"kind": ThingKind.CONTACT_POINT},
    "value": {"kind": ThingKind.VALUE},
    "kpi": {"kind": ThingKind.KPI},
    "mission": {"kind": ThingKind.MISSION},
    "notice": {"kind": ThingKind.NOTICE},
}
COLUMNS = ("agent", "trainer", "compliance", "partner", "partner-elsewhere", "lead", "admin")
#                        agent trainer compliance partner (own) (other) lead admin
TABLE = """
read          anything            y y y y y y y
search        anything            y y y y y y y
ask           anything            y y y y y y y
log_contact   anything            y - - - - y -
read_draft    edition             - y y y - - -
read_draft    policy              - y y y - - -
read_draft    act-answer          - y y y - - -
read_draft    regulation-answer   - y y y - - -
read_draft    policy-answer       - y y y - - -
read_draft    guidance-answer     - y y y - - -
read_draft    translation         - y y y - - -
read_draft    process             - y y y - - -
read_draft    term                - y y y - - -
read_draft    plain-word          - y y y - - -
read_draft    contact-point       - y y y - - -
read_draft    value               - y y y - - -
read_draft    kpi                 - y y y - y -
read_draft    mission             - y y y - y -
read_draft    notice              - y y y - y -
write         edition             - - y - - - -
write         policy              - - y - - - -
write         act-answer          - y - - - - -
write         regulation-answer   - y - - - - -
write         policy-answer       - y - - - - -
write         guidance-answer     - y - - - - -
write         translation         - y - - - - -
write         process             - y - - - - -
write         term                - y - - - - -
write         plain-word          - y - - - - -
write         contact-point       - y - - - - -
write         value               - y - - - - -
write         kpi                 - - - - - y -
write         mission             - - - - - y -
write         notice              - - y - - y -
submit        edition             - - y - - - -
submit        act-answer          - y - - - - -
submit        policy-answer       - y - - - - -
submit        process             - y - - - - -
submit        term                - y - - - - -
submit        kpi                 - - - - - y -
review        edition             - - y - - - -
review        policy              - - y - - - -
review        act-answer          - - y - - - -
review        regulation-answer   - - y - - - -
review        policy-answer       - - y y - - -
review        guidance-answer     - - y y - - -
review        translation         - - y y - - -
review        process             - - y y - - -
review        term                - y y - - - -
review        plain-word          - y y - - - -
review        contact-point       - y y - - - -
review        value               - y y - - - -
review        kpi                 - - - - - y -
review        mission             - - - - - y -
review        notice              - - y - - y -
publish       edition             - - y - - - -
publish       policy-answer       - y - - - - -
publish       process             - y - - - - -
publish       term                - y - - - - -
publish       kpi                 - - - - - y -
publish       mission             - - - - - y -
publish       notice              - - y - - y -
withdraw      act-answer          - - y - - y -
withdraw      policy-answer       - - y - - y -
withdraw      process             - - y - - y -
answer_gap    anything            - y - y - y -
read_insight  anything            - - - y - y -
run_forum     anything            - - - - - y -
manage_users  anything            - - - - - - y
manage_settings anything          - - - - - - y
read_audit    anything            - - y - - - y
export        anything            - y y - - - -
read_past     anything            - y y - - y -
confirm       anything            y y y y y y y
ask_clarification anything        - y y - - - -
clarify       policy              - - y y - - -
clear_check   act-answer          - y y - - - -
name_deputy   anything            - y y y y y -
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]
CASES = [
    (Verb(verb), matter, column, mark == "y")
    for verb, matter, *marks in ROWS
    for column, mark in zip(COLUMNS, marks, strict=True)
]


def person(column, *more):
    role = Role(column.removesuffix("-elsewhere"))
    department = OTHER if column.endswith("-elsewhere") else OWN
    return Actor(id=ME, name=column, roles=frozenset({role, *more}), department_id=department)


def matter(name, *authors):
    return Matter(department_id=OWN, author_ids=frozenset(authors), **MATTERS[name])


@pytest.mark.parametrize(("verb", "of", "column", "allowed"), CASES)
def test_the_table_is_kept(verb, of, column, allowed):
    assert may(person(column), verb, matter(of)) is allowed


def test_the_table_names_every_verb_and_every_kind_of_thing():
    assert {verb for verb, *_ in CASES} == set(Verb)
    kinds = {values.get("kind") for values in MATTERS.values()}
    assert kinds >= set(ThingKind)
    assert {of for _, of, *_ in CASES} == set(MATTERS)


@pytest.mark.parametrize("of", sorted(set(MATTERS) - {"anything"}))
def test_nobody_reviews_what_they_wrote_whatever_roles_they_hold(of):
    everything = Actor(id=ME, name="all", roles=frozenset(Role), department_id=OWN)
    assert may(everything, Verb.REVIEW, matter(of))
    assert not may(everything, Verb.REVIEW, matter(of, ME))
    assert not may(everything, Verb.REVIEW, matter(of, ME, 8))


def test_who_wrote_a_draft_reads_it_and_other_agents_do_not():
    assert may(person("agent"), Verb.READ_DRAFT, matter("policy-answer", ME))
    assert not may(person("agent"), Verb.READ_DRAFT, matter("policy-answer", 8))


def test_being_an_admin_adds_nothing_to_what_another_role_reads():
    for of in MATTERS:
        agent, both = person("agent"), person("agent", Role.ADMIN)
        assert may(agent, Verb.READ_DRAFT, matter(of)) == may(both, Verb.READ_DRAFT, matter(of))


@pytest.mark.parametrize("verb", Verb)
def test_an_account_without_roles_may_nothing(verb):
    assert not may(Actor(id=ME, name="nobody", department_id=OWN), verb, ANYTHING)


@pytest.mark.parametrize("verb", Verb)
def test_the_operator_may_all(verb):
    assert may(OPERATOR, verb, matter("act-answer"))


def test_a_partner_without_a_department_acts_for_none():
    lost = Actor(id=ME, name="lost", roles=frozenset({Role.PARTNER}))
    nowhere = Matter(kind=ThingKind.PROCESS)
    assert not may(lost, Verb.REVIEW, nowhere)
    assert not may(lost, Verb.READ_DRAFT, nowhere)


def test_a_refusal_says_who_may_and_whom_to_ask():
    said = "Only trainers, compliance and the partner of its department may read contact points"
    with pytest.raises(NotAllowedError, match=f"{said} before publication. Ask one of them"):
        require(person("agent"), Verb.READ_DRAFT, matter("contact-point"))


@pytest.mark.parametrize("verb", Verb)
def test_a_refusal_names_exactly_the_roles_that_may(verb):
    of = matter("policy-answer")
    may_do = {role for role in Role if may(person(role.value), verb, of)}
    assert who_may(verb, of) == may_do
    assert all(
        (PEOPLE[role] in refusal(verb, of.kind, may_do)) == (role in may_do) for role in Role
    )
