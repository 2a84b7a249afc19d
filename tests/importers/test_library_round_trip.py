"""Reading and writing a library are inverse (I8), for whatever people may type."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.importers import records as r
from kb.importers.library import read_files, write_library
from kb.importers.library.decode import clean_line
from kb.vocabulary import BlockKind
from tests.factories_library import FRAGMENTS, libraries, raw_texts

quick = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@quick
@given(libraries())
def test_what_is_written_reads_back_the_same(library):
    reading = read_files(write_library(library))
    assert reading.problems == ()
    assert reading.library == library


@quick
@given(libraries())
def test_second_writing_is_the_same_bytes(library):
    written = dict(write_library(library))
    assert dict(write_library(read_files(written.items()).library)) == written


def answer_saying(text):
    blocks = tuple(r.Block(kind, text) for kind in BlockKind)
    return r.AnswerRecord("en", "charges", "a", 0, text, blocks, phrasings=(text,))


@settings(max_examples=200, deadline=None)
@given((raw_texts | st.text(max_size=30)).filter(clean_line))
def test_untidy_texts_settle_after_one_writing(text):
    """Blanks and control characters go at the first writing; nothing changes after it."""
    term = r.TermRecord("t", text, text, text)
    written = dict(write_library(r.Library(answers=(answer_saying(text),), terms=(term,))))
    assert dict(write_library(only_read(written))) == written


def only_read(written):
    """Read without an original, which the answers would wait for."""
    known = {"content/originals/charges/2026-01-01.md": b"---\ntitle: T\n---\n## 1 One\n\nText.\n"}
    library = read_files({**written, **known}.items()).library
    return r.Library(answers=library.answers, terms=library.terms)


def test_every_nasty_fragment_survives_in_every_block():
    for fragment in FRAGMENTS:
        text = f"before\n{fragment}".strip() + "\nafter"
        library = r.Library(answers=(answer_saying(text),))
        again = only_read(dict(write_library(library)))
        assert [block.text for block in again.answers[0].blocks] == [
            "\n".join(line if line.strip(" \t") else "" for line in text.split("\n"))
        ] * len(BlockKind)
