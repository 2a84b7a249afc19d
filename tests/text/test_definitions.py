"""What a paragraph defines: the term as the text writes it, and nothing where it only speaks."""

import pytest

from kb.text.provisions.definitions import defined_term, is_definitions_heading


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("“payer” means a person who pays.", "payer"),
        ('"third party payer" means somebody else who pays.', "third party payer"),
        ("“fee” includes a charge.", "fee"),
        ("“fee”, in relation to a visit, means the charge for it.", "fee"),
        ("“fee” or “charge” means what is paid.", "fee"),
        ("“child” has the same meaning as in the Act.", "child"),
        ("**Loan** means the lending of a book.", "Loan"),
    ],
)
def test_a_definition_names_its_term_wherever_it_stands(text, term):
    assert defined_term(text, in_list=False) == defined_term(text, in_list=True) == term


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("**Payer**: who pays.", "Payer"),
        ("**Payer:** who pays.", "Payer"),
        ("*Fee* means x.", "Fee"),
    ],
)
def test_some_forms_define_only_in_a_list_of_definitions(text, term):
    assert defined_term(text, in_list=True) == term
    assert defined_term(text, in_list=False) == ""


@pytest.mark.parametrize(
    "text",
    ["“Stop” was all that was said.", "A payer means a person.", "**Note** that it is late.", ""],
)
def test_what_only_quotes_or_stresses_defines_nothing(text):
    assert defined_term(text, in_list=True) == ""


def test_a_heading_says_that_definitions_follow():
    assert is_definitions_heading("Definitions")
    assert is_definitions_heading("Meaning of “fee”")
    assert not is_definitions_heading("Indefinite loans")
