"""I7, `seen_at`: 100 past instants of a busy history rebuilt, equal to what was shown then.

A history of publishing, scheduling, withdrawing, retiring, new and corrected editions, amounts and
sizes of change runs with a clock of its own. At a hundred instants everything that an agent is
shown is written down as canonical JSON; when all is over each is read again by its instant.
"""

import json
import random
from dataclasses import asdict, is_dataclass
from datetime import date, timedelta

from sqlalchemy import select

from kb.errors import LibraryError, NotFoundError
from kb.importers import records as r
from kb.models import Edition, EditionState, SizeOfChange
from kb.search.engine import Hit
from kb.services.actor import Actor
from kb.services.calls.answers import list_answers
from kb.services.calls.read_answer import AnswerName, read_answer
from kb.services.library.released import released_editions
from kb.services.publishing.published import shown_revisions, visible_editions
from kb.services.publishing.values import value_lookup
from kb.services.reading.read_original import read_original
from kb.services.reading.read_process import run_process
from kb.services.reading.read_term import read_term
from kb.services.search.printing import Lit, print_hits
from kb.vocabulary import BlockKind, ResultKind, Role, Size, State, ThingKind
from tests.factories import (
    load,
    make_answer,
    make_original,
    make_process,
    make_step,
    make_term,
    make_translation,
    make_value,
)
from tests.services.reviewed import end

AGENT = Actor(id=1, name="agent", roles=frozenset({Role.AGENT}))
INSTANTS = 100
ORIGINALS = ("rules", "fees")
ANSWERS = (("rules", "a"), ("rules", "b"), ("fees", "a"))
EIDS = ("sec_1", "sec_2")


class History:
    """Does something to the library, at random, and moves the clock."""

    def __init__(self, store, clock, seed):
        self.store, self.clock, self.chance = store, clock, random.Random(seed)
        self._words = iter(f"word{number}" for number in range(100_000))
        for slug in ORIGINALS:
            load(store, self.edition(slug, date(2025, 1, 1)), self.head(slug))
        for slug, name in ANSWERS:
            load(store, self.answer(slug, name))
        load(store, make_value("fine", d20250101="10"), self.term(), self.process())

    def word(self):
        return next(self._words)

    def day(self):
        """A day around now: past, today, or one that the history will reach."""
        return self.clock.now.date() + timedelta(days=self.chance.choice([-200, -30, 0, 1, 2, 5]))

    def edition(self, slug, day):
        rules = {number: self.chance.choice(["One.", "Two.", self.word()]) for number in "12"}
        return make_original(slug, day, rules, title=f"{slug} {self.chance.choice('xy')}")

    def known_day(self, slug):
        with self.store.read() as unit:
            days = {day for name, day in released_editions(unit) if name == slug}
        return self.chance.choice(sorted(days))

    def cover(self, slug):
        return r.Cover(slug, self.chance.choice(EIDS), self.known_day(slug))

    def answer(self, slug, name):
        said = f"{self.word()} costs {{{{ value:fine }}}}."
        cover = r.Cover(slug, self.chance.choice(EIDS))
        return make_answer(
            name,
            original=slug,
            blocks=(r.Block(BlockKind.SAY, said),),
            covers=(cover,),
            edition=self.known_day(slug),
            position=ord(name),
        )

    def head(self, slug, day=date(2025, 1, 1)):
        effects = ((self.chance.choice(EIDS), self.word()),)
        return make_translation(slug, edition=day, no_customer_effect=effects)

    def term(self):
        return make_term(plain=self.word(), source=self.cover("rules"))

    def process(self):
        step = make_step(title=self.word(), basis=(self.cover("fees"),))
        return make_process(steps=(step,), answers=(("fees", "a"),))

    def move(self):
        """Do one thing, and let some time pass: mostly minutes, now and then days."""
        deeds = (
            self.say,
            self.say,
            self.say_else,
            self.enact,
            self.enact,
            self.correct,
            self.draft,
            self.release,
            self.stop,
            self.size,
            self.amount,
        )
        self.chance.choice(deeds)()
        self.clock.advance(minutes=self.chance.choice([1, 7, 60, 60 * 24, 60 * 30]))

    def say(self):
        load_if_taken(self.store, self.answer(*self.chance.choice(ANSWERS)))

    def say_else(self):
        records = [self.term(), self.process(), self.head("rules", self.known_day("rules"))]
        load_if_taken(self.store, self.chance.choice(records))

    def enact(self):
        slug = self.chance.choice(ORIGINALS)
        load_if_taken(self.store, self.edition(slug, self.day()))

    def correct(self):
        slug = self.chance.choice(ORIGINALS)
        load_if_taken(self.store, self.edition(slug, self.known_day(slug)))

    def draft(self):
        slug = self.chance.choice(ORIGINALS)
        load(self.store, self.edition(slug, self.day()), as_draft=True)

    def release(self):
        with self.store.change() as unit:
            edition = self.chance.choice(unit.session.scalars(select(Edition)).all())
            unit.session.add(
                EditionState(edition_id=edition.id, state=State.PUBLISHED, at=unit.now)
            )

    def stop(self):
        kind = self.chance.choice([ThingKind.ANSWER, ThingKind.TERM, ThingKind.PROCESS])
        with self.store.read() as unit:
            ids = sorted(one.id for one in shown_revisions(unit, kind).values())
        if ids:
            state = self.chance.choice([State.WITHDRAWN, State.RETIRED])
            end(self.store, self.chance.choice(ids), state)

    def size(self):
        with self.store.change() as unit:
            slug = self.chance.choice(ORIGINALS)
            editions = visible_editions(unit, slug)
            if len(editions) > 1:
                for eid in EIDS:
                    unit.session.add(
                        SizeOfChange(
                            edition_id=editions[-1].id,
                            previous_id=editions[-2].id,
                            old_eid=eid,
                            new_eid=eid,
                            size=self.chance.choice(list(Size)),
                            at=unit.now,
                        )
                    )

    def amount(self):
        name = f"d{self.day():%Y%m%d}"
        load_if_taken(self.store, make_value("fine", d20250101="10", **{name: self.word()}))


def load_if_taken(store, record):
    """Load it, unless a person withdrew or retired the thing: then nothing changes."""
    try:
        load(store, record)
    except LibraryError:
        return


def shown(unit):
    """Return all that an agent is shown, as canonical JSON."""
    everything = {
        "answers": {
            f"{s}#{n}": view(read_answer, unit, AnswerName("en", s, n)) for s, n in ANSWERS
        },
        "list": view(list_answers, unit),
        "originals": {slug: view(read_original, unit, slug) for slug in ORIGINALS},
        "editions": {slug: [one.id for one in visible_editions(unit, slug)] for slug in ORIGINALS},
        "process": view(run_process, unit, "renew"),
        "term": view(read_term, unit, "loan"),
        "amount": value_lookup(unit)("fine"),
        "results": print_hits(unit, hits(unit), Lit(("word",)), limit=50),
        "states": {
            kind: {
                key: [one.id, one.content_hash] for key, one in shown_revisions(unit, kind).items()
            }
            for kind in ThingKind
        },
    }
    return json.dumps(everything, sort_keys=True, default=plain)


def view(service, unit, *names, **more):
    try:
        return service(unit, AGENT, *names, **more)
    except NotFoundError as error:
        return f"not found: {error}"


def plain(value):
    if is_dataclass(value):
        shown = asdict(value)
        return {str(key): inner for key, inner in shown.items()}
    return str(value)


def hits(unit):
    """Every name that an index may hold, of things shown and not: the database decides."""
    del unit
    names = [(ResultKind.ANSWER, f"{slug}#{name}", "en") for slug, name in ANSWERS]
    names += [(ResultKind.PROVISION, f"{slug}#{eid}", "") for slug in ORIGINALS for eid in EIDS]
    names += [(ResultKind.TERM, "loan", ""), (ResultKind.PROCESS, "renew", "")]
    names += [(ResultKind.STEP, "renew#look", "")]
    return [
        Hit(uid=f"{kind}:{key}", group=key, kind=kind, key=key, language=language, score=1.0)
        for kind, key, language in names
    ]


def test_a_hundred_past_instants_are_rebuilt_as_they_were(store, clock):
    history = History(store, clock, seed=1)
    then = {}
    while len(then) < INSTANTS:
        clock.advance(seconds=1)
        with store.read() as unit:
            then[clock.now] = shown(unit)
        clock.advance(seconds=1)
        history.move()
    assert len(set(then.values())) > INSTANTS // 2, "the history hardly changed anything"
    for instant, was in then.items():
        with store.read(seen_at=instant) as unit:
            assert json.loads(shown(unit)) == json.loads(was), instant
