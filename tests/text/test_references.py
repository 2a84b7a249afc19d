"""Cross-references, resolved within their own edition only."""

import pytest

from kb.text.provisions import read_provisions
from kb.text.references import find_references, reference_targets

LAW = """
## Part 2 Fees
12.—(1) A fee is due.
(2) A fee is not due where—
(a) the visit was moved; or
(b) an insurer paid.
(3) Another rule.
13. More words.
## Article 5 Notices
(a) A notice is sent.
## Schedule 1 Rates
1. A rate.
"""
TARGETS = reference_targets(read_provisions(LAW, file="law.md").provisions)


def found(text: str, *at: str) -> dict[str, str]:
    references = find_references(text, at=at, targets=TARGETS)
    return {text[one.start : one.end]: one.eid for one in references}


@pytest.mark.parametrize(
    ("text", "at", "words", "eid"),
    [
        ("under section 12(2)(a), a", ("13",), "section 12(2)(a)", "sec_12__para_2__subpara_a"),
        ("see regulation 13.", ("12", "1"), "regulation 13", "sec_13"),
        (
            "subject to paragraph (b)",
            ("12", "2", "a"),
            "paragraph (b)",
            "sec_12__para_2__subpara_b",
        ),
        ("in subsection (3) and", ("12", "2", "a"), "subsection (3)", "sec_12__para_3"),
        ("where paragraph (a) applies", ("12", "2"), "paragraph (a)", "sec_12__para_2__subpara_a"),
        ("paragraph (b) of section 12(2)", ("13",), None, "sec_12__para_2__subpara_b"),
        ("under Article 5(a)", ("13",), "Article 5(a)", "art_5__para_a"),
        ("in Part 2 of this Act", ("13",), "Part 2", "part_2"),
        ("set out in Schedule 1", ("13",), "Schedule 1", "sched_1"),
        ("section 12 of this Act", ("13",), "section 12", "sec_12"),
        ("section 12 of the Harbour Act", ("13",), "section 12", ""),
        ("section 99", ("13",), "section 99", ""),
        ("section 5", ("13",), "section 5", ""),
    ],
)
def test_references_point_where_they_say(text, at, words, eid):
    assert found(text, *at) == {words or text: eid}


def test_words_without_a_number_are_no_reference():
    assert found("this section and the paragraph above, within 12 days", "13") == {}
