"""Whatever the order of edits of answer and law: no approval on a finding without accepted reason.

The machine keeps its own account of which reason was accepted for which two texts, by the words of
both alone, and asks after each deed: what was approved, and what is published, had each of its high
findings accepted for exactly these two.
"""

import shutil
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from kb.errors import KbError
from kb.importers.content import pack, unpack
from kb.importers.records import AnswerRecord, FindingReason
from kb.models import Provision, Revision
from kb.services.database import open_database
from kb.services.people.users import find_user, load_actor
from kb.services.review.deciding import Decision, decide
from kb.services.review.findings.decisions import FindingVerdict, decide_finding
from kb.services.review.findings.high_findings import examine
from kb.services.review.publishing import publish_approved
from kb.services.review.revisions import newest_revision
from kb.services.review.submitting import submit
from kb.services.review.transitions import state_of
from kb.services.unit import Store
from kb.settings import Settings
from kb.vocabulary import Role, State, ThingKind
from tests.clock import Clock
from tests.factories import FIRST, NEW, load, make_answer, make_original
from tests.people import make_account
from tests.workshops import shared_workshop

ANSWER, KEY = ThingKind.ANSWER, "en/borrowing#how-long"
PERIODS = ("21 days", "31 days", "6 weeks")
TAILS = ("", " It is free.")
REASONS = ("", "It is custom.", "The notice says so.")
periods, tails = st.sampled_from(PERIODS), st.sampled_from(TAILS)


class Findings(RuleBasedStateMachine):
    """`accepted` holds (law, words, finding, reason), as this machine saw them accepted last."""

    template: Path
    folder: Path
    reasoned = 0

    @initialize()
    def open(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        shutil.copy(self.template, self.folder / "kb.sqlite3")
        house = Settings(data_dir=self.folder)
        self.engine = open_database(house.database)
        self.store = Store(self.engine, audit_key=b"k", zone=house.zone, clock=Clock())
        self.law = ""
        self.change_the_law(PERIODS[0], "")
        names = {"tina": Role.TRAINER, "cara": Role.COMPLIANCE}
        for name, role in names.items():
            make_account(self.store, role, name=name)
        with self.store.read() as unit:
            self.actors = {name: load_actor(unit, find_user(unit, name).id) for name in names}
        self.accepted = {}

    def teardown(self):
        self.engine.dispose()

    def attempt(self, deed):
        try:
            with self.store.change() as unit:
                return deed(unit)
        except KbError:
            return None

    @rule(period=periods, tail=tails)
    def change_the_law(self, period, tail):
        self.law = f"A book is lent for {period}.{tail}"
        load(self.store, make_original(day=NEW, rules={"1": self.law, "2": "It costs 10 cents."}))

    @rule(period=periods, tail=tails, reason=st.sampled_from(REASONS))
    def submit_words(self, period, tail, reason):
        says = f"You can keep a book for {period}.{tail}"
        reasons = tuple(
            FindingReason("duration", law, period, reason) for law in PERIODS if law != period
        )
        content = pack(make_answer(say=says, edition=NEW, findings=reasons)).values

        def deed(unit):
            before = newest_revision(unit, ANSWER, KEY)
            args = {"based_on_id": before.id if before else None, "workshop": shared_workshop()}
            return submit(unit, self.actors["tina"], ANSWER, KEY, content, **args).id

        self.attempt(deed)

    @rule(accepts=st.sampled_from((True, True, False)))
    def decide_on_findings(self, accepts):
        def deed(unit):
            revision = newest_revision(unit, ANSWER, KEY)
            found = examine(unit, shared_workshop(), revision) if revision else None
            for one in found.high if found else ():
                texts = (found.checked.law_hash, found.checked.plain_hash)
                verdict = FindingVerdict(one.finding.key, accepts, "No.", texts)
                args = self.actors["cara"], shared_workshop(), revision, verdict
                decide_finding(unit, *args)
                self.accepted[revision.id, self.law_of(unit, revision), one.reason] = accepts

        self.attempt(deed)

    @rule()
    def approve(self):
        def deed(unit):
            revision = newest_revision(unit, ANSWER, KEY)
            if revision is not None:
                args = self.actors["cara"], revision, Decision(State.APPROVED)
                decide(unit, *args, workshop=shared_workshop())
                self.assert_reasoned(revision)

        self.attempt(deed)

    @rule()
    def publish(self):
        def deed(unit):
            revision = newest_revision(unit, ANSWER, KEY)
            if revision is None:
                return
            actor, workshop = self.actors["tina"], shared_workshop()
            if publish_approved(unit, actor, revision, workshop=workshop) is State.PUBLISHED:
                self.assert_reasoned(revision)

        self.attempt(deed)

    @rule(between=st.sampled_from(("", "", "law", "words")), reason=st.sampled_from(REASONS[1:]))
    def go_the_whole_way(self, between, reason):
        """From a reason to publication, with something happening before the last two steps."""
        self.submit_words("31 days", "", reason)
        self.decide_on_findings(accepts=True)
        if between == "law":
            self.change_the_law(PERIODS[0], TAILS[1])
        if between == "words":
            self.submit_words("31 days", TAILS[1], reason)
        self.approve()
        self.publish()

    def law_of(self, unit, revision):
        """The law as it is now, looked up in the plainest way."""
        cover = revision.covers[0]
        assert cover.eid == FIRST
        assert unit.session.get(Provision, (cover.edition_id, cover.eid)) is not None
        return self.law

    def assert_reasoned(self, revision):
        record = unpack(AnswerRecord, revision.content)
        says = record.blocks[0].text
        period = next(one for one in PERIODS if one in says)
        if period in self.law:
            return
        assert record.findings, "approved without a reason"
        reason = record.findings[0]
        assert reason.law in self.law
        assert reason.plain == period
        assert self.accepted.get((revision.id, self.law, reason.reason)) is True
        Findings.reasoned += 1

    @invariant()
    def an_approval_never_holds_for_other_law(self):
        with self.store.read() as unit:
            revision = newest_revision(unit, ANSWER, KEY)
            if revision is None or state_of(unit, revision) is not State.APPROVED:
                return
            found = examine(unit, shared_workshop(), revision)
            own = unit.session.get_one(Revision, revision.id).covers[0]
            is_behind = unit.session.get_one(Provision, (own.edition_id, own.eid)).text
            if self.law in is_behind:
                assert found.blocking == ()


def test_no_approval_stands_on_a_finding_without_an_accepted_reason(tmp_path, empty_database):
    Findings.template, Findings.folder = empty_database, tmp_path / "house"
    run_state_machine_as_test(
        Findings,
        settings=settings(
            max_examples=12,
            stateful_step_count=16,
            deadline=None,
            phases=(Phase.reuse, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert Findings.reasoned, "no reason was ever accepted: this test saw nothing"
