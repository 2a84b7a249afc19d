"""I1, I2, I3, I6: whatever several people do, in whatever order, two of them stand behind words.

The machine keeps its own account of who wrote what and who approved it, and asks after each deed:
is what an agent sees published, and was it approved by somebody who wrote none of it? Deeds that
the rules refuse are tried too; they must change nothing.
"""

import shutil
from datetime import timedelta
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
from sqlalchemy import func, select

from kb.errors import KbError
from kb.importers import records as r
from kb.importers.content import pack
from kb.models import AuditEntry, Edition, Review, Revision, StateChange
from kb.services.actor import OPERATOR
from kb.services.audit import verify
from kb.services.database import open_database
from kb.services.people.users import find_user, load_actor
from kb.services.publishing.published import shown_revision, shown_revisions
from kb.services.review.deciding import Decision, decide
from kb.services.review.ending.ending import Wrong, retire, withdraw
from kb.services.review.publishing import fall_approvals, publish_approved
from kb.services.review.read_against import Counting
from kb.services.review.revisions import newest_revision
from kb.services.review.submitting import submit, take_back
from kb.services.review.transitions import state_of
from kb.services.unit import Store
from kb.settings import Settings
from kb.vocabulary import SHOWN, Role, State, ThingKind
from tests.clock import Clock
from tests.factories import (
    COMING,
    NEW,
    OLD,
    load,
    make_answer,
    make_kpi,
    make_original,
    make_process,
    make_step,
    make_term,
)
from tests.people import make_account
from tests.workshops import silent_workshop

PEOPLE = {
    "tina": (Role.TRAINER,),
    "tom": (Role.TRAINER, Role.COMPLIANCE),
    "cara": (Role.COMPLIANCE,),
    "cleo": (Role.COMPLIANCE, Role.TRAINER, Role.LEAD),
    "lea": (Role.LEAD,),
    "lou": (Role.LEAD, Role.TRAINER),
    "abe": (Role.AGENT,),
}
THINGS = {
    ThingKind.ANSWER: "en/borrowing#how-long",
    ThingKind.PROCESS: "renew",
    ThingKind.TERM: "loan",
    ThingKind.KPI: "right-first-time",
}
people = st.sampled_from(sorted(PEOPLE))
kinds = st.sampled_from(sorted(THINGS))
days = st.sampled_from((NEW, NEW, COMING))


def words_of(kind, text, day):
    match kind:
        case ThingKind.ANSWER:
            return make_answer(say=text, edition=day)
        case ThingKind.PROCESS:
            basis = (r.Cover("borrowing", "sec_1", day),)
            return make_process(about=text, steps=(make_step(basis=basis),))
        case ThingKind.TERM:
            return make_term(plain=text)
    return make_kpi(what=text)


class Sequences(RuleBasedStateMachine):
    """`writers` is who had a hand in each revision since the last one that was released."""

    template: Path
    folder: Path

    @initialize()
    def open(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        shutil.copy(self.template, self.folder / "kb.sqlite3")
        self.clock = Clock()
        house = Settings(data_dir=self.folder)
        self.engine = open_database(house.database)
        key = b"a key for tests"
        self.store = Store(self.engine, audit_key=key, zone=house.zone, clock=self.clock)
        load(self.store, make_original(day=OLD), make_original(day=NEW))
        load(self.store, make_original(day=COMING, rules={"1": "30 days.", "2": "2 cents a day."}))
        for name, roles in PEOPLE.items():
            make_account(self.store, *roles, name=name)
        with self.store.read() as unit:
            users = {name: find_user(unit, name).id for name in PEOPLE}
            self.actors = {name: load_actor(unit, user_id) for name, user_id in users.items()}
        self.count, self.tries, self.done = 0, 0, 0
        self.rules = 0
        self.writers, self.texts, self.rows = {}, {}, (0, 0, 0, 0)
        for kind in sorted(THINGS):
            self.begin(kind)

    def begin(self, kind):
        """Every thing has a text that is published and one in review: all deeds are near."""
        writer, reviewer = ("lea", "lou") if kind is ThingKind.KPI else ("tina", "cleo")
        self.write(writer, kind, NEW)
        self.judge(reviewer, kind, State.APPROVED)
        self.bring_out(writer, kind)
        self.write(writer, kind, NEW)

    def teardown(self):
        self.engine.dispose()

    def attempt(self, deed):
        """Do `deed` in a transaction; what the rules refuse leaves everything as it was."""
        before = self.counted()
        try:
            with self.store.change() as unit:
                result = deed(unit)
        except KbError:
            assert self.counted() == before
            return None
        self.done += 1
        return result

    def counted(self):
        tables = (Revision, StateChange, Review, AuditEntry)
        with self.store.read() as unit:
            return tuple(
                unit.session.scalar(select(func.count()).select_from(table)) for table in tables
            )

    def newest(self, unit, kind):
        return newest_revision(unit, kind, THINGS[kind])

    @rule(name=people, kind=kinds, day=days, stale=st.sampled_from((False, False, False, True)))
    def submit(self, name, kind, day, stale):
        self.write(name, kind, day, stale=stale)

    def write(self, name, kind, day, *, stale=False):
        self.count += 1
        content = pack(words_of(kind, f"Words {self.count}.", day)).values

        def deed(unit):
            before = self.newest(unit, kind)
            base = None if stale else before
            args = {"based_on_id": base.id if base else None, "workshop": silent_workshop()}
            revision = submit(unit, self.actors[name], kind, THINGS[kind], content, **args)
            carried = set()
            if before is not None and before.id not in self.released(unit):
                carried = self.writers[before.id]
            return revision.id, revision.content_hash, carried

        found = self.attempt(deed)
        if found:
            revision_id, content_hash, carried = found
            self.writers[revision_id] = {self.actors[name].id} | carried
            self.texts[revision_id] = content_hash

    def released(self, unit):
        shown = (State.PUBLISHED, State.SCHEDULED)
        query = select(StateChange.revision_id).where(StateChange.state.in_(shown))
        return set(unit.session.scalars(query))

    def likely(self, data, *states):
        """Draw a kind whose newest text is in one of `states`, if there is any."""
        with self.store.read() as unit:
            newest = {kind: self.newest(unit, kind) for kind in sorted(THINGS)}
            found = [kind for kind, one in newest.items() if one and state_of(unit, one) in states]
        return data.draw(st.sampled_from(found) if found else kinds)

    @rule(name=people, data=st.data(), approves=st.sampled_from((True, True, True, False)))
    def review(self, name, data, approves):
        state = State.APPROVED if approves else State.CHANGES_REQUESTED
        self.judge(name, self.likely(data, State.IN_REVIEW), state)

    def judge(self, name, kind, state):
        def deed(unit):
            revision = self.newest(unit, kind)
            if revision is not None:
                decision, workshop = Decision(state, "Because."), silent_workshop()
                decide(unit, self.actors[name], revision, decision, workshop=workshop)

        self.attempt(deed)

    @rule(kind=kinds, day=days, between=st.sampled_from(("", "", "law", "law, told", "days")))
    def go_the_whole_way(self, kind, day, between):
        """From words to what agents see, with something happening before the last step."""
        writer, reviewer = ("lou", "lea") if kind is ThingKind.KPI else ("tina", "tom")
        self.write(writer, kind, day)
        self.judge(reviewer, kind, State.APPROVED)
        if "law" in between:
            self.correct(day, "told" in between)
        if between == "days":
            self.clock.now += timedelta(days=20)
        self.bring_out(writer, kind)

    @rule(name=people, data=st.data())
    def publish(self, name, data):
        self.bring_out(name, self.likely(data, State.APPROVED))

    def bring_out(self, name, kind):
        def deed(unit):
            revision = self.newest(unit, kind)
            args = {"workshop": silent_workshop()}
            if revision and publish_approved(unit, self.actors[name], revision, **args) in SHOWN:
                self.assert_read_against_this_law(unit, revision)

        self.attempt(deed)

    def assert_read_against_this_law(self, unit, revision):
        """What counts is looked up here in the plainest way: newest version, newest day."""
        days = [
            unit.session.get(Edition, cover.edition_id).in_force_from for cover in revision.covers
        ]
        query = select(Edition.id).where(Edition.in_force_from <= max([*days, unit.today]))
        newest = query.order_by(Edition.in_force_from.desc(), Edition.version.desc()).limit(1)
        reviews = select(Review).where(Review.revision_id == revision.id).order_by(Review.id)
        read = unit.session.scalars(reviews).all()[-1].read_against
        assert read == ([unit.session.scalar(newest)] if days else [])

    @rule(name=people, data=st.data())
    def publish_any(self, name, data):
        """An older text, too: a link in an old page."""
        if self.writers:
            revision_id = data.draw(st.sampled_from(sorted(self.writers)))
            actor = self.actors[name]
            self.attempt(
                lambda unit: publish_approved(
                    unit,
                    actor,
                    unit.session.get_one(Revision, revision_id),
                    workshop=silent_workshop(),
                )
            )

    @rule(name=people, kind=kinds)
    def take_back(self, name, kind):
        def deed(unit):
            revision = self.newest(unit, kind)
            return revision and take_back(unit, self.actors[name], revision)

        self.attempt(deed)

    @rule(name=people, data=st.data())
    def withdraw(self, name, data):
        kind, actor = self.likely(data, State.PUBLISHED, State.SCHEDULED), self.actors[name]
        self.attempt(lambda unit: withdraw(unit, actor, kind, THINGS[kind], Wrong("Not so.")))

    @rule(name=people, kind=kinds)
    def retire(self, name, kind):
        actor = self.actors[name]
        self.attempt(lambda unit: retire(unit, actor, kind, THINGS[kind], reason="Not asked."))

    @rule(day=days, tells=st.booleans())
    def correct_the_law(self, day, tells):
        self.correct(day, tells)

    def correct(self, day, tells):
        """A corrected edition; whoever publishes it may forget to let approvals fall."""
        self.rules += 1
        load(self.store, make_original(day=day, rules={"1": f"{self.rules} days.", "2": "10."}))
        if tells:
            self.attempt(lambda unit: fall_approvals(unit, OPERATOR, "borrowing"))

    @rule(amount=st.sampled_from(({"minutes": 1}, {"hours": 9}, {"days": 15})))
    def time_passes(self, amount):
        self.clock.now += timedelta(**amount)

    @invariant()
    def what_is_shown_was_approved_by_somebody_else(self):
        with self.store.read() as unit:
            for kind in THINGS:
                for revision in shown_revisions(unit, kind).values():
                    reviews = unit.session.scalars(
                        select(Review).where(Review.revision_id == revision.id)
                    ).all()
                    assert reviews[-1].decision == State.APPROVED
                    assert reviews[-1].content_hash == self.texts[revision.id]
                    assert reviews[-1].reviewer_id not in self.writers[revision.id]
                    assert state_of(unit, revision) is State.PUBLISHED

    @invariant()
    def nobody_reviewed_their_own_words(self):
        with self.store.read() as unit:
            for review in unit.session.scalars(select(Review)):
                assert review.reviewer_id not in self.writers[review.revision_id]
                roles = next(a.roles for a in self.actors.values() if a.id == review.reviewer_id)
                assert roles & {Role.COMPLIANCE, Role.TRAINER, Role.LEAD}

    @invariant()
    def revisions_never_change_and_nothing_is_deleted(self):
        with self.store.read() as unit:
            kept = dict(unit.session.execute(select(Revision.id, Revision.content_hash)).all())
            assert self.texts.items() <= kept.items()
        counts = self.counted()
        assert all(now >= before for now, before in zip(counts, self.rows, strict=True))
        self.rows = counts

    @invariant()
    def the_record_holds_together(self):
        with self.store.read() as unit:
            assert verify(unit.session, b"a key for tests") == self.rows[3]

    @invariant()
    def what_waits_for_its_day_stands_on_the_law_of_that_day(self):
        """A scheduled text either has the approval that it was scheduled with, or is told of."""
        with self.store.read() as unit:
            counting = Counting(unit)
            for kind, key in THINGS.items():
                revision = self.newest(unit, kind)
                if revision and state_of(unit, revision) is State.SCHEDULED:
                    assert shown_revision(unit, kind, key) is not revision
                    assert counting.ids(revision)


def test_whatever_several_people_do_two_of_them_stand_behind_what_agents_see(
    tmp_path, empty_database
):
    Sequences.template, Sequences.folder = empty_database, tmp_path / "house"
    run_state_machine_as_test(
        Sequences,
        settings=settings(
            max_examples=15,
            stateful_step_count=40,
            deadline=None,
            phases=(Phase.reuse, Phase.generate),  # the steps of a failure say enough
            suppress_health_check=list(HealthCheck),
        ),
    )
