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


def problems(text: str) -> list[str]:
    return [str(problem) for problem in read_provisions(text, file="law.md").problems]


def warnings(text: str) -> list[str]:
    return [str(warning) for warning in read_provisions(text, file="law.md").warnings]


UNITED_KINGDOM = """
## Part 1 General
1.—(1) In these Regulations—

“payer” means a person who—

(a) pays a fee; or

(b) will pay one;

“refund” has the meaning given in regulation 2.

(2) A fee is due where—

(a) a visit was missed; or

(b) a form was lost,

and the payer was told.

(2A) Nothing is due in a holiday.

## Part 2 Notices
1. A notice is sent.

## Schedule 1 Rates
1. The first rate.
(1) It is small.
2. The second rate.
"""


def test_united_kingdom_style_unindented():
    found = words(UNITED_KINGDOM)
    assert list(found) == [
        "part_1",
        "part_1__sec_1",
        "part_1__sec_1__para_1",
        "def_payer",
        "def_payer__para_a",
        "def_payer__para_b",
        "def_refund",
        "part_1__sec_1__para_2",
        "part_1__sec_1__para_2__subpara_a",
        "part_1__sec_1__para_2__subpara_b",
        "part_1__sec_1__para_2A",
        "part_2",
        "part_2__sec_1",
        "sched_1",
        "sched_1__para_1",
        "sched_1__para_1__subpara_1",
        "sched_1__para_2",
    ]
    closing = ("closing", "and the payer was told.")
    assert found["part_1__sec_1__para_2"] == [("text", "A fee is due where—"), closing]


def test_captions_in_running_text_open_their_lists():
    found = words(
        "## § 5.2 Fees\n(a) *When due.* (1) On arrival.\n\n(2) On leaving.\n\n(b) *Limits.* None."
    )
    assert found["sec_5.2__para_a"] == [("text", "*When due.*")]
    assert found["sec_5.2__para_a__subpara_2"] == [("text", "On leaving.")]
    assert found["sec_5.2__para_b"] == [("text", "*Limits.* None.")]


def test_whole_paths_on_each_line_go_on_where_they_left():
    assert eids("## 1. Fees\n(a)(1) One.\n(a)(2) Two.\n(b)(1) Three.") == [
        "sec_1",
        "sec_1__para_a",
        "sec_1__para_a__subpara_1",
        "sec_1__para_a__subpara_2",
        "sec_1__para_b",
        "sec_1__para_b__subpara_1",
    ]


def test_dotted_numbers_nest_by_their_prefix_and_have_flat_addresses():
    text = "4 Fees\n\n4.1 When due\n\n4.1.1 On arrival.\n\n4.1.2 On leaving.\n\n4.2 How paid"
    provisions = read(text.replace("4 Fees", "## 4 Fees"))
    assert eids(text.replace("4 Fees", "## 4 Fees")) == [
        "sec_4",
        "sec_4.1",
        "sec_4.1.1",
        "sec_4.1.2",
        "sec_4.2",
    ]
    assert [child.eid for child in provisions[0].children] == ["sec_4.1", "sec_4.2"]


def test_levels_below_an_article_are_named_by_depth():
    assert eids("## Article 5 Fees\n1. One.\n(a) Two.\n2. Three.") == [
        "art_5",
        "art_5__para_1",
        "art_5__para_1__subpara_a",
        "art_5__para_2",
    ]


def test_a_number_used_twice_is_prefixed_with_its_part():
    assert eids("## Part 1\n### 1. A\n## Part 2\n### 1. B\n### 2. C") == [
        "part_1",
        "part_1__sec_1",
        "part_2",
        "part_2__sec_1",
        "sec_2",
    ]


def test_a_label_repeated_among_siblings_gets_a_suffix_and_a_warning():
    text = "## 1. Fees\n(a) One.\n(a) Two."
    assert eids(text)[-1] == "sec_1__para_a_2"
    assert warnings(text)[0].startswith("law.md:3: (a) stands here a second time")


def test_an_address_set_by_hand_is_whole_and_children_derive_from_it():
    assert eids("## 1. Fees\n(a) {#late} One.\n(1) Two.") == ["sec_1", "late", "late__subpara_1"]
    assert eids("## 1. Fees {#fees}\n(a) One.") == ["fees", "fees__para_a"]


def test_attributes_are_dates_and_words():
    (section,) = read(
        '## 1. Fees {from="2026-07-01" until="2027-06-30" transitional="Old: \\"old\\"."}'
    )
    assert str(section.starts) == "2026-07-01"
    assert str(section.ends) == "2027-06-30"
    assert section.transitional == 'Old: "old".'


def test_unlabelled_headings_and_words_before_the_first():
    assert eids("Made on a Monday.\n\n## When a fee is due\n\nAlways.") == [
        "preamble",
        "hd_when-a-fee-is-due",
    ]


def test_a_backslash_keeps_a_label_from_being_one():
    assert words("## 1. Fees\n\\(a) is a letter.") == {"sec_1": [("text", "\\(a) is a letter.")]}


def test_wrapped_references_and_words_in_brackets_are_no_labels():
    assert eids("## 1. Fees\n(a) Under paragraph\n(b) of this section.\n(or) not") == [
        "sec_1",
        "sec_1__para_a",
    ]


def test_sentences_that_begin_with_section_4_are_words():
    assert eids("## 1. Fees\n\nSection 4(1) applies.\n\nSection 4 applies too.") == ["sec_1"]


def test_tables_and_footnotes_stay_with_their_provision():
    found = words(
        "## 1. Fees\n(a) See[^1]\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n(b) More.\n\n[^1]: Note."
    )
    assert [kind for kind, _ in found["sec_1__para_a"]] == ["text", "table", "text"]
    assert found["sec_1__para_a"][-1] == ("text", "[^1]: Note.")


def test_a_flat_list_that_ends_at_i_is_a_warning_with_its_line():
    found = warnings("## 1. Fees\n(h) One.\n(i) Two.")
    assert found[0].startswith("law.md:3: (i) was read as a letter; it could be a roman numeral.")
    assert not warnings("## 1. Fees\n(h) {#x} One.\n(i) {#y} Two.")


def test_indentation_settles_what_neighbours_leave_open():
    assert eids("## 1. Fees\n(h) One.\n    (i) Two.")[-1] == "sec_1__para_h__subpara_i"
    assert not warnings("## 1. Fees\n(h) One.\n    (i) Two.")


def test_v_after_iv_is_a_numeral_and_after_u_a_letter():
    assert eids("## 1. F\n(a) x\n(iv) y\n(v) z")[-1].endswith("_v")
    assert eids("## 1. F\n(t) x\n(u) y\n(v) z")[-1] == "sec_1__para_v"


def test_l_typed_for_1_is_read_as_1_with_a_warning():
    assert "could be a letter" in warnings("## 1. Fees\n(l) One.\n(2) Two.")[0]
    assert not warnings("## 1. Fees\n(k) One.\n(l) Two.\n(m) Three.")


def test_problems_name_file_line_and_mending():
    assert problems("x\n\n![a](b.png)")[0].startswith("law.md:3: An image cannot be")
    assert problems("## 1. Fees\n(a) {fee} One.")[0].startswith("law.md:2: {fee} is not an address")
    assert problems("## 1. Fees\nOne {#x} more.")[0].startswith("law.md:2: A { in the text")
    assert problems("## A {#x}\n## B {#x}")[0].startswith("law.md:2: The address x is set twice.")
    assert problems('## A {from="soon"}')[0].startswith("law.md:1: soon is not a date")
    assert problems("a\x00b")[0].startswith("law.md:1: A control character")
    assert not problems("## 1. Fees\n\\{as is\\}")


def test_line_numbers_count_from_the_file_not_the_body():
    reading = read_provisions("\n## 1. Fees\n", file="law.md", first_line=12)
    assert reading.provisions[0].line == 13


def test_any_line_ending_and_a_byte_order_mark():
    assert eids("\ufeff## 1. Fees\r\n(a) One.\r(b) Two.\n") == [
        "sec_1",
        "sec_1__para_a",
        "sec_1__para_b",
    ]
