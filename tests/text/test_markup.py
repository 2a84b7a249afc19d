"""Markdown to HTML: nothing that runs, loads or styles ever comes out."""

import html5lib
import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.text import markup
from tests.text.attacks import HTML, MARKDOWN

ATTRIBUTES = {"href", "rel", "start", "scope"}


def assert_harmless(html: str) -> None:
    """Parse as a browser does: only listed tags and attributes, only safe link targets."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            pytest.fail(f"a comment or instruction in {html!r}")
        assert element.tag in {*markup.TAGS, "DOCUMENT_FRAGMENT"}, html
        assert set(element.attrib) <= ATTRIBUTES, html
        target = element.get("href")
        if target is not None:
            assert target.lower().startswith(("http://", "https://", "mailto:", "/")), html
            assert not target.startswith(("//", "/\\")), html


def sanitise_with_nh3(html: str) -> str:
    """The same list for nh3, so that changing sanitisers is one line."""
    return nh3.clean(
        html,
        tags=set(markup.TAGS),
        attributes={tag: set(names) for tag, names in markup.ATTRIBUTES.items()},
        attribute_filter=lambda tag, name, value: (
            value if markup.is_allowed(tag, name, value) else None
        ),
        url_schemes=set(markup.PROTOCOLS),
        link_rel=None,
    )


def test_there_are_enough_attacks():
    assert len(set(HTML)) >= 60
    assert len(set(MARKDOWN)) >= 30


@pytest.mark.parametrize("attack", [*HTML, *MARKDOWN])
def test_no_attack_survives_rendering(attack):
    for shift in (1, 2):
        assert_harmless(str(markup.to_html(attack, heading_shift=shift)))
    assert_harmless(
        str(markup.to_html(f"Before {attack} after\n\n- {attack}\n\n| a |\n|---|\n| {attack} |"))
    )


@pytest.mark.parametrize("attack", HTML)
def test_no_attack_survives_either_sanitiser(attack):
    assert_harmless(markup.sanitise(attack))
    assert_harmless(sanitise_with_nh3(attack))


SHARDS = (
    *"<>\"'=/ &;:()[]`*#|\n\t\\",
    *("<a href=", "<img src=x ", "onerror=", "javascript:", "</", "-->", "<!--", "<svg", "<style>"),
    *("</p>", "&#106;", "data:", "x", "](", "![", "    ", "- ", "\x02", "\x03"),
)
tokens = st.sampled_from(SHARDS)


@settings(max_examples=200, deadline=None)
@given(st.lists(tokens, max_size=30).map("".join) | st.text(max_size=60))
def test_nothing_harmful_comes_out_of_anything(body):
    assert_harmless(str(markup.to_html(body)))
    assert_harmless(markup.sanitise(body))
    assert_harmless(sanitise_with_nh3(body))
    markup.to_text(body)


def test_raw_html_is_shown_as_it_was_typed():
    assert markup.to_html("a <b>c</b>") == "<p>a &lt;b&gt;c&lt;/b&gt;</p>"


def test_headings_are_shifted_and_never_an_h1():
    assert markup.to_html("# A\n\n##### B") == "<h3>A</h3>\n<h6>B</h6>"
    assert "<h1" not in markup.to_html("# A", heading_shift=0)


def test_outer_links_say_so_and_inner_ones_do_not():
    html = markup.to_html("[a](https://a.example) [b](/law/x) [c](mailto:d@e.example)")
    assert html.count('rel="noopener noreferrer"') == 1
    assert '<a href="/law/x">b</a>' in html


def test_lists_and_tables_are_rendered():
    assert "<li>a</li>" in markup.to_html("Bring:\n- a\n- b")
    assert '<ol start="3">' in markup.to_html("3. a\n4. b")
    assert '<th scope="col">a</th>' in markup.to_html("| a | b |\n|---|---|\n| 1 | 2 |")


def test_no_words_are_lost():
    assert markup.to_text("[^1]: Note.\n\n    set in\n\n[x]: y") == "Note.\nset in\n[x]: y"


def test_words_of_tables_and_lists_stand_apart():
    assert markup.to_text("| a | b |\n|---|---|\n| 1 | 2 |") == "a b\n1 2"
    assert markup.to_text("- one\n- *two*") == "one\ntwo"


def test_deeply_nested_text_is_shown_not_refused():
    assert_harmless(str(markup.to_html(">" * 5000)))
    assert_harmless(str(markup.to_html("[" * 5000)))


@settings(max_examples=100)
@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=60))
def test_quoted_words_show_as_they_are(words):
    shown = markup.to_text("x" + markup.quote(words.replace("\n", " ")) + "x")
    expected = " ".join(f"x{words}x".split())
    assert shown == expected


def test_values_are_filled_and_unknown_ones_stay():
    body = "{{ value:fee }} within {{value:hours}} or {{ value:other }}"
    assert markup.value_names(body) == ("fee", "hours", "other")
    known = {"fee": "$5*", "hours": "48"}
    assert markup.fill_values(body, known.get) == "$5\\* within 48 or {{ value:other }}"


@settings(max_examples=100)
@given(st.text(), st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50))))
def test_highlight_keeps_every_word_and_escapes(text, spans):
    html = str(markup.highlight(text, spans))
    bare = html.replace("<mark>", "").replace("</mark>", "")
    assert bare == str(markup.escape(text))
    assert html.count("<mark>") == html.count("</mark>")


def test_overlapping_spans_become_one_mark():
    assert markup.highlight("abcdef", [(0, 2), (1, 4), (9, 12)]) == "<mark>abcd</mark>ef"
