"""The reader of legal texts, on the drafting styles of several countries."""

from kb.text.provisions import Provision, read_provisions, walk


def read(text: str) -> tuple[Provision, ...]:
    reading = read_provisions(text, file="law.md")
    assert not reading.problems
    return reading.provisions


def eids(text: str) -> list[str]:
    return [provision.eid for provision, _ in walk(read(text))]


def words(text: str) -> dict[str, list[tuple[str, str]]]:
    return {
        provision.eid: [
            (block.kind.value, block.content)
            for block in provision.blocks
            if block.kind.value != "child"
        ]
        for provision, _ in walk(read(text))
    }


INDENTED = """
# Refunds for missed visits

## 4.1 When a charge is refunded

(a) A charge is given back where the visit is cancelled in time, except where—

    (i) the visit was moved within a week; or

    (ii) an insurer paid,

and the refund goes to the payer.

(b) Nothing else is given back.
"""


def test_indented_policy_has_closing_words_after_its_list():
    found = words(INDENTED)
    assert list(found) == [
        "sec_4.1",
        "sec_4.1__para_a",
        "sec_4.1__para_a__subpara_i",
        "sec_4.1__para_a__subpara_ii",
        "sec_4.1__para_b",
    ]
    assert found["sec_4.1__para_a"][-1] == ("closing", "and the refund goes to the payer.")


def test_first_heading_is_the_title_and_no_provision():
    reading = read_provisions(INDENTED, file="law.md")
    assert reading.title == "Refunds for missed visits"
    assert reading.provisions[0].heading == "When a charge is refunded"


def test_several_labels_on_a_line_open_several_levels():
    assert eids("§ 1.2 (a)(1)(i)(A) A fee is due.\n(B) None is due.\n(ii) Half is due.") == [
        "sec_1.2",
        "sec_1.2__para_a",
        "sec_1.2__para_a__subpara_1",
        "sec_1.2__para_a__subpara_1__item_i",
        "sec_1.2__para_a__subpara_1__item_i__subitem_A",
        "sec_1.2__para_a__subpara_1__item_i__subitem_B",
        "sec_1.2__para_a__subpara_1__item_ii",
    ]


def test_letter_i_after_h_when_j_follows_and_numeral_when_ii_follows():
    letters = eids("## 1. Lists\n(h) one\n(i) two\n(j) three")
    numerals = eids("## 1. Lists\n(h) one\n(i) two\n(ii) three")
    assert letters[-1] == "sec_1__para_j"
    assert numerals[-1] == "sec_1__para_h__subpara_ii"
