"""Two hundred ways to write a citation are read right, and what is none makes no jump."""

import pytest

from kb.text.citations import read_citation

SECTION_WORDS = (
    "s",
    "s.",
    "S",
    "sec",
    "sec.",
    "Sec.",
    "sect",
    "section",
    "Section",
    "SECTION",
    "§",
    "ss",
)
NUMBERS = {
    "12": ("12",),
    "12(3)": ("12", "3"),
    "12 (3)": ("12", "3"),
    "12(3)(a)": ("12", "3", "a"),
    "12 (3) (a)": ("12", "3", "a"),
    "12A": ("12A",),
    "12A(1)": ("12A", "1"),
    "12(3)(a)(ii)": ("12", "3", "a", "ii"),
    "17.4010(a)": ("17.4010", "a"),
    "12, subsection (3)": ("12", "3"),
    "12 para (b)": ("12", "b"),
    "12(3), paragraph (a)": ("12", "3", "a"),
}
FORMS = {
    f"{word} {number}": levels for word in SECTION_WORDS for number, levels in NUMBERS.items()
} | {
    f"{word}{number}": levels
    for word in ("s", "s.", "§", "sec.")
    for number, levels in list(NUMBERS.items())[:5]
}
OTHERS = {
    "subsection (3) of section 12": ("12", "3"),
    "subsec (3) of s 12": ("12", "3"),
    "paragraph (a) of section 12(3)": ("12", "3", "a"),
    "s 12 subsection (3) paragraph (a)": ("12", "3", "a"),
    "section 12 subsection 3": ("12", "3"),
    "para 3 of schedule 1": ("1", "3"),
    "Schedule 1, paragraph 3": ("1", "3"),
    "sch 1 para 3": ("1", "3"),
    "sched. 1 para 3(a)": ("1", "3", "a"),
    "reg 5": ("5",),
    "reg. 5(2)": ("5", "2"),
    "regulation 5(2)(b)": ("5", "2", "b"),
    "rule 7.2": ("7.2",),
    "clause 4.1(a)": ("4.1", "a"),
    "cl. 4.1": ("4.1",),
    "Art. 5(1)": ("5", "1"),
    "article 5(1)(a)": ("5", "1", "a"),
    "article 5, paragraph 1": ("5", "1"),
    "Part 2": ("2",),
    "Part II": ("II",),
    "chapter 3": ("3",),
    "38 CFR 17.4010": ("17.4010",),
    "38 C.F.R. § 17.4010(a)(1)": ("17.4010", "a", "1"),
    "42 USC § 1395(b)": ("1395", "b"),
    "4.1(a)": ("4.1", "a"),
    "4.1 (a)": ("4.1", "a"),
    "Patient Charges Policy 4.1(a)": ("4.1", "a"),
    "patient charges policy 4.1(a)": ("4.1", "a"),
    "4.1(a) of the Patient Charges Policy": ("4.1", "a"),
    "Charges Act 2021, s 12(3)": ("12", "3"),
    "s.12(3) of the Charges Act 2021": ("12", "3"),
    "what does section 12(3) say": ("12", "3"),
    "what about 4.1(a)?": ("4.1", "a"),
    "under s 12 can I cancel": ("12",),
    "sections 12 and 13": ("12",),
    "Annex B": ("B",),
    "appendix A": ("A",),
    "paragraph 4(b)": ("4", "b"),
    "subparagraph (a) of paragraph 3": ("3", "a"),
    "art 17(3) gdpr": ("17", "3"),
}
NONE = (
    "within 30 days", "I paid 4.10", "$4.50 fee", "the part I paid", "at 5.30 pm", "2 weeks",
    "10.30 on monday", "section of the form", "the rule is unfair", "title deeds", "room 12",
    "part time work", "chapter house", "a 50.5 percent rise", "call 555 0142", "16 year old",
    "5 (five) days", "bus 12", "version 2.1", "article in the paper", "schedule a visit",
    "schedule 2 visits", "schedule 3 appointments", "part 1 hour", "s 5 pounds", "reg plate",
    "rule of thumb", "my son is 12 (nearly 13)", "P45", "401k", "24/7", "2.5 hours",
    "12.50 dollars", "paragraph about fees", "clause in my contract", "i have 3 (three) children",
    "art class", "number 4", "option 2", "part of it", "5-7 days",
)  # fmt: skip


def test_there_are_two_hundred_forms():
    assert len(FORMS | OTHERS) >= 200


@pytest.mark.parametrize(("text", "numbers"), sorted((FORMS | OTHERS).items()))
def test_it_is_read_to_the_provision(text, numbers):
    citation = read_citation(text)
    assert citation is not None
    assert citation.numbers == numbers


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_citation_makes_no_jump(text):
    assert read_citation(text) is None
