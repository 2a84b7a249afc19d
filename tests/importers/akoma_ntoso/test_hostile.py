"""Files that are broken, odd or meant to harm: a clear word with its line, at once."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.importers.akoma_ntoso import read_document
from kb.importers.akoma_ntoso.names import BLOCKS
from kb.importers.akoma_ntoso.xml import DEEPEST, MOST_ELEMENTS
from kb.text.provisions import walk
from tests.importers.akoma_ntoso.documents import NAMESPACES, act, refused, says, section

BOMB = (
    b'<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x "ha">'
    + b"".join(
        f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">'.replace("&x0;", "&x;").encode()
        for n in range(1, 12)
    )
    + b"]>\n<akomaNtoso>&x11;</akomaNtoso>"
)
OUTSIDE = b'<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><akomaNtoso>&f;</akomaNtoso>'
REMOTE = b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><akomaNtoso/>'
RIGHT = act(section("1.", says("A fee is due.")))


@pytest.mark.parametrize("raw", [BOMB, OUTSIDE, REMOTE])
def test_a_document_type_is_refused_before_it_can_do_anything(raw):
    before = process_time()
    (problem,) = refused(raw)
    assert "declares a document type" in problem.what
    assert process_time() - before < 1  # an expanded bomb would take the machine, not a second
    assert "passwd" not in str(problem)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "The file is empty."),
        (b" \n\t", "The file is empty."),
        (b"PK\x03\x04word/document.xml", "a ZIP archive or a Word document"),
        (b"%PDF-1.7", "a PDF"),
        (b"\xd0\xcf\x11\xe0abc", "an old Word document"),
        (b"<!DOCTYPE html><html><body>Law</body></html>", "an HTML page"),
        (b"<html><body>Law</body></html>", "an HTML page"),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "an HTML page"),
        (b"# Markdown", "does not begin with <"),
        (b"<law/>", "not Akoma Ntoso: it holds <law>"),
        (b'<akomaNtoso xmlns="http://www.akomantoso.org/1.0"><act/></akomaNtoso>', "version"),
        (b"<akomaNtoso/>", "version"),
        (f'<akomaNtoso xmlns="{NAMESPACES["3.0"]}"/>'.encode(), "no document"),
        (RIGHT[:-20], "not well-formed XML: unclosed token"),
        (RIGHT.replace(b"</section>", b""), "not well-formed XML: mismatched tag"),
        (RIGHT.replace(b"fee", b"f\x00e"), "not well-formed XML"),
        (RIGHT.replace(b"fee", b"f\xfce"), "not UTF-8 text"),
        (RIGHT.replace(b"fee", b"&fee;"), "undefined entity"),
        (b'<?xml version="1.0" encoding="klingon"?>' + RIGHT, "encoding"),
        (b'<?xml version="1.0" encoding="utf-16"?>' + RIGHT, "encoding"),
        (act(""), "There is no text in the document."),
    ],
)
def test_what_is_no_such_document_is_named(raw, said):
    (problem,) = refused(raw)
    assert said in problem.what
    assert problem.file == "law.xml"
    assert problem.line >= 1
    assert problem.mend


@pytest.mark.parametrize(
    ("kind", "name"),
    [("debate", "a debate"), ("judgment", "a judgment"), ("statement", "a statement")],
)
def test_other_kinds_of_document_are_refused_by_name(kind, name):
    reading = read_document(act(section("1.", says("A fee.")), kind=kind), file="law.xml")
    (problem,) = reading.problems
    assert problem.what.startswith(f"This is {name}: only acts")
    assert not reading.is_law


def test_the_line_of_the_fault_is_told():
    raw = RIGHT.replace(b"<body>", b"\n\n<body>").replace(b"A fee", b"A\n& fee")
    (problem,) = refused(raw)
    assert problem.line == 6 + RIGHT.count(b"\n") - 2


def test_elements_within_elements_without_end_are_refused():
    deep = b"<b>" * (DEEPEST + 1) + b"</b>" * (DEEPEST + 1)
    (problem,) = refused(act(section("1.", says(deep.decode()))))
    assert "nested" in problem.what
    units = "<section><num>1</num>" * 40 + says("x") + "</section>" * 40
    (problem,) = refused(act(units))
    assert "nested" in problem.what


def test_elements_without_number_are_refused():
    (problem,) = refused(b"<a>" + b"<b/>" * (MOST_ELEMENTS + 1) + b"</a>")
    assert "more than 100,000 elements" in problem.what


def test_a_document_that_lacks_all_metadata_says_each_thing_that_is_missing():
    problems = refused(act(section("1.", says("A fee.")), meta=""))
    assert len(problems) == 3
    assert all(problem.mend for problem in problems)


PIECES = (b"<", b">", b"</p>", b"<p>", b"<num>", b"<table>", b"<td rowspan='-1'>", b"&#0;", b"\xff")
PIECES += (b"<section>", b"</section>", b"<item>", b"<def>", b"]]>", b"<![CDATA[", b"<!--", b"\x00")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_mutilated_document_raises(data):
    raw = bytearray(RIGHT)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw)))
        raw[at : at + data.draw(st.integers(0, 30))] = data.draw(st.sampled_from(PIECES))
    reading = read_document(bytes(raw), file="law.xml")
    assert (reading.edition is None) == bool(reading.problems)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(sorted(BLOCKS | {"b", "def", "sup", "mod"})), max_size=8))
def test_elements_in_any_order_keep_their_words(names):
    inner = "".join(f"<{name}>w{at} " for at, name in enumerate(names)) + "core"
    inner += "".join(f" v{at}</{name}>" for at, name in reversed(list(enumerate(names))))
    reading = read_document(act(section("1.", says(inner))), file="law.xml")
    said = " ".join(one.text for one, _ in walk(reading.edition.provisions))
    numbers = " ".join(one.number for one, _ in walk(reading.edition.provisions))
    lost = {"meta", "colgroup", "col", "documentRef", "componentRef", "table", "ul", "ol", "tr"}
    if not lost & set(names):
        assert all(f"w{at}" in said + numbers for at in range(len(names)))
