"""The words of the domain that code branches on, each with one meaning (docs/vocabulary.md).

Values are what is stored, printed and written in library files: changing one is a migration.
"""

from enum import StrEnum


class Role(StrEnum):
    """What a person does here; one person may hold several."""

    AGENT = "agent"
    TRAINER = "trainer"
    COMPLIANCE = "compliance"
    PARTNER = "partner"
    LEAD = "lead"
    ADMIN = "admin"


class OriginalKind(StrEnum):
    """Rank of a text in lawyer language, highest first."""

    ACT = "act"
    REGULATION = "regulation"
    POLICY = "policy"
    GUIDANCE = "guidance"


RANK_WORDS = {
    OriginalKind.ACT: "law",
    OriginalKind.REGULATION: "law",
    OriginalKind.POLICY: "our policy",
    OriginalKind.GUIDANCE: "guidance, we may depart",
}


class ThingKind(StrEnum):
    """Reviewed things: what has revisions, states and reviews."""

    TRANSLATION = "translation"
    ANSWER = "answer"
    PROCESS = "process"
    TERM = "term"
    PLAIN_WORD = "plain_word"
    KPI = "kpi"
    MISSION = "mission"
    CONTACT_POINT = "contact_point"
    VALUE = "value"
    NOTICE = "notice"


class ResultKind(StrEnum):
    """What a search can return."""

    ANSWER = "answer"
    PROVISION = "provision"
    PROCESS = "process"
    STEP = "step"
    TERM = "term"
    CONTACT_POINT = "contact_point"
    KPI = "kpi"
    NOTICE = "notice"


class State(StrEnum):
    """Where a revision or an edition stands; a row each time, never a column."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    RETIRED = "retired"
    WITHDRAWN = "withdrawn"


TRANSITIONS: dict[State | None, frozenset[State]] = {
    None: frozenset({State.DRAFT}),
    State.DRAFT: frozenset({State.IN_REVIEW}),
    State.IN_REVIEW: frozenset({State.CHANGES_REQUESTED, State.APPROVED, State.DRAFT}),
    State.CHANGES_REQUESTED: frozenset({State.DRAFT}),
    State.APPROVED: frozenset(
        {State.SCHEDULED, State.PUBLISHED, State.CHANGES_REQUESTED, State.IN_REVIEW}
    ),
    State.SCHEDULED: frozenset({State.PUBLISHED, State.WITHDRAWN, State.IN_REVIEW}),
    State.PUBLISHED: frozenset({State.RETIRED, State.WITHDRAWN}),
    State.RETIRED: frozenset(),
    State.WITHDRAWN: frozenset({State.DRAFT}),
}
"""The whole life of a revision or an edition. Back to `in_review` is an approval that fell, because
what it was given for changed. `load` alone goes from nothing to published, audited as such."""

SHOWN = frozenset({State.PUBLISHED, State.SCHEDULED})
"""States whose revision is shown from their effective moment on."""


class Size(StrEnum):
    """Size of change of one provision between two editions."""

    EDITORIAL = "editorial"
    MINOR = "minor"
    MAJOR = "major"


class NoticeKind(StrEnum):
    """Where a notice comes from: an edition, or somebody who wrote it."""

    CHANGE = "change"
    BULLETIN = "bulletin"


class Disclosure(StrEnum):
    """To whom an answer may be told."""

    ANYONE = "anyone"
    VERIFIED = "verified"
    REPRESENTATIVE = "representative"


class Verification(StrEnum):
    """What the caller has shown: nothing, to be the account holder, or to act for them."""

    NOT_VERIFIED = "not_verified"
    VERIFIED = "verified"
    REPRESENTATIVE = "representative"


MAY_HEAR: dict[Disclosure, frozenset[Verification]] = {
    Disclosure.ANYONE: frozenset(Verification),
    Disclosure.VERIFIED: frozenset({Verification.VERIFIED}),
    Disclosure.REPRESENTATIVE: frozenset({Verification.VERIFIED, Verification.REPRESENTATIVE}),
}
"""Which callers an answer may be told to."""


class BlockKind(StrEnum):
    """Parts of an answer, in the order an agent needs them."""

    ASK_FIRST = "ask_first"
    SAY = "say"
    WORD_FOR_WORD = "word_for_word"
    KNOW = "know"
    DO_NOT_SAY = "do_not_say"


class StepKind(StrEnum):
    """What a step of a process asks of the agent."""

    SAY = "say"
    ASK = "ask"
    CHECK = "check"
    DO = "do"
    DECIDE = "decide"
    HAND_OFF = "hand-off"


class Verb(StrEnum):
    """Everything a person can do to a thing; `permits.may` decides on each."""

    READ = "read"
    READ_DRAFT = "read_draft"
    WRITE = "write"
    SUBMIT = "submit"
    REVIEW = "review"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    SEARCH = "search"
    ASK = "ask"
    ANSWER_GAP = "answer_gap"
    LOG_CONTACT = "log_contact"
    READ_INSIGHT = "read_insight"
    RUN_FORUM = "run_forum"
    MANAGE_USERS = "manage_users"
    MANAGE_SETTINGS = "manage_settings"
    READ_AUDIT = "read_audit"
    READ_PAST = "read_past"
    CONFIRM = "confirm"
    ASK_CLARIFICATION = "ask_clarification"
    CLARIFY = "clarify"
    NAME_DEPUTY = "name_deputy"
    CLEAR_CHECK = "clear_check"
    EXPORT = "export"
