"""An answer against its law: whose words count for what."""

from dataclasses import replace

import pytest

from kb.importers.content import unpack
from kb.importers.records import AnswerRecord, Block
from kb.plain.fidelity import Severity, Sort
from kb.services.publishing.published import shown_revision
from kb.services.workshop.checking import check_answer
from kb.services.workshop.workshop import MOST_TEXTS, Workshop
from kb.vocabulary import BlockKind, ThingKind


@pytest.fixture(scope="module")
def workshop():
    return Workshop()


def answer_named(unit, key):
    return unpack(AnswerRecord, shown_revision(unit, ThingKind.ANSWER, key).content)


def saying(record, *blocks):
    return replace(record, blocks=tuple(Block(kind, text) for kind, text in blocks))


def test_an_answer_in_step_raises_nothing_high(store, library, workshop):
    del library
    with store.read() as unit:
        checked = check_answer(unit, workshop, answer_named(unit, "en/borrowing#how-long"))
    assert [one for one in checked.findings if one.severity is Severity.HIGH] == []
    assert checked.reads_grammar
    assert checked.seconds > 0


def test_a_changed_amount_is_told_with_both_places(store, library, workshop):
    del library
    with store.read() as unit:
        record = answer_named(unit, "en/borrowing#how-long")
        wrong = saying(record, (BlockKind.SAY, "You can keep a book for 31 days."))
        found = check_answer(unit, workshop, wrong).findings
    high = [one for one in found if one.severity is Severity.HIGH]
    assert [(one.kind, one.sort) for one in high] == [("duration", Sort.CHANGED)]
    assert high[0].law is not None
    assert high[0].plain is not None


def test_what_is_only_to_know_is_not_lost(store, library, workshop):
    del library
    with store.read() as unit:
        record = answer_named(unit, "en/borrowing#how-long")
        say = (BlockKind.SAY, "You can keep it for 21 days.")
        without = saying(record, say)
        known = saying(record, say, (BlockKind.KNOW, "A loan may be renewed once."))
        lost = [len(_lost(check_answer(unit, workshop, one))) for one in (without, known)]
    assert lost[1] < lost[0]


def _lost(checked):
    return [one for one in checked.findings if one.sort is Sort.LOST]


def test_another_language_is_told_that_it_was_not_compared(store, library, workshop):
    del library
    with store.read() as unit:
        record = replace(answer_named(unit, "en/borrowing#how-long"), language="es")
        checked = check_answer(unit, workshop, record)
    assert not checked.reads_grammar
    assert checked.findings == ()


def test_the_workshop_loads_the_language_once_and_forgets_old_texts():
    loads = []

    class Counting:
        is_blank = True

        def parse(self, text):
            loads.append(text)
            return text

    made = []
    workshop = Workshop(lambda: made.append(1) or Counting())
    for number in range(MOST_TEXTS + 1):
        workshop.read(str(number))
    workshop.read("1")
    workshop.read("0")
    assert len(made) == 1
    assert loads.count("1") == 1
    assert loads.count("0") == 2
