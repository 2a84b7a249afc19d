"""What every engine must do: run over each module or package kb.search.<name>_engine."""

import os
import pkgutil
import threading
from dataclasses import replace
from datetime import timedelta
from functools import partial
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kb.search
from kb.search.documents import Reign
from kb.search.engine import Change, Query
from kb.search.memory_engine import MemoryEngine
from kb.search.understand import understand
from kb.vocabulary import ResultKind
from tests.search.factories import (
    DAY,
    NOW,
    VOCABULARY,
    batches,
    instants,
    make_change,
    make_document,
    texts,
)

ENGINES = sorted(
    m.name
    for m in pkgutil.iter_modules(kb.search.__path__, "kb.search.")
    if m.name.endswith("_engine")
)
queries = st.builds(
    lambda text, at, on, typing, limit: replace(
        understand(text, at, typing=typing, limit=limit), on=on
    ),
    texts | st.sampled_from([word[:3] for word in VOCABULARY]),
    instants,
    st.none() | instants,
    st.booleans(),
    st.integers(1, 5),
)


DAY_BEFORE = NOW - DAY
MEMORY = "/dev/shm"  # noqa: S108 - private folders are made in it, for hundreds of commits
FAST = MEMORY if os.access(MEMORY, os.W_OK) else None


def open_engine(name, folder):
    return import_module(name).open_engine(folder)


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    opened = open_engine(request.param, tmp_path / "index")
    yield opened
    opened.close()


def uids(hits):
    return [hit.uid for hit in hits]


def find(engine, text, at=NOW, **more):
    return uids(engine.search(understand(text, at, **more)))


def test_there_are_engines():
    names = {"memory_engine", "tantivy_engine", "whoosh_engine"}
    assert {f"kb.search.{name}" for name in names} <= set(ENGINES)


def test_a_new_engine_is_empty_at_sequence_0(engine):
    assert engine.sequence == 0
    assert find(engine, "refund") == []
    assert engine.words(NOW) == []


def test_nothing_asked_finds_nothing(engine):
    engine.apply([make_change(make_document())])
    assert find(engine, "") == []
    assert find(engine, "is it the") == []


def test_applied_is_found_at_once_and_its_sequence_is_kept(engine):
    engine.apply([make_change(make_document("a"), sequence=7)])
    assert find(engine, "money") == ["a"]
    assert engine.sequence == 7


def test_applying_twice_does_no_harm(engine):
    changes = [make_change(make_document("a"), make_document("b", group="a"), sequence=3)]
    engine.apply(changes)
    once = engine.search(understand("money back", NOW))
    engine.apply(changes)
    assert engine.search(understand("money back", NOW)) == once
    assert dict(engine.words(NOW))["money"] == 2


def test_an_older_sequence_never_lowers_what_is_held(engine):
    engine.apply([make_change(make_document("a"), sequence=9)])
    engine.apply([make_change(make_document("b"), sequence=4)])
    assert engine.sequence == 9


def test_a_change_replaces_all_documents_of_its_group(engine):
    engine.apply([make_change(make_document("a@1", group="a"), make_document("a@2", group="a"))])
    engine.apply([make_change(make_document("a@3", group="a", title="Deposit"), sequence=2)])
    assert find(engine, "money") == []
    assert find(engine, "deposit") == ["a@3"]


def test_a_group_without_documents_is_removed(engine):
    engine.apply([make_change(make_document("a"))])
    engine.apply([Change(2, "a")])
    assert find(engine, "money") == []
    assert engine.words(NOW) == []


def test_the_last_change_of_a_group_in_one_batch_counts(engine):
    engine.apply(
        [
            make_change(make_document("a", title="Second"), sequence=2),
            make_change(make_document("a", title="First"), sequence=1),
        ]
    )
    assert find(engine, "second") == ["a"]
    assert find(engine, "first") == []


@pytest.mark.parametrize(
    ("shown_from", "shown_to"),
    [(NOW + DAY, None), (NOW - 2 * DAY, NOW - DAY), (NOW - DAY, NOW), (NOW, NOW)],
    ids=["future", "retired", "ends this instant", "never"],
)
def test_what_is_not_shown_now_is_neither_found_nor_told(engine, shown_from, shown_to):
    hidden = make_document("hidden", title="Secret", shown_from=shown_from, shown_to=shown_to)
    engine.apply([make_change(hidden), make_change(make_document("seen"))])
    assert find(engine, "secret") == []
    assert find(engine, "sec", typing=True) == []
    assert "secret" not in dict(engine.words(NOW))


def test_a_passing_moment_needs_no_commit(engine):
    engine.apply(
        [
            make_change(
                make_document("a@1", group="a", body="old", shown_to=NOW),
                make_document("a@2", group="a", body="new", shown_from=NOW),
            )
        ]
    )
    just_before = NOW - timedelta(microseconds=1)
    assert find(engine, "money", just_before) == ["a@1"]
    assert find(engine, "money", NOW) == ["a@2"]
    assert find(engine, "money", just_before) == ["a@1"]


def test_one_group_is_one_result_its_best(engine):
    engine.apply(
        [
            make_change(
                make_document("a@1", group="a", title="Refund", body="refund refund"),
                make_document("a@2", group="a", title="Cancel", body="refund"),
            ),
            make_change(make_document("b", title="Visit", body="a refund after the visit")),
        ]
    )
    assert find(engine, "refund") == ["a@1", "b"]


def test_folding_looks_further_until_the_limit_is_full(engine):
    crowd = [make_document(f"a@{n}", group="a", title="Refund refund") for n in range(60)]
    rest = [make_change(make_document(f"z{n}", body="refund " + "word " * n)) for n in range(3)]
    engine.apply([make_change(*crowd), *rest])
    assert len(find(engine, "refund", limit=4)) == 4


def test_the_contrary_is_no_exact_match(engine):
    engine.apply(
        [
            make_change(make_document("not", title="I do not need the visit")),
            make_change(make_document("need", title="A visit", phrasings=("I need a visit",))),
        ]
    )
    assert find(engine, "we need one visit")[0] == "need"
    assert find(engine, "we don't need that visit")[0] == "not"


def test_a_kind_that_is_asked_for_by_its_form_weighs_more(engine):
    answer = make_document("answer", title="Transport desk")
    contact = make_document("contact", kind=ResultKind.CONTACT_POINT, title="Transport desk line")
    engine.apply([make_change(answer), make_change(contact)])
    assert find(engine, "is there a desk for transport then") == ["answer", "contact"]
    assert find(engine, "the number for that desk of transport") == ["contact", "answer"]


def test_equal_scores_are_in_uid_order(engine):
    engine.apply([make_change(make_document(uid)) for uid in ("c", "a", "b")])
    assert find(engine, "money") == ["a", "b", "c"]


def test_an_exact_title_or_phrasing_comes_first_then_the_phrase(engine):
    engine.apply(
        [
            make_change(make_document("often", title="Cancel", body="cancel visit " * 5)),
            make_change(make_document("title", title="Can I cancel my visit to you?")),
            make_change(make_document("phrasing", phrasings=("visit, late, cancel",))),
            make_change(make_document("phrase", body="to cancel a late visit, call")),
        ]
    )
    assert find(engine, "cancel the visit")[0] == "title"
    assert find(engine, "Visit late: cancel!")[0] == "phrasing"
    assert find(engine, "cancel late visit")[0] == "phrase"


def test_a_title_word_for_word_comes_before_one_that_only_sounds_alike(engine):
    mine = make_document("z", title="Do I get my money back if I cancel?")
    yours = make_document("a", title="Do I get my money back if you cancel?", body="money " * 9)
    engine.apply([make_change(mine), make_change(yours)])
    assert find(engine, "do I get my money back if I cancel") == ["z", "a"]
    assert find(engine, "do I get my money back if you cancel") == ["a", "z"]


def test_a_title_being_typed_is_first_as_soon_as_its_beginning_is_its_own(engine):
    mine = make_document("z", title="Can I get my money back if I cancel?")
    yours = make_document("a", title="You cancelled my visit", body="money back cancel " * 9)
    other = make_document("b", title="Can I get my money back if you cancel?", body="cancel " * 9)
    engine.apply([make_change(document) for document in (mine, yours, other)])
    title = "can i get my money back if i cancel"
    for end in range(len("can i get my money back if i"), len(title)):
        assert find(engine, title[:end], typing=True)[0] == "z", title[:end]


def test_what_answers_comes_before_what_mentions(engine):
    kinds = (ResultKind.PROVISION, ResultKind.PROCESS, ResultKind.ANSWER)
    engine.apply([make_change(make_document(kind.value, kind=kind)) for kind in kinds])
    assert find(engine, "money") == ["answer", "process", "provision"]


def test_only_stems_of_what_is_shown_are_held(engine):
    coming = make_document("coming", title="Waiver", shown_from=NOW + DAY)
    engine.apply([make_change(coming), make_change(make_document("a", title="Refunds"))])
    assert engine.held({"refund", "waiver", "parrot"}, NOW) == {"refund"}
    assert engine.held({"refund", "waiver", "parrot"}, NOW + DAY) == {"refund", "waiver"}


def test_a_phrase_does_not_reach_across_fields(engine):
    engine.apply([make_change(make_document("a", title="late", body="visit"))])
    (hit,) = engine.search(understand("late visit", NOW))
    assert hit.score < 1000


def test_article_5_never_finds_15(engine):
    engine.apply(
        [
            make_change(make_document("15", title="Article 15", body="fifteen")),
            make_change(make_document("5.1", title="Article 5.1", body="of the rules")),
            make_change(make_document("5", title="Article 5", body="five")),
        ]
    )
    assert find(engine, "5") == ["5"]
    assert find(engine, "article 5")[0] == "5"


def test_the_beginning_of_a_title_word_finds_while_typing(engine):
    engine.apply(
        [
            make_change(make_document("a", title="Cancellation", body="")),
            make_change(make_document("b", title="Other", phrasings=("cancel it",), body="")),
            make_change(make_document("c", title="Visit", body="")),
        ]
    )
    assert set(find(engine, "canc", typing=True)) == {"a", "b"}
    assert find(engine, "canc") == []
    assert find(engine, "canc ", typing=True) == []


def test_only_the_asked_kinds_languages_and_lines_are_found(engine):
    engine.apply(
        [
            make_change(make_document("answer", lines=("billing",))),
            make_change(make_document("step", kind=ResultKind.STEP, lines=("claims",))),
            make_change(make_document("spanish", language="es")),
        ]
    )
    query = understand("money", NOW)
    assert uids(engine.search(replace(query, kinds=frozenset({ResultKind.STEP})))) == ["step"]
    assert uids(engine.search(replace(query, languages=frozenset({"es"})))) == ["spanish"]
    assert uids(engine.search(replace(query, lines=frozenset({"billing"})))) == [
        "answer",
        "spanish",
    ]


def test_the_small_words_of_a_phrasing_tell_answers_to_one_subject_apart(engine):
    engine.apply(
        [
            make_change(make_document("a", phrasings=("How long is the refund?",))),
            make_change(make_document("b", phrasings=("How much is the refund?",)), sequence=2),
        ]
    )
    assert find(engine, "so how much is that refund")[0] == "b"
    assert find(engine, "so how long is that refund")[0] == "a"


def test_the_small_words_alone_find_nothing(engine):
    engine.apply([make_change(make_document("a", phrasings=("How is the refund paid?",)))])
    assert find(engine, "how is the refund") == ["a"]
    assert find(engine, "how is the appeal") == []


def test_a_passage_of_a_page_about_the_subject_beats_a_stray_mention(engine):
    page = [
        make_document(f"p{n}", parent="licences", title="", body=body)
        for n, body in enumerate(
            ["licence renewal", "licence classes", "You pay a fee of ten dollars."]
        )
    ]
    stray = make_document("stray", parent="fishing", title="", body="You pay a fee of ten dollars.")
    engine.apply([make_change(document) for document in [*page, stray]])
    found = find(engine, "licence fee", limit=9)
    assert found.index("p2") < found.index("stray")


def test_a_rebuild_holds_exactly_what_it_was_given(engine):
    engine.apply([make_change(make_document("old"), sequence=5)])
    engine.rebuild([make_change(make_document("new"))], 9)
    assert find(engine, "money") == ["new"]
    assert engine.sequence == 9


def test_words_are_as_written_with_the_documents_that_hold_them(engine):
    engine.apply(
        [
            make_change(make_document("a", title="Refunds", body="Refunds, can’t 1,000")),
            make_change(make_document("b", title="Refunds and visits", body="")),
        ]
    )
    assert engine.words(NOW) == [("1000", 1), ("refunds", 2), ("visits", 1)]
    assert engine.words(NOW, "vis") == [("visits", 1)]


def test_another_days_law_finds_what_is_best_for_it_and_nothing_else(engine):
    past = Reign(law_to=NOW - DAY)
    engine.apply(
        [
            make_change(
                make_document("a@1", body="fourteen", shown_to=NOW - DAY, reign=past),
                make_document("a@2", body="fortnight", reign=Reign(law_from=NOW - DAY)),
            ),
            make_change(make_document("now", body="fourteen fortnight")),
        ]
    )
    find_then = partial(find_on, engine, NOW - 2 * DAY)
    assert find_then("fourteen") == ["a@1"]
    assert find_then("fortnight") == []
    assert find(engine, "fourteen") == ["now"]
    assert find_on(engine, NOW, "fortnight") == ["a@2"]
    assert engine.held({"14", "fortnight"}, NOW, on=NOW - 2 * DAY) == {"14"}
    assert "fortnight" not in dict(engine.words(NOW, on=NOW - 2 * DAY))


def test_what_is_not_known_yet_is_found_for_no_day(engine):
    coming = Reign(known_from=NOW + DAY)
    engine.apply([make_change(make_document("a", shown_from=NOW + DAY, reign=coming))])
    assert find_on(engine, NOW + 2 * DAY, "money") == []
    assert dict(engine.words(NOW, on=NOW + 2 * DAY)) == {}
    assert find_on(engine, NOW - DAY, "money", at=NOW + DAY) == ["a"]


def find_on(engine, on, text, at=NOW):
    return uids(engine.search(replace(understand(text, at), on=on)))


def test_searching_goes_on_while_another_thread_writes(engine):
    engine.apply([make_change(make_document("stays", title="Stays"))])
    failures: list[object] = []
    done = threading.Event()

    def search():
        while not done.is_set():
            if find(engine, "stays") != ["stays"]:
                failures.append("lost")

    readers = [threading.Thread(target=search) for _ in range(3)]
    for reader in readers:
        reader.start()
    for sequence in range(2, 22):
        engine.apply([make_change(make_document(f"u{sequence % 5}"), sequence=sequence)])
    done.set()
    for reader in readers:
        reader.join()
    assert not failures
    assert len(find(engine, "money")) == 5


@pytest.mark.parametrize("name", ENGINES)
@settings(max_examples=40, deadline=None)
@given(batches(), st.lists(queries, min_size=1, max_size=6), st.data())
def test_any_changes_give_what_the_oracle_and_a_rebuild_give(name, drawn, asked, data):
    """I5, and the filtered top ten against an exhaustive search: the oracle is one."""
    oracle = MemoryEngine()
    asked = [replace(query, **data.draw(filters)) for query in asked]
    with TemporaryDirectory(dir=FAST) as folder:
        engine = open_engine(name, Path(folder) / "index")
        for batch in drawn:
            engine.apply(batch)
            oracle.apply(batch)
        expected = [oracle.search(query) for query in asked]
        assert [engine.search(query) for query in asked] == expected
        assert engine.words(NOW) == oracle.words(NOW)
        assert engine.words(NOW, on=DAY_BEFORE) == oracle.words(NOW, on=DAY_BEFORE)
        last = {change.group: change for batch in drawn for change in batch}
        engine.rebuild(list(last.values()), engine.sequence)
        assert [engine.search(query) for query in asked] == expected
        assert engine.words(NOW) == oracle.words(NOW)
        engine.close()


filters = st.fixed_dictionaries(
    {},
    optional={
        "kinds": st.frozensets(st.sampled_from(list(ResultKind)), max_size=3),
        "languages": st.frozensets(st.sampled_from(["en", "es", "fr"]), max_size=2),
        "lines": st.frozensets(st.sampled_from(["billing", "claims"]), max_size=1),
    },
)


def is_shown(document, query):
    """Say it a second time, in other words than the engines do."""
    if query.on is None:
        return document.shown_from <= query.at < (document.shown_to or query.at + DAY)
    if document.reign is None:
        return False
    known_from, known_to, law_from, law_to = vars(document.reign).values()
    return (known_from or query.at) <= query.at < (known_to or query.at + DAY) and (
        law_from or query.on
    ) <= query.on < (law_to or query.on + DAY)


@given(batches(), queries)
@settings(max_examples=60, deadline=None)
def test_the_oracle_shows_no_hidden_document_and_no_group_twice(drawn, query: Query):
    engine = MemoryEngine()
    for batch in drawn:
        engine.apply(batch)
    shown = {
        document.uid: document
        for change in {c.group: c for batch in drawn for c in batch}.values()
        for document in change.documents
        if is_shown(document, query)
    }
    hits = engine.search(query)
    assert {hit.uid for hit in hits} <= set(shown)
    assert len({hit.group for hit in hits}) == len(hits) <= query.limit
    assert hits == sorted(hits, key=lambda hit: (-hit.score, hit.uid))
