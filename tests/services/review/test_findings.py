"""A high finding holds an answer up: a reason first, then the reviewer, for exactly two texts."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from kb.errors import ConflictError, InvalidError, NotAllowedError
from kb.importers.content import pack, unpack
from kb.importers.records import AnswerRecord, FindingReason
from kb.models import AuditEntry, FindingDecision, Revision
from kb.services.people.users import find_user, load_actor
from kb.services.publishing.published import shown_revision
from kb.services.review.deciding import Decision, decide
from kb.services.review.findings.decisions import FindingVerdict, decide_finding
from kb.services.review.findings.high_findings import Stand, examine
from kb.services.review.findings.reasons import ReasonsError
from kb.services.review.publishing import publish_approved
from kb.services.review.revisions import newest_revision
from kb.services.review.submitting import submit
from kb.services.review.transitions import state_of
from kb.vocabulary import BlockKind, Role, State, ThingKind
from tests.factories import (
    NEW,
    export_files,
    load,
    load_whole,
    make_answer,
    make_translation,
    read_back,
)
from tests.factories import make_original as original
from tests.people import make_account
from tests.workshops import shared_workshop

ANSWER, KEY = ThingKind.ANSWER, "en/borrowing#how-long"
WRONG = "You can keep a book for 31 days."
LAW = "A book is lent for 21 days."
REASON = FindingReason("duration", "21 days", "31 days", "Ten days of grace are always given.")


def answer(say=WRONG, *reasons, **changes):
    return make_answer(say=say, findings=reasons, edition=NEW, **changes)


@pytest.fixture
def people(store):
    """Give `people("tina")`, on an original whose law says 21 days."""
    load(store, original(day=NEW, rules={"1": LAW, "2": "Late books cost 10 cents."}))
    for name, role in (("tina", Role.TRAINER), ("cara", Role.COMPLIANCE), ("abe", Role.AGENT)):
        make_account(store, role, name=name)

    def actor(name):
        with store.read() as unit:
            return load_actor(unit, find_user(unit, name).id)

    return actor


@pytest.fixture
def send(store, people):
    """Give `send(record)`: the id of the revision that tina submits."""

    def send(record):
        with store.change() as unit:
            before = newest_revision(unit, ANSWER, KEY)
            args = {"based_on_id": before.id if before else None, "workshop": shared_workshop()}
            return submit(unit, people("tina"), ANSWER, KEY, pack(record).values, **args).id

    return send


@pytest.fixture
def rule(store, people):
    """Give `rule(revision_id, accepts)`: cara decides on its only high finding."""

    def rule(revision_id, *, accepts=True, name="cara", said="", texts=None):
        with store.change() as unit:
            revision = unit.session.get_one(Revision, revision_id)
            found = examine(unit, shared_workshop(), revision)
            hashes = texts or (found.checked.law_hash, found.checked.plain_hash)
            verdict = FindingVerdict(found.high[0].finding.key, accepts, said, hashes)
            decide_finding(unit, people(name), shared_workshop(), revision, verdict)

    return rule


@pytest.fixture
def approve(store, people):
    """Give `approve(revision_id)`: cara approves it."""

    def approve(revision_id):
        with store.change() as unit:
            revision = unit.session.get_one(Revision, revision_id)
            decision = Decision(State.APPROVED)
            decide(unit, people("cara"), revision, decision, workshop=shared_workshop())

    return approve


def stands(store, revision_id):
    with store.read() as unit:
        revision = unit.session.get_one(Revision, revision_id)
        return [one.stand for one in examine(unit, shared_workshop(), revision).high]


def test_words_with_a_high_finding_are_not_submitted_without_a_reason(send, store):
    with pytest.raises(ReasonsError, match="“21 days” in the law, “31 days” in the answer"):
        send(answer())
    with store.read() as unit:
        assert newest_revision(unit, ANSWER, KEY) is None


def test_a_reason_for_other_words_is_no_reason(send):
    with pytest.raises(ReasonsError, match="31 days"):
        send(answer(WRONG, replace(REASON, plain="32 days")))


def test_a_reason_goes_along_and_one_that_is_not_needed_does_not(send, store):
    spare = FindingReason("logic", "and", "or", "It was so once.", accepted_by="me")
    revision_id = send(answer(WRONG, replace(REASON, accepted_by="me"), spare))
    with store.read() as unit:
        record = unpack(AnswerRecord, unit.session.get_one(Revision, revision_id).content)
    assert record.findings == (REASON,)


def test_an_answer_that_cannot_be_compared_is_not_submitted(send):
    with pytest.raises(ReasonsError, match="more than 20,000 letters"):
        send(answer("You may pay. " * 2000))


def test_nothing_is_approved_before_each_finding_was_accepted(send, approve, rule, store):
    revision_id = send(answer(WRONG, REASON))
    with pytest.raises(ConflictError, match=r"“31 days” in the answer.*Accept its reason"):
        approve(revision_id)
    rule(revision_id, accepts=False, said="Nobody gives them.")
    with pytest.raises(ConflictError, match="was refused"):
        approve(revision_id)
    rule(revision_id)
    approve(revision_id)
    with store.read() as unit:
        assert state_of(unit, unit.session.get_one(Revision, revision_id)) is State.APPROVED
        rows = unit.session.scalars(select(FindingDecision).order_by(FindingDecision.id)).all()
        kept = [(row.decision, row.said) for row in rows]
        told = unit.session.scalars(select(AuditEntry).where(AuditEntry.verb == "decide_finding"))
        assert [entry.why for entry in told] == ["Nobody gives them.", ""]
    assert kept == [("refused", "Nobody gives them."), ("accepted", "")]


def test_a_refusal_says_why(send, rule):
    with pytest.raises(InvalidError, match="Say why"):
        rule(send(answer(WRONG, REASON)), accepts=False, said="  ")


@pytest.mark.parametrize("name", ["abe", "tina"])
def test_who_may_not_review_decides_on_no_finding(send, rule, name):
    revision_id = send(answer(WRONG, REASON))
    with pytest.raises(NotAllowedError):
        rule(revision_id, name=name)


def test_a_decision_on_texts_that_were_not_read_is_refused(send, rule):
    with pytest.raises(ConflictError, match="not those that you read"):
        rule(send(answer(WRONG, REASON)), texts=("0" * 64, "0" * 64))


def test_a_refused_reason_is_refused_again_and_another_one_is_not(send, rule, approve):
    rule(send(answer(WRONG, REASON)), accepts=False, said="Nobody gives them.")
    with pytest.raises(ReasonsError, match=r"Nobody gives them.*another reason"):
        send(answer(WRONG, REASON, phrasings=("again",)))
    other = send(answer(WRONG, replace(REASON, reason="The notice of 3 May says so.")))
    rule(other)
    approve(other)


def test_a_finding_opens_again_when_the_words_change(send, rule, store):
    first = send(answer(WRONG, REASON))
    rule(first)
    assert stands(store, first) == [Stand.ACCEPTED]
    second = send(answer(WRONG + " Come by.", REASON))
    assert stands(store, second) == [Stand.UNDECIDED]


def test_a_finding_opens_again_when_the_law_changes(send, rule, approve, store):
    revision_id = send(answer(WRONG, REASON))
    rule(revision_id)
    load(store, original(day=NEW, rules={"1": LAW + " It is free.", "2": "Late books cost."}))
    assert stands(store, revision_id) == [Stand.STALE]
    with pytest.raises(ConflictError):
        approve(revision_id)


def test_publishing_looks_again_and_lets_the_approval_fall(send, rule, approve, store, people):
    revision_id = send(answer(WRONG, REASON))
    rule(revision_id)
    approve(revision_id)
    with store.change() as unit:
        revision = unit.session.get_one(Revision, revision_id)
        unit.session.add(refusal(unit, revision, people("cara").id))
        unit.session.flush()
        outcome = publish_approved(unit, people("tina"), revision, workshop=shared_workshop())
        assert outcome is State.IN_REVIEW
        assert shown_revision(unit, ANSWER, KEY) is None


def refusal(unit, revision, reviewer_id):
    """A decision that came after the approval, however it came."""
    last = unit.session.scalars(select(FindingDecision).order_by(FindingDecision.id.desc())).first()
    copied = ("revision_id", "check", "original_hash", "plain_hash", "reason", "author_id")
    same = {name: getattr(last, name) for name in copied}
    assert last.revision_id == revision.id
    return FindingDecision(
        **same, said="No.", decision="refused", decided_by_id=reviewer_id, at=unit.now
    )


def test_a_reason_in_a_file_counts_when_somebody_accepted_it(store, people):
    load(store, make_translation(edition=NEW), answer(WRONG, REASON))
    assert stands(store, shown(store)) == [Stand.UNDECIDED]
    load(store, answer(WRONG, replace(REASON, accepted_by="Compliance")))
    assert stands(store, shown(store)) == [Stand.ACCEPTED]


def test_a_reason_in_a_file_counts_no_more_once_the_law_changes(store, people):
    load(store, make_translation(edition=NEW), answer(WRONG, replace(REASON, accepted_by="C")))
    load(store, original(day=NEW, rules={"1": LAW + " It is free.", "2": "Late books cost."}))
    assert stands(store, shown(store)) == [Stand.STALE]


def shown(store):
    with store.read() as unit:
        return shown_revision(unit, ANSWER, KEY).id


def test_an_export_names_who_accepted_and_loads_back_as_it_is(send, rule, approve, store, people):
    load(store, make_translation(edition=NEW))
    revision_id = send(answer(WRONG, REASON))
    rule(revision_id)
    approve(revision_id)
    with store.change() as unit:
        revision = unit.session.get_one(Revision, revision_id)
        publish_approved(unit, people("tina"), revision, workshop=shared_workshop())
    files = export_files(store)
    text = next(raw.decode() for path, raw in files.items() if path.startswith("translations/"))
    assert "accepted_by: cara" in text.casefold()
    assert set(load_whole(store, read_back(files)).counts) <= {"unchanged"}
    assert export_files(store) == files


def test_words_that_only_to_know_raise_no_finding(send):
    say, know = ("Keep it for 21 days.", "Nobody counts 31 days.")
    blocks = make_answer(say=say).blocks
    hint = replace(blocks[0], kind=BlockKind.KNOW, text=know)
    assert send(replace(answer(say), blocks=(*blocks, hint)))
