"""What is pasted is read as a load would read it, and every problem is told with its line."""

import pytest

from kb.errors import NotAllowedError
from kb.services.editions.reading import begin_text, read_text, reopen_text
from kb.services.editions.stored import find_edition
from kb.services.editions.written import Written
from kb.vocabulary import Role
from tests.factories import NEW, OLD, load, make_original
from tests.importers.akoma_ntoso.documents import act, says, section
from tests.services.editions.writing import person, save, written


@pytest.fixture
def who(store):
    return person(store)


def read(store, who, form):
    with store.read() as unit:
        return read_text(unit, who, form)


def test_pasted_text_becomes_a_tree_without_front_matter(store, who):
    reading = read(store, who, written(slug="", is_new=True))
    assert [one.eid for one in reading.provisions] == ["sec_1", "sec_2"]
    assert reading.slug == "borrowing-rules"
    assert not reading.problems
    assert reading.record.title == "Borrowing rules"


def test_front_matter_fills_the_form_and_leaves_the_text(store, who):
    text = "---\ntitle: Fines\nkind: act\nin_force_from: 2026-09-01\n---\n## 1 Fine\n\nTen cents.\n"
    reading = read(store, who, written(text, slug="", is_new=True))
    assert reading.written.facts["title"] == "Fines"
    assert reading.record.kind == "act"
    assert reading.written.text.startswith("## 1 Fine")


def test_problems_count_lines_of_the_pasted_text(store, who):
    reading = read(store, who, written("## 1 A\n\nGood.\n\n{oops} bad\n", slug="", is_new=True))
    assert [one.line for one in reading.in_text] == [5]
    assert reading.record is None
    assert reading.provisions, "the tree is shown all the same"


def test_the_tree_counts_lines_of_the_pasted_text(store, who):
    reading = read(store, who, written("## 1 A\n\n(a) First.\n", slug="", is_new=True))
    (section,) = reading.provisions
    assert (section.line, section.children[0].line) == (1, 3)


def test_broken_front_matter_is_told_and_the_text_stays(store, who):
    text = "---\ntitle: [\n---\n## 1 A\n\nWords.\n"
    reading = read(store, who, written(text, slug="", is_new=True))
    assert reading.in_text
    assert reading.written.text == text


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("title", " "),
        ("kind", "law"),
        ("in_force_from", "1 April"),
        ("in_force_from", "2026-02-30"),
        ("department", "nobody"),
        ("made_under", "nothing"),
        ("topics", "loans"),
    ],
)
def test_a_wrong_fact_is_told_beside_the_fact(store, who, fact, value):
    reading = read(store, who, written(slug="", is_new=True, **{fact: value}))
    assert reading.wrong_with(fact)
    assert reading.record is None


def test_a_fact_that_no_file_can_hold_is_told(store, who):
    reading = read(store, who, written(slug="", is_new=True, citation="A \x07 bell"))
    assert reading.record is None
    assert reading.in_text


def test_no_text_is_a_problem(store, who):
    assert read(store, who, written(" ", slug="", is_new=True)).wrong_with("text")


def test_a_new_original_needs_a_name_of_its_own(store, who):
    load(store, make_original())
    reading = read(store, who, written(slug="", is_new=True, title="Borrowing"))
    assert reading.wrong_with("slug")


def test_a_second_text_for_a_day_must_be_meant_as_a_correction(store, who):
    load(store, make_original(day=NEW))
    again = {"in_force_from": NEW.isoformat()}
    assert read(store, who, written(**again)).wrong_with("in_force_from")
    assert read(store, who, written(corrects=True, **again)).record


def test_a_correction_needs_an_edition_of_its_day(store, who):
    load(store, make_original(day=OLD))
    reading = read(store, who, written(corrects=True, in_force_from=NEW.isoformat()))
    assert reading.wrong_with("in_force_from")


def test_a_new_edition_starts_from_the_newest_text_without_its_day(store, who):
    load(store, make_original(day=OLD), make_original(day=NEW, rules={"1": "Newest."}))
    with store.read() as unit:
        form = begin_text(unit, who, "borrowing")
    assert "Newest." in form.text
    assert not form.text.startswith("---")
    assert form.facts["title"] == "Borrowing rules"
    assert form.facts["in_force_from"] == ""


def test_a_correction_starts_from_the_text_of_its_day(store, who):
    load(store, make_original(day=OLD, rules={"1": "Old."}), make_original(day=NEW))
    with store.read() as unit:
        form = begin_text(unit, who, "borrowing", corrects=OLD.isoformat())
    assert "Old." in form.text
    assert form.facts["in_force_from"] == OLD.isoformat()
    assert form.corrects


def test_a_draft_is_opened_as_it_was_saved(store, who):
    load(store, make_original())
    form = written()
    done = save(store, who, form)
    with store.read() as unit:
        again = reopen_text(unit, who, find_edition(unit, who, done.edition_id))
    assert again.text.strip() == form.text.strip()
    assert again.facts["in_force_from"] == "2026-08-01"
    assert again.replaces == done.edition_id


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COMPLIANCE}))
def test_only_compliance_writes_law(store, role):
    with store.read() as unit, pytest.raises(NotAllowedError):
        read_text(unit, person(store, role), written())


@pytest.mark.parametrize(
    ("changes", "is_kept"), [({}, True), ({"kind": "policy"}, True), ({"citation": "F 1"}, False)]
)
def test_an_uploaded_file_keeps_its_bytes_unless_the_form_says_more(store, who, changes, is_kept):
    raw = b'---\nin_force_from: 2026-09-01\ntitle: "Fines"\nkind: act\n---\n\n## 1 Fine\n\nTen.\n'
    reading = read(store, who, written(raw.decode(), slug="", is_new=True, raw=raw, **changes))
    assert (reading.record.source == raw) is is_kept
    assert reading.record.kind == "act", "what the file says counts"


PARKING = act(section("1", says("Parking costs 5 rand.")))


def test_a_published_document_says_its_own_facts(store, who):
    form = Written("", {"department": ""}, is_new=True, raw=PARKING)
    reading = read(store, who, form)
    assert not reading.problems
    assert reading.written.facts["title"] == "Parking By-law"
    assert reading.record.in_force_from.isoformat() == "2020-05-01"
    assert reading.record.source == PARKING, "its bytes stay as they are"
    assert [one.eid for one in reading.provisions] == ["sec_1"]


def test_what_the_form_says_of_a_published_document_counts(store, who):
    facts = {"title": "Parking", "kind": "guidance", "in_force_from": "2026-09-01"}
    record = read(store, who, Written("", facts, is_new=True, raw=PARKING)).record
    assert (record.title, record.kind, record.format) == ("Parking", "guidance", "akn.xml")
    assert record.in_force_from.isoformat() == "2026-09-01"


def test_a_document_that_is_no_law_is_refused_in_words(store, who):
    raw = PARKING.replace(b"<act name", b"<debate name").replace(b"</act>", b"</debate>")
    reading = read(store, who, Written("", {"title": "x"}, is_new=True, raw=raw))
    assert reading.record is None
    assert "debate" in " ".join(one.what for one in reading.problems)
