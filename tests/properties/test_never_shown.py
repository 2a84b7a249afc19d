"""I1 and I5: whatever is done in whatever order, no agent meets a word that is not published.

Each text bears a word of its own, so a leak is a word on a page. After each sequence the index is
made again from the database, and finds the same in the same order.
"""

import shutil
from datetime import date, datetime, time, timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from kb.errors import LibraryError
from kb.factory import create_app
from kb.importers import records as r
from kb.importers.library import write_library
from kb.models import Revision, Thing
from kb.services.actor import OPERATOR, Actor
from kb.services.calls.answers import list_answers
from kb.services.indexing import Indexer
from kb.services.library import export_library
from kb.services.publishing import states
from kb.services.search import search
from kb.settings import Settings
from kb.vocabulary import BlockKind, Role, State, StepKind
from tests.clock import Clock
from tests.factories import load, make_contact_point, make_kpi, make_original, make_term, make_value
from tests.people import enter, make_account
from tests.properties.hidden_words import Law, Life, nonsense

AGENT = Actor(id=1, name="agent", roles=frozenset({Role.AGENT}))
PAGE_OF = {
    "answer:en/rules#a": "/a/en/rules/a",
    "answer:en/rules#b": "/a/en/rules/b",
    "process:p": "/p/p",
    "term:t": "/t/t",
    "kpi:k": "/k/k",
    "contact_point:c": "/c/c",
    "value:v": "/a/en/rules/b",  # the answer that prints it
}
THINGS = tuple(PAGE_OF)
ALWAYS = "lending"  # stands in every text
things = st.sampled_from(THINGS)


def record_saying(thing, word):
    """A record of a thing whose every text bears the word."""
    kind, _, key = thing.partition(":")
    said = f"The {word} of {ALWAYS}."
    blocks = tuple(r.Block(block, said) for block in BlockKind)
    spoken = (r.Block(BlockKind.KNOW, said), r.Block(BlockKind.SAY, said))
    steps = (
        r.StepRecord("one", f"Find {word}", StepKind.DECIDE, spoken, (r.Outcome(word, "two"),)),
        r.StepRecord("two", f"Tell {word}", StepKind.SAY, spoken, authority=word),
    )
    match kind:
        case "answer":
            name = key.partition("#")[2]
            if name == "b":
                blocks = (*blocks, r.Block(BlockKind.SAY, "It costs {{ value:v }}."))
            covers = (r.Cover("rules", "sec_1"),)
            return r.AnswerRecord(
                "en", "rules", name, "ab".index(name), said, blocks, covers, phrasings=(word,)
            )
        case "process":
            return r.ProcessRecord(key, said, steps, about=said)
        case "term":
            return make_term(key, term=word, plain=said, definition=said)
        case "kpi":
            return make_kpi(key, what=said)
        case "value":
            return make_value(key, d20250101=word)
    return make_contact_point(key, takes=said)


class Sequences(RuleBasedStateMachine):
    """Deeds in any order; `published` is asked of a plain account kept beside them."""

    template: Path
    folder: Path

    @initialize()
    def open(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        shutil.copy(self.template, self.folder / "kb.sqlite3")
        self.clock = Clock()
        self.app = create_app(
            Settings(
                data_dir=self.folder,
                search_engine="memory",
                secret_key="a key for tests",
                audit_key="another",
                requests_per_second=1_000_000,
            ),
            clock=self.clock,
        )
        self.app.testing = True
        self.house = self.app.extensions["kb"]
        self.indexer = Indexer(self.house.store, self.house.engine, self.folder / "lock")
        self.lives = {thing: Life() for thing in THINGS}
        self.before = {}  # word: what was planned before it was
        self.law = Law()
        self.drafts = {}  # revision id: (thing, word)
        self.released = {}
        self.words = []
        self.kept = None
        self.load_edition(word=self.new_word(), day=date(2026, 4, 1), as_draft=False)
        for thing in THINGS:
            self.load_thing(thing)
        self.indexer.catch_up()

    def teardown(self):
        if not hasattr(self, "app"):
            return
        try:
            self.check_pages()
            self.check_rebuilt()
        finally:
            self.app.extensions["kb_late_writer"].close()
            self.house.store.engine.dispose()

    @property
    def now(self):
        return self.clock.now

    @property
    def today(self):
        return self.now.date()

    def new_word(self):
        self.words.append(nonsense(len(self.words)))
        return self.words[-1]

    def load_edition(self, *, word, day, as_draft):
        rules = {"1": f"A {word} for {ALWAYS}.", "2": "Else."}
        edition = make_original("rules", day, rules, title=f"Rules {word}")
        load(self.house.store, edition, as_draft=as_draft)
        if not as_draft:
            self.law.days.setdefault(day, []).append(word)

    def note(self, thing, word, at):
        life = self.lives[thing]
        self.before[word] = list(life.plan)
        life.publish(word, at)

    def newest_revision(self, thing):
        kind, _, key = thing.partition(":")
        query = select(Revision.id).join(Thing).where(Thing.kind == kind, Thing.key == key)
        with self.house.store.read() as unit:
            return unit.session.scalar(query.order_by(Revision.number.desc()).limit(1))

    @rule(thing=things)
    def load_thing(self, thing):
        word = self.new_word()
        try:
            load(self.house.store, record_saying(thing, word))
        except LibraryError:
            return  # a person withdrew or published it: refused, nothing was loaded
        coming = [day for day in self.law.days if day > self.today]
        waits = coming and thing.startswith("answer")
        at = datetime.combine(max(coming), time.min, self.now.tzinfo) if waits else self.now
        self.note(thing, word, at)
        self.released[self.newest_revision(thing)] = thing, word

    @rule(thing=things)
    def load_draft(self, thing):
        word = self.new_word()
        load(self.house.store, record_saying(thing, word), as_draft=True)
        self.drafts[self.newest_revision(thing)] = thing, word

    @rule(days=st.integers(-40, 3), as_draft=st.booleans())
    def load_law(self, days, as_draft):
        """Editions in order: an older one never comes after a newer one was loaded."""
        day = max([*self.law.days, self.today + timedelta(days=days)])
        self.load_edition(word=self.new_word(), day=day, as_draft=as_draft)

    @precondition(lambda self: self.drafts)
    @rule(data=st.data(), hours=st.sampled_from((0, 0, 1, 30)))
    def publish_draft(self, data, hours):
        revision_id = data.draw(st.sampled_from(sorted(self.drafts)))
        thing, word = self.drafts.pop(revision_id)
        at = self.now + timedelta(hours=hours)
        with self.house.store.change() as unit:
            revision = unit.session.get_one(Revision, revision_id)
            states.publish(unit, OPERATOR, revision, effective_at=at)
        self.note(thing, word, at)
        self.released[revision_id] = thing, word

    @precondition(lambda self: self.standing())
    @rule(data=st.data(), state=st.sampled_from((State.WITHDRAWN, State.RETIRED)))
    def take_back(self, data, state):
        """What is shown, or the text that comes last: what lies between has a plan of its own."""
        revision_id = data.draw(st.sampled_from(self.standing()))
        thing, word = self.released.pop(revision_id)
        with self.house.store.change() as unit:
            revision = unit.session.get_one(Revision, revision_id)
            states.change_state(unit, OPERATOR, revision, state)
        self.lives[thing].end(word, self.now, self.before[word])

    def standing(self):
        ends = {
            word
            for life in self.lives.values()
            if life.plan
            for word in (life.at(self.now), life.plan[-1][1])
        }
        return sorted(one for one, (_, word) in self.released.items() if word in ends)

    @rule(amount=st.sampled_from(({"minutes": 1}, {"hours": 2}, {"days": 1}, {"days": 2})))
    def time_passes(self, amount):
        self.clock.advance(**amount)

    @rule()
    def catch_up(self):
        self.indexer.catch_up()

    @rule()
    def keep_the_index(self):
        self.kept = self.house.engine._documents, self.house.engine._sequence

    @precondition(lambda self: self.kept)
    @rule()
    def put_back_an_older_index(self):
        self.house.engine._documents, self.house.engine._sequence = self.kept

    def shown_words(self):
        return {life.at(self.now) for life in self.lives.values()} - {""}

    def hidden_words(self):
        """Drafts, what is to come, what was replaced or taken back; law that was is no secret."""
        today = self.today
        was_law = {w for day, words in self.law.days.items() if day <= today for w in words}
        return set(self.words) - self.shown_words() - was_law

    def assert_hidden(self, text, where, but=frozenset()):
        leaked = [word for word in self.hidden_words() - but if word in text]
        assert not leaked, f"{leaked} in {where}"

    @invariant()
    def nothing_hidden_is_found(self):
        with self.house.store.read() as unit:
            hidden = [word for word in self.words if word in self.hidden_words()][-3:]
            for asked in (ALWAYS, *hidden, *_slips(hidden)):
                page = search(unit, AGENT, self.house.engine, asked, limit=50)
                told = "" if page.searched_for == page.text else page.searched_for
                meant = [one.meant for one in page.insights]
                says = [(one.title, one.lead, one.excerpt.text) for one in page.results]
                self.assert_hidden(f"{told} {meant} {says}", f"a search for {asked}")

    @invariant()
    def nothing_hidden_is_listed_or_exported(self):
        with self.house.store.read() as unit:
            files = b"\n".join(content for _, content in write_library(export_library(unit)))
            rows = list_answers(unit, AGENT)
        first = {next((w for at, w in life.plan if at > self.now), "") for life in self.unshown()}
        self.assert_hidden(files.decode(), "the export", but=self.law.coming(self.today) | first)
        listed = {f"answer:en/rules#{row.answer}" for row in rows}
        assert listed == {t for t in THINGS[:2] if self.lives[t].at(self.now)}

    def unshown(self):
        """Things of which nothing is shown: what is to come of them stands in an export."""
        return [life for life in self.lives.values() if not life.at(self.now)]

    def check_pages(self):
        client = self.app.test_client()
        enter(client, make_account(self.house.store, Role.AGENT))
        asked = [f"/?q={ALWAYS}", f"/api/v1/search?q={ALWAYS}&limit=50", f"/results?q={ALWAYS}"]
        editions = [f"/o/rules/{day}" for day in self.law.days]
        for address in ("/", "/p/p/one", *PAGE_OF.values(), *asked, *editions, "/o/rules"):
            answer = client.get(address)
            assert answer.status_code in {200, 404}, f"{address}: {answer.status_code}"
            self.assert_hidden(answer.text, address)
        self.check_there(client)

    def check_there(self, client):
        """The pages are no proof if they show nothing at all."""
        for thing, page in PAGE_OF.items():
            word = self.lives[thing].at(self.now)
            page_is_there = thing != "value:v" or self.lives["answer:en/rules#b"].at(self.now)
            if word and page_is_there:
                assert word in client.get(page).text, f"{word} is not on {page}"
        assert self.law.in_force(self.today) in client.get("/o/rules").text

    def check_rebuilt(self):
        self.indexer.catch_up()
        before = self.results()
        found = {one for results in before.values() for one, _ in results}
        for thing in set(THINGS) - {"value:v"}:
            name = thing.replace("answer:en/", "answer:")
            assert (name in found) == bool(self.lives[thing].at(self.now)), name
        self.indexer.rebuild()
        after = self.results()
        for asked, results in before.items():
            assert after[asked] == results, asked

    def results(self):
        with self.house.store.read() as unit:
            return {
                asked: [
                    (f"{one.kind}:{one.id}", one.score)
                    for one in search(unit, AGENT, self.house.engine, asked, limit=50).results
                ]
                for asked in (*self.words[-6:], ALWAYS, "rules find tell")
            }


def _slips(words):
    """Yield how a hidden word may be come near to: cut, misspelt, in two, with another one."""
    for word in words:
        yield from (word[:-1], f"{word[:4]}e{word[5:]}", f"{word[:5]} {word[5:]}", f"{word}refund")


def test_no_sequence_of_deeds_shows_an_agent_a_word_that_is_not_published(tmp_path, empty_database):
    Sequences.template, Sequences.folder = empty_database, tmp_path / "house"
    run_state_machine_as_test(
        Sequences,
        settings=settings(
            max_examples=8,
            stateful_step_count=12,
            deadline=None,
            phases=(Phase.reuse, Phase.generate),  # the steps of a failure say enough
            suppress_health_check=list(HealthCheck),
        ),
    )
