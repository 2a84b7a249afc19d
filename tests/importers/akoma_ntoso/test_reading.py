"""What a document of Akoma Ntoso becomes: provisions, numbers, addresses, dates."""

from datetime import date

import pytest

from kb.importers.akoma_ntoso import read_document
from kb.importers.records import LawEvent
from kb.text.markup import to_text
from kb.text.provisions import walk
from kb.vocabulary import OriginalKind
from tests.importers.akoma_ntoso.documents import (
    IDENTIFICATION,
    NAMESPACES,
    act,
    blocks,
    only,
    provisions,
    read,
    says,
    section,
)


def eids(found):
    return [one.eid for one, _ in walk(found)]


@pytest.mark.parametrize("version", NAMESPACES)
def test_a_section_is_read_in_every_version(version):
    found = only(section("1.", says("A fee is due.")), version=version)
    assert (found.eid, found.number, found.heading) == ("sec_1", "1.", "Heading")
    assert blocks(found) == [("text", "A fee is due.")]


def test_metadata_say_original_day_title_and_rank():
    edition = read(act(section("1.", says("A fee is due.")))).edition
    assert edition.original == "ng-by-law-2020-parking"
    assert edition.in_force_from == date(2020, 5, 1)
    assert (edition.title, edition.citation) == ("Parking By-law", "Parking By-law")
    assert (edition.kind, edition.jurisdiction) == (OriginalKind.REGULATION, "NG")
    assert edition.format == "akn.xml"


def test_what_is_known_already_goes_before_the_metadata():
    raw = act(section("1.", says("A fee is due.")))
    edition = read(raw, slug="parking", day=date(2021, 1, 1)).edition
    assert (edition.original, edition.in_force_from) == ("parking", date(2021, 1, 1))
    assert edition.source == raw


def test_the_entry_into_force_goes_before_the_date_of_the_markup():
    meta = IDENTIFICATION.replace("eng@2020-05-01", "eng@") + (
        '<lifecycle><eventRef eId="e1" date="2020-07-01" type="generation" source="#s"'
        ' refersTo="#enterInForce"/></lifecycle>'
    )
    edition = read(act(section("1.", says("A fee.")), meta=meta)).edition
    assert edition.in_force_from == date(2020, 7, 1)


def test_a_document_that_says_nothing_of_itself_is_in_doubt():
    reading = read(
        act(section("1.", says("A fee.")), meta=""), or_named="fee_rules", or_from=date(2026, 1, 1)
    )
    assert (reading.edition.original, reading.edition.title) == ("fee-rules", "Fee rules")
    assert reading.edition.in_force_from == date(2026, 1, 1)
    assert reading.doubt == "it does not say from when it is in force"
    assert len(reading.warnings) == 3


def test_a_bill_is_not_law_yet():
    assert read(act(section("1.", says("A fee.")), kind="bill")).doubt == "a bill is not law yet"
    assert read(act(section("1.", says("A fee.")))).doubt == ""


def test_ids_of_the_source_are_kept():
    found = provisions(
        '<chapter id="chapter-1"><num>1</num><heading>Fees</heading>'
        '<section id="section-1"><num>1.</num><heading>Due</heading>'
        f'<subsection id="section-1.1"><num>(1)</num>{says("A fee.")}</subsection></section>'
        "</chapter>",
        version="2.0",
    )
    assert eids(found) == ["chapter-1", "section-1", "section-1.1"]
    assert found[0].number == "Chapter 1"


def test_without_ids_our_own_rules_make_them():
    inner = "<paragraph><num>(a)</num>{}</paragraph>".format(
        says("One") + "<subparagraph><num>(i)</num>" + says("Two") + "</subparagraph>"
    )
    found = provisions(section("12.", f"<intro><p>Lead:</p></intro>{inner}"))
    assert eids(found) == ["sec_12", "sec_12__para_a", "sec_12__para_a__subpara_i"]


def test_of_two_equal_ids_the_first_keeps_it_and_a_warning_says_so():
    twice = section("1.", says("One."), eid='eId="x"') + section("2.", says("Two."), eid='eId="x"')
    reading = read(act(twice))
    assert eids(reading.edition.provisions) == ["x", "sec_2"]
    (warning,) = reading.warnings
    assert "One id stands on more than one provision (x)" in warning.what


def test_an_id_that_cannot_be_an_address_is_not_kept():
    found = provisions(section("1.", says("One."), eid='eId="a b"'))
    assert eids(found) == ["sec_1"]
    assert eids(provisions(section("1.", says("One."), eid=f'eId="{"a" * 301}"'))) == ["sec_1"]


def test_a_wrapper_without_number_or_heading_leaves_its_words_to_what_holds_it():
    found = only(section("1.", f'<paragraph eId="p0">{says("A fee is due.")}</paragraph>'))
    assert blocks(found) == [("text", "A fee is due.")]


def test_words_after_a_list_are_closing_words():
    found = only(
        section(
            "1.",
            "<content><blockList><listIntroduction>A fee is due</listIntroduction>"
            "<item><num>(a)</num><p>at once; or</p></item><item><num>(b)</num><p>later,</p></item>"
            "<listWrapUp>and is paid in cash.</listWrapUp></blockList></content>",
        )
    )
    assert blocks(found) == [
        ("text", "A fee is due"),
        ("child", "sec_1__para_a"),
        ("child", "sec_1__para_b"),
        ("closing", "and is paid in cash."),
    ]


def test_definitions_are_provisions_with_the_lists_they_lead_up_to():
    found = only(
        section(
            "1.",
            "<content><p>In this By-law –</p>"
            '<p>"<def refersTo="#t">City</def>" means the city;</p>'
            '<blockList><listIntroduction>"<def refersTo="#u">public place</def>" means –'
            "</listIntroduction><item><num>(a)</num><p>a road;</p></item></blockList></content>",
            heading="Definitions",
        )
    )
    assert eids([found]) == ["sec_1", "def_city", "def_public-place", "def_public-place__para_a"]
    assert blocks(found)[0] == ("text", "In this By-law –")
    assert found.children[0].text == '"City" means the city;'


def test_one_definition_in_a_numbered_paragraph_is_its_words():
    item = '<subsection><num>(1)</num><content><p>"<def>City</def>" means us.</p></content>'
    found = only(section("1.", f"{item}</subsection>"))
    assert eids([found]) == ["sec_1", "sec_1__para_1"]


ATTACHMENT = (
    '<attachments><attachment eId="att_1"><heading>Schedule 1</heading>'
    "<subheading>Fees</subheading><doc name='schedule'><meta/><mainBody>"
    "<p>R 50</p></mainBody></doc></attachment></attachments>"
)
COMPONENT = (
    '<components><component><doc name="schedule1"><meta><identification><FRBRWork>'
    '<FRBRalias value="Schedule 1"/></FRBRWork></identification></meta><mainBody>'
    '<article eId="att_1"><heading>Fees</heading><paragraph><content><p>R 50</p></content>'
    "</paragraph></article></mainBody></doc></component></components>"
)


@pytest.mark.parametrize("after", [ATTACHMENT, COMPONENT])
def test_a_schedule_has_its_number_and_heading_in_both_versions(after):
    _, schedule = provisions(section("1.", says("One.")), after=after)
    assert (schedule.eid, schedule.number, schedule.heading) == ("att_1", "Schedule 1", "Fees")
    assert blocks(schedule) == [("text", "R 50")]


def test_what_stands_beside_the_body_is_there_in_order():
    found = provisions(
        section("1.", says("One.")),
        before="<preface><longTitle><p>An Act</p></longTitle></preface>"
        "<preamble><p>Whereas it is so:</p></preamble>",
        after="<conclusions><p>Signed.</p></conclusions>",
    )
    assert eids(found) == ["preface", "preamble", "sec_1", "conclusions"]


def test_quoted_law_is_words_and_no_provision():
    quoted = (
        "<content><p>Section 5 is replaced: <mod><quotedStructure><section><num>5.</num>"
        f"<heading>Fees</heading>{says('R 60.')}</section></quotedStructure></mod></p></content>"
    )
    found = only(section("1.", quoted))
    assert blocks(found) == [("text", "Section 5 is replaced:"), ("text", "5\\. Fees R 60.")]


def test_notes_images_and_raised_figures_are_words():
    reading = read(
        act(
            section(
                "1.",
                says(
                    "An area of 5 m<sup>2</sup><authorialNote marker='1'><p>See map.</p>"
                    "</authorialNote>, as in <img src='media/map.png'/>."
                ),
            )
        )
    )
    (found,) = reading.edition.provisions
    assert found.text == "Heading An area of 5 m² [note 1: See map.], as in [image: map.png] ."
    assert "map.png" in reading.warnings[0].what


def test_emphasis_and_links_leave_their_words():
    marked = says("A <b>fee</b> under <ref href='/za/act/1998/117'>Act 117</ref> is <i>due</i>.")
    assert only(section("1.", marked)).text == "Heading A fee under Act 117 is due."


@pytest.mark.parametrize(
    "words", ["1. Fees", "- five", "# 7", "5 * 3 * 2", "see __init__", "{x}", "[a](b)", "a|b"]
)
def test_words_that_look_like_markdown_are_shown_as_they_stand(words):
    (_, content), *_ = blocks(only(section("1.", says(words))))
    assert to_text(content) == words


def test_a_provision_begins_and_ends_with_its_period():
    meta = (
        IDENTIFICATION + '<lifecycle><eventRef eId="e1" date="2020-07-01" type="amendment" '
        'source="#s"/><eventRef eId="e2" date="2021-01-01" type="amendment" source="#s"/>'
        '</lifecycle><temporalData><temporalGroup eId="tg1"><timeInterval start="#e1" end="#e2"/>'
        "</temporalGroup></temporalData>"
    )
    found = only(section("1.", says("A fee."), eid='period="#tg1"'), meta=meta)
    assert (found.starts, found.ends) == (date(2020, 7, 1), date(2020, 12, 31))


def test_a_repeal_ends_what_stands_at_the_top():
    meta = (
        IDENTIFICATION
        + '<lifecycle><eventRef id="r" date="2024-02-07" type="repeal" source="#by"/></lifecycle>'
        '<references><passiveRef id="by" href="/ng/act/2024/1" showAs="Repeal Act"/></references>'
    )
    reading = read(act(section("1.", says("A fee.")), meta=meta))
    assert reading.edition.provisions[0].ends == date(2024, 2, 6)
    assert reading.edition.history == (
        LawEvent(date(2024, 2, 7), "repeal", "Repeal Act", "/ng/act/2024/1"),
    )
    assert "repealed" in reading.warnings[0].what


def test_a_number_too_long_for_one_is_a_heading():
    found = only(f"<section><num>{'long ' * 20}</num>{says('A fee.')}</section>")
    assert (found.number, found.heading) == ("", ("long " * 20).strip())


def test_a_prefix_for_the_namespace_makes_no_difference():
    raw = act(section("1.", says("A fee."))).decode()
    prefixed = raw.replace("</", "\0").replace("<", "<an:").replace("\0", "</an:")
    prefixed = prefixed.replace("xmlns=", "xmlns:an=")
    one, two = read_document(raw.encode(), file=""), read_document(prefixed.encode(), file="")
    assert one.edition.provisions == two.edition.provisions


def test_an_encoding_that_the_file_declares_is_read():
    text = act(section("1.", says("Gebühr"))).decode()
    for encoding in ("iso-8859-1", "utf-16", "windows-1252"):
        raw = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)
        assert read(raw).edition.provisions[0].text == "Heading Gebühr"
