"""Working copies: private, never lost, put together by hand where two people wrote on one text."""

import pytest
from sqlalchemy import select

from kb.errors import ConflictError, InvalidError, NotAllowedError
from kb.importers import records as r
from kb.importers.content import pack, unpack
from kb.models import AuditEntry, Revision
from kb.services.people.users import find_user, load_actor
from kb.services.review.bench import read_bench
from kb.services.review.editor import begin_answer, check_copy, read_editor, submit_copy
from kb.services.review.ending.times_shown import add_times_shown
from kb.services.review.forms import FORMS
from kb.services.review.law_side import switch_edition
from kb.services.review.merging import Side, merge, read_merge
from kb.services.review.working_copies import (
    my_copies,
    open_copy,
    others_at_work,
    save_copy,
)
from kb.vocabulary import BlockKind, Role, ThingKind
from tests.factories import (
    COMING,
    NEW,
    OLD,
    RULES,
    load,
    make_answer,
    make_contact_point,
    make_kpi,
    make_original,
    make_process,
    make_term,
    make_translation,
    make_value,
)
from tests.people import make_account
from tests.workshops import silent_workshop

ANSWER, KEY = ThingKind.ANSWER, "en/borrowing#how-long"
RECORDS = (
    make_answer(
        edition=NEW,
        phrasings=("one", "two"),
        covers=(r.Cover("borrowing", "sec_2"), r.Cover("other", "sec_1", NEW)),
        blocks=(
            r.Block(BlockKind.SAY, "First."),
            r.Block(BlockKind.WORD_FOR_WORD, "Second."),
            r.Block(BlockKind.SAY, "Third."),
        ),
    ),
    make_translation(edition=NEW, no_customer_effect=(("sec_1", "Internal."),)),
    make_process(),
    make_term(definition="A book.", source=r.Cover("borrowing", "sec_1", NEW), keep=True),
    make_kpi(),
    make_contact_point(),
    make_value(d20250101="10", d20260401="12"),
    r.MissionRecord(
        "What", "How", "Why", values=("one",), objectives=(r.ObjectiveRecord("a", "A"),)
    ),
)


@pytest.fixture
def people(store):
    load(store, make_original(day=OLD), make_original(day=NEW), make_answer(edition=NEW))
    for name, role in {"tina": Role.TRAINER, "theo": Role.TRAINER, "abe": Role.AGENT}.items():
        make_account(store, role, name=name)

    def actor(name):
        with store.read() as unit:
            return load_actor(unit, find_user(unit, name).id)

    return actor


@pytest.fixture
def save(store, people):
    """Give `save(name, …)`: keep these fields in the copy of a person."""

    def save(name, **fields):
        with store.touch() as unit:
            copy = open_copy(unit, people(name), ANSWER, KEY)
            changed = copy.fields | {key: [value] for key, value in fields.items()}
            return save_copy(unit, people(name), copy, changed)

    return save


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_form_gives_back_the_record_that_was_written_into_it(record):
    kind = next(kind for kind, form in FORMS.items() if _takes(form, record))
    key = {ANSWER: KEY, ThingKind.TRANSLATION: "en/borrowing", ThingKind.MISSION: "mission"}
    fields = FORMS[kind].write(record)
    read = FORMS[kind].read(key.get(kind, vars(record).get("slug", "")), fields).record
    assert pack(read) == pack(record)


def _takes(form, record):
    try:
        form.write(record)
    except (TypeError, KeyError):
        return False
    return set(form.inputs[0].fields) & set(vars(record)) or not hasattr(form, "_cells")


def test_a_copy_is_private_and_leaves_no_entry_in_the_record(store, people, save):
    with store.read() as unit:
        before = unit.session.scalars(select(AuditEntry.number)).all()
    save("tina", question="Only mine?")
    with store.read() as unit:
        assert open_copy(unit, people("theo"), ANSWER, KEY).fields["question"] != ["Only mine?"]
        assert [copy.key for copy in my_copies(unit, people("tina"))] == [KEY]
        assert unit.session.scalars(select(AuditEntry.number)).all() == before
        with pytest.raises(NotAllowedError):
            open_copy(unit, people("abe"), ANSWER, KEY)


def test_others_are_told_who_writes_and_since_when(store, clock, people, save):
    since = clock.now
    save("tina", question="Mine?")
    clock.advance(minutes=5)
    save("tina", question="Mine still?")
    with store.read() as unit:
        (found,) = others_at_work(unit, people("theo"), ANSWER, KEY)
        assert (found.name, found.since, found.is_submitted) == ("Tina Tester", since, False)
        assert others_at_work(unit, people("tina"), ANSWER, KEY) == ()


def test_who_submits_second_puts_the_two_together(store, people, save):
    save("tina", question="How many days?")
    save("theo", phrasings="another way")
    with store.change() as unit:
        submit_copy(unit, people("tina"), ANSWER, KEY, workshop=silent_workshop())
    with store.change() as unit, pytest.raises(ConflictError):
        submit_copy(unit, people("theo"), ANSWER, KEY, workshop=silent_workshop())
    with store.touch() as unit:
        found = read_merge(unit, people("theo"), ANSWER, KEY)
        parts = {one.input.name: (one.they_changed, one.i_changed) for one in found.partings}
        assert parts == {"question": (True, False), "phrasings": (False, True)}
        assert {one.input.name: one.suggestion for one in found.partings} == {
            "question": Side.THEIRS,
            "phrasings": Side.MINE,
        }
        merge(unit, people("theo"), ANSWER, KEY, {})
    with store.change() as unit:
        revision = submit_copy(unit, people("theo"), ANSWER, KEY, workshop=silent_workshop())
        record = unpack(r.AnswerRecord, revision.content)
        assert (record.question, record.phrasings) == ("How many days?", ("another way",))


def test_what_both_changed_to_the_same_words_is_no_question(store, people, save):
    save("tina", question="How many days?", phrasings="one way")
    save("theo", question="How many days?", phrasings="another way")
    with store.change() as unit:
        submit_copy(unit, people("tina"), ANSWER, KEY, workshop=silent_workshop())
    with store.touch() as unit:
        found = read_merge(unit, people("theo"), ANSWER, KEY)
        assert [one.input.name for one in found.partings] == ["phrasings"]
        merged = merge(unit, people("theo"), ANSWER, KEY, {"phrasings": Side.THEIRS})
        assert merged.fields["question"] == ["How many days?"]


def test_an_answer_is_begun_for_a_rule_that_is_only_coming(store, people):
    rules = {**RULES, "9": "A book may be lent to another reader."}
    load(store, make_original(day=COMING, rules=rules))
    given = {"language": "en", "original": "borrowing", "eid": "sec_9", "question": "To a friend?"}
    with store.touch() as unit:
        copy = begin_answer(unit, people("tina"), **given, day=COMING.isoformat())
        page = read_editor(unit, people("tina"), ANSWER, copy.key)
    assert (page.law.day, [node.eid for node in page.law.nodes]) == (COMING, ["sec_9"])


def test_provisions_are_compared_by_their_citations(store, people, save):
    save("tina", covers="sec_2")
    save("theo", covers="sec_1", others="borrowing@2026-04-01#sec_2\nnothing that is there")
    with store.change() as unit:
        submit_copy(unit, people("tina"), ANSWER, KEY, workshop=silent_workshop())
    with store.touch() as unit:
        found = read_merge(unit, people("theo"), ANSWER, KEY)
    said = {one.input.name: "".join(piece.text for piece in one.mine) for one in found.partings}
    assert "sec_" not in said["covers"]
    assert "edition of 1 April 2026" in said["others"]
    assert "nothing that is there" in said["others"]


def test_a_copy_remembers_which_text_it_was_begun_from(store, people, save):
    save("theo", question="Begun first?")
    save("tina", question="Submitted first?")
    with store.change() as unit:
        submit_copy(unit, people("tina"), ANSWER, KEY, workshop=silent_workshop())
    with store.read() as unit:
        assert read_editor(unit, people("theo"), ANSWER, KEY).is_behind


def test_a_new_answer_begins_at_its_provision_under_a_name_of_its_own(store, people):
    with store.touch() as unit:
        given = {"language": "en", "original": "borrowing", "eid": "sec_2"}
        copy = begin_answer(unit, people("tina"), **given, question="How long can I?")
        assert copy.key == "en/borrowing#how-long-can-i"
        assert copy.fields["covers"] == ["sec_2"]
        record, problems = check_copy(unit, copy)
        assert record is None
        assert [one.what for one in problems] == ["There is nothing to say."]
        with pytest.raises(InvalidError, match="question"):
            begin_answer(unit, people("tina"), **given, question=" ")


def test_words_follow_their_provisions_to_a_coming_edition(store, people):
    moved = make_original(day=COMING).source.replace(b"## 1 Rule 1", b"## 7 Rule 1")
    load(store, edition_of(moved, COMING))
    with store.read() as unit:
        copy = open_copy(unit, people("tina"), ANSWER, KEY)
        fields = switch_edition(unit, "borrowing", copy.fields, COMING.isoformat())
        assert (fields["edition"], fields["covers"]) == (["2026-06-01"], ["sec_7"])


def edition_of(source, day):
    from kb.importers.library.contents import read_contents  # noqa: PLC0415 - one test needs it

    return read_contents(f"content/originals/borrowing/{day}.md", source).records[0]


def test_the_same_words_are_confirmed_against_the_new_edition_by_one_submission(store, people):
    load(store, make_original(day=NEW, rules={"1": "A book is lent for 20 days.", "2": "No."}))
    with store.change() as unit:
        page = read_editor(unit, people("tina"), ANSWER, KEY)
        assert page.can_confirm
        revision = submit_copy(unit, people("tina"), ANSWER, KEY, workshop=silent_workshop())
        old = unit.session.scalars(select(Revision).order_by(Revision.id)).first()
        assert revision.content["blocks"] == old.content["blocks"]
        assert revision.covers[0].edition_id != old.covers[0].edition_id


def test_what_is_read_most_is_mended_first(store, people):
    load(store, make_answer("rare", edition=NEW, position=1))
    load(store, make_original(day=NEW, rules={"1": "**A book** is lent for 20 days.", "2": "No."}))
    with store.touch() as unit:
        often = unit.session.scalars(select(Revision.id).order_by(Revision.id)).first()
        add_times_shown(unit, revision_id=often, day=unit.today, times=7)
    with store.read() as unit:
        bench = read_bench(unit, people("tina"), review_days=3)
        assert [(row.key, row.times) for row in bench.outdated] == [
            (KEY, 7),
            ("en/borrowing#rare", 0),
        ]
        change = bench.outdated[0].changes[0]
        words = "".join(piece.text for piece in change.pieces)
        assert change.heading == "Rule 1"
        assert "20" in words
        assert not {"*", "Rule"} & {*words, *words.split()}
