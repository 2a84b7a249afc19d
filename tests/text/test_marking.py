"""Words set off inside clean HTML: the text stays what it was, and nothing else comes in."""

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.text.marking import Found, mark_html
from kb.text.markup import to_html
from tests.text.attacks import HTML, MARKDOWN


def finder(*words, term=""):
    """Find each of `words`, and `term` as a term."""

    def find(run):
        lit = [(run.find(word), run.find(word) + len(word)) for word in words if word in run]
        at = run.find(term) if term else -1
        return Found(tuple(lit), ((at, at + len(term), "box"),) if at >= 0 else ())

    return find


def test_found_words_are_marked_in_text_with_markup():
    marked = to_html("A **late** book", find=finder("late", "book"))
    assert marked == "<p>A <strong><mark>late</mark></strong> <mark>book</mark></p>"


def test_a_term_opens_its_explanation():
    marked = to_html("A waived fee", find=finder(term="waived"))
    assert '<button type="button" class="term" popovertarget="box"' in marked
    assert 'aria-describedby="box">waived</button> fee' in marked


def test_a_found_word_inside_a_term_is_marked_there():
    marked = to_html("a third-party payer pays", find=finder("payer", term="third-party payer"))
    assert ">third-party <mark>payer</mark></button> pays" in marked


def test_a_found_word_across_the_edge_of_a_term_is_marked_on_both_sides():
    marked = mark_html("<p>abcd</p>", finder("bc", term="ab"))
    assert "a<mark>b</mark></button><mark>c</mark>d" in marked


def test_a_link_holds_no_button_but_its_words_are_lit():
    marked = to_html("[the waived fee](/t/waive)", find=finder("fee", term="waived"))
    assert "<button" not in marked
    assert "<mark>fee</mark></a>" in marked


def test_words_in_attributes_are_left_alone():
    marked = to_html("[here](https://example.org/fee)", find=finder("fee", "href", "noopener"))
    assert "<mark>" not in marked


@pytest.mark.parametrize("sign", ["<", ">", "&", "'", '"'])
def test_signs_of_html_stay_words(sign):
    marked = mark_html(str(to_html(f"a {sign} b")), finder(f" {sign} "))
    assert words(marked) == f"a {sign} b"


@pytest.mark.parametrize("attack", [*HTML, *MARKDOWN])
def test_no_attack_gets_further_by_being_marked(attack):
    marked = str(to_html(attack, find=finder(*attack.split()[:3], term=attack[2:6])))
    allowed = tags(str(to_html(attack))) | {"mark", "button"}
    assert tags(marked) <= allowed
    assert words(marked) == words(str(to_html(attack)))


spans = st.tuples(st.integers(0, 30), st.integers(0, 30))
pieces = st.sampled_from(["a", "*", "**", "<b>", "&", "\n\n", "- ", "[x](/y)", "|", " ", "é"])


@given(st.lists(pieces, max_size=20).map("".join), st.lists(spans, max_size=4), spans)
@settings(max_examples=150, deadline=None)
def test_marking_never_changes_what_is_read(text, lit, term):
    def find(run):
        start, end = min(*term, len(run)), min(max(term), len(run))
        return Found(tuple(lit), ((start, end, "box"),) if start < end else ())

    html = str(to_html(text))
    assert words(mark_html(html, find)) == words(html)


def parsed(html):
    return html5lib.parseFragment(html, namespaceHTMLElements=False)


def words(html):
    """The text of `html`, less control signs: a reference to one is no letter (HTML 13.2.5.80)."""
    text = "".join(parsed(html).itertext())
    return "".join(sign for sign in text if sign.isprintable() or sign.isspace())


def tags(html):
    return {node.tag for node in parsed(html).iter()}
