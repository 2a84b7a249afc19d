"""Citations as people type them, and the provisions they name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.text.citations import Citation, Strength, cite, names, number_path, read_citation
from kb.text.provisions import Provision, read_provisions

TYPED = {
    "s 12(3)": ("", "sec", "12", "3"),
    "s. 12 (3)": ("", "sec", "12", "3"),
    "s12": ("", "sec", "12"),
    "section 12(3)": ("", "sec", "12", "3"),
    "sec 12": ("", "sec", "12"),
    "Sec. 12A": ("", "sec", "12A"),
    "§ 17.4010(a)(1)": ("", "sec", "17.4010", "a", "1"),
    "17.4010(a)(1)": ("", "", "17.4010", "a", "1"),
    "38 CFR 17.4010(a)(1)": ("38 CFR", "sec", "17.4010", "a", "1"),
    "38 CFR § 17.4010": ("38 CFR", "sec", "17.4010"),
    "Policy 4.1(a)": ("Policy", "", "4.1", "a"),
    "4.1": ("", "", "4.1"),
    "Article 5": ("", "art", "5"),
    "art 5(2)": ("", "art", "5", "2"),
    "reg 4(1)(b)": ("", "reg", "4", "1", "b"),
    "para 3 of schedule 1": ("", "sched", "1", "3"),
    "schedule 1, paragraph 3(a)": ("", "sched", "1", "3", "a"),
    "NHBA s 4(2)": ("NHBA", "sec", "4", "2"),
    "s 4(2) NHBA": ("NHBA", "sec", "4", "2"),
    "section 4(2) of the Harbour Benefits Act": ("Harbour Benefits Act", "sec", "4", "2"),
    "article 5 of the harbour fees policy": ("harbour fees policy", "art", "5"),
    "paragraph (b) of section 12(3)": ("", "sec", "12", "3", "b"),
    "Part II": ("", "part", "II"),
    "what is article 5?": ("", "art", "5"),
    "what does NHBA section 4 say": ("NHBA", "sec", "4"),
    "and what about 4.1(a) then": ("", "", "4.1", "a"),
}

NOT_CITATIONS = (
    *("", "5", "30 days", "call 555 0142", "it's 12 dollars", "I paid 4.5", "the part I paid"),
    *("article i read", "room 5(b)", "$50", "$48.50", "2026", "12 (twelve) days", "5 s"),
    *("the customer's 5 children", "1-800-555-0142", "a part 2 years ago", "section", "§"),
    *("\x00", "s" * 10_000, "(" * 5_000, "s (1)", "refund in 14(fourteen) days"),
)


@pytest.mark.parametrize(("typed", "expected"), TYPED.items(), ids=list(TYPED))
def test_what_people_type_is_read(typed, expected):
    assert read_citation(typed) == Citation(expected[0], expected[1], expected[2:])


@pytest.mark.parametrize("typed", NOT_CITATIONS, ids=lambda typed: typed[:30])
def test_numbers_that_name_nothing_are_no_citation(typed):
    assert read_citation(typed) is None


def test_article_5_never_finds_15_nor_5a_nor_section_5():
    citation = read_citation("Article 5")
    assert names(citation, ("art:5",)) is Strength.EXACT
    for path in (("art:15",), ("art:5A",), ("art:55",), ("sec:5",), ("5",), ("art:1", "5")):
        assert names(citation, path) is Strength.NONE


@pytest.mark.parametrize(
    ("typed", "path", "strength"),
    [
        ("s 12(3)", ("part:2", "12", "3"), Strength.EXACT),
        ("s 12", ("12", "3"), Strength.INSIDE),
        ("s 12(3)(a)", ("sec:12", "3"), Strength.AROUND),
        ("s 12(3)", ("12", "4"), Strength.NONE),
        ("s 3", ("sched:1", "3"), Strength.NONE),
        ("para 3 of schedule 1", ("sched:1", "part:2", "3"), Strength.EXACT),
        ("para 3 of schedule 1", ("sched:2", "3"), Strength.NONE),
        ("Part 2", ("part:2",), Strength.EXACT),
        ("Part 2", ("part:2", "12"), Strength.INSIDE),
        ("Part 2", ("2",), Strength.NONE),
        ("4.1(A)", ("4.1", "a"), Strength.EXACT),
        ("s 12", (), Strength.NONE),
    ],
)
def test_strength_of_a_citation(typed, path, strength):
    assert names(read_citation(typed), path) is strength


def chain(text: str, *eids: str) -> list[Provision]:
    found, provisions = [], read_provisions(text, file="law.md").provisions
    for eid in eids:
        found.append(next(provision for provision in provisions if provision.eid == eid))
        provisions = found[-1].children
    return found


def test_number_path_uses_printed_numbers_where_eids_were_set_by_hand():
    text = "## Part 2 Fees {#fees}\n12. {#late} Late fees.\n(3) A fee\n"
    provisions = chain(text, "fees", "late", "late__para_3")
    assert number_path(provisions) == ("part:2", "12", "3")


def test_number_path_keeps_only_the_longest_dotted_number():
    text = "## 4 Refunds\n### 4.1 When\n#### 4.1.2 How\n(a) A fee\n"
    provisions = chain(text, "sec_4", "sec_4.1", "sec_4.1.2", "sec_4.1.2__para_a")
    assert number_path(provisions) == ("4.1.2", "a")


levels = st.lists(st.sampled_from(["1", "2", "a", "b", "ii", "iv", "A"]), max_size=4)
firsts = st.sampled_from(["sec:12", "4.1", "4.1.2", "art:5", "sched:1", "sec:17.4010"])


@settings(max_examples=150)
@given(firsts, levels)
def test_a_printed_citation_is_read_back_as_the_same_provision(first, inner):
    path = (first, *inner)
    if first == "sec:12" and not inner:
        path = ("sec:12", "1")  # "Fees Act 12" alone is a name and a number, not a citation
    citation = read_citation(cite("{citation} {number}", "Fees Act", path))
    assert citation is not None
    assert names(citation, path) is Strength.EXACT


@settings(max_examples=150)
@given(st.text(max_size=80))
def test_any_text_can_be_asked(text):
    citation = read_citation(text)
    assert citation is None or citation.numbers


def test_braces_in_a_citation_format_are_only_ever_two_fields():
    assert cite("{citation.__class__} {number}", "X", ("5",)) == "{citation.__class__} 5"
