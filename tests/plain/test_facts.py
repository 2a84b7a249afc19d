"""What a text says, found whatever way it is written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.plain.facts import FactKind, find_facts
from kb.plain.facts.numbers import find_numbers

QUANTITIES = [
    ("You have thirty days to reply.", "duration", "30 days", ""),
    ("You have at least 30 days.", "duration", "30 days", "at_least"),
    ("Reply within one month of the letter.", "duration", "1 months", "at_most"),
    ("Reply not later than 10 working days after it.", "duration", "10 working days", "at_most"),
    ("A visit of more than 2 hours.", "duration", "2 hours", "more"),
    ("It must not last more than 2 hours.", "duration", "2 hours", "at_most"),
    ("You are under 18 years of age.", "number", "18", "less"),
    ("You are 65 years old or older.", "number", "65", "at_least"),
    ("A fee not exceeding $1,250.50 is due.", "money", "1250.5 USD", "at_most"),
    ("We keep £40 or less.", "money", "40 GBP", "at_most"),
    ("25 per cent. of the fee comes back.", "percent", "25 %", ""),
    ("You get one-half of the deposit.", "number", "0.5", ""),
    ("Two years is the same as 24 months.", "duration", "24 months", ""),
    ("From 1 April 2026 it is free.", "date", "2026-04-01", ""),
    ("On April 1, 2026 it was free.", "date", "2026-04-01", ""),
    ("Every year on 1 April.", "date", "?-04-01", ""),
    ("Who owes $15 may pay later.", "money", "15 USD", ""),
    ("You get up to 14 more days.", "duration", "14 days", "at_most"),
]
OTHERS = [
    ("You must tell us.", FactKind.MODALITY, "must:tell"),
    ("You have to tell us.", FactKind.MODALITY, "must:tell"),
    ("You do not have to tell us.", FactKind.MODALITY, "need_not:tell"),
    ("You may not tell them.", FactKind.MODALITY, "must_not:tell"),
    ("You are entitled to appeal.", FactKind.MODALITY, "may:appeal"),
    ("We do not pay it.", FactKind.NEGATION, "pay"),
    ("It is paid unless you cancel.", FactKind.EXCEPTION, "unless"),
    ("Pay it if you can.", FactKind.CONDITION, "if"),
    ("As section 12(3) says.", FactKind.REFERENCE, "12/3"),
    ("Any of these will do: a bill, a letter.", FactKind.LOGIC, "any"),
    ("Bring a bill or a letter.", FactKind.LOGIC, "or:bill:letter"),
    ("Nobody visits more than once.", FactKind.BOUND, "at_most:once"),
    ("Who is entitled to it, we tell in writing.", FactKind.MODALITY, "may:it"),
    ("If you cannot, I will alert them.", FactKind.MODALITY, "must_not:can"),
    ("We pay:\na fee for the visit; and\na grant for rent.", FactKind.LOGIC, "and:fee:grant"),
]


@pytest.mark.parametrize(("text", "kind", "value", "limit"), QUANTITIES)
def test_a_quantity_is_found_with_its_limit(language, text, kind, value, limit):
    found = [(fact.kind, fact.value, fact.limit) for fact in find_facts(language.parse(text))]
    assert (kind, value, limit) in found


@pytest.mark.parametrize(("text", "kind", "value"), OTHERS)
def test_a_fact_is_found(language, text, kind, value):
    assert (kind, value) in [(fact.kind, fact.value) for fact in find_facts(language.parse(text))]


def test_a_provision_number_is_no_quantity(language):
    parsed = language.parse("Section 12 and paragraph 4 apply to form 7.")
    kinds = {fact.kind for fact in find_facts(parsed)}
    assert not kinds & {FactKind.NUMBER, FactKind.DURATION}


@pytest.mark.parametrize("text", ["The fee of $60 may be paid.", "On 45 May it ends."])
def test_what_only_looks_like_a_date_is_none(language, text):
    assert FactKind.DATE not in [fact.kind for fact in find_facts(language.parse(text))]


def test_a_number_that_points_back_is_not_counted_again(language):
    parsed = language.parse("We answer in 30 days, or at most 20 days after those 30.")
    assert FactKind.NUMBER not in [fact.kind for fact in find_facts(parsed)]


def test_his_or_her_chooses_nothing(language):
    kinds = [fact.kind for fact in find_facts(language.parse("He pays his or her fee."))]
    assert FactKind.LOGIC not in kinds


def test_a_list_item_is_a_sentence_of_its_own(language):
    parsed = language.parse("Bring all of these:\n- your card\n- a letter")
    assert len(parsed.sentences) == 3


@given(st.integers(2, 999_999))
@settings(max_examples=100, deadline=None)
def test_a_number_with_commas_reads_as_without(number):
    assert [one.value for one in find_numbers(f"about {number:,} seats")] == [str(number)]


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_text_can_be_read_and_every_fact_lies_inside_it(language, text):
    parsed = language.parse(text)
    assert all(0 <= fact.start < fact.end <= len(text) for fact in find_facts(parsed))
