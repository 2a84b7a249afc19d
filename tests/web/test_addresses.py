"""Where results are read: words of a caller never stand in what is sent to a server."""

import pytest

from kb.search.excerpts import Excerpt
from kb.services.search import Result
from kb.vocabulary import ResultKind
from kb.web.frame.addresses import passage_address


def make_result(text, *spans, kind=ResultKind.PROVISION):
    return Result(kind, "rules#sec_1", "", "rules", "sec_1", "1", "", Excerpt(text, spans), 1.0)


@pytest.mark.parametrize(
    ("text", "span", "directive"),
    [
        ("A late book costs 10 cents.", (2, 6), "late%20book%20costs%2010"),
        ("It is late. A new sentence", (6, 10), "late"),
        ("so the third-party payer pays", (7, 18), "third%2Dparty%20payer%20pays"),
        ("refund, or & not", (0, 6), "refund%2C%20or%20%26%20not"),
    ],
)
def test_the_passage_is_named_by_a_few_words_of_its_sentence(text, span, directive):
    assert passage_address(make_result(text, span)) == f"/o/rules#sec_1:~:text={directive}"


def test_without_found_words_the_place_is_enough():
    assert passage_address(make_result("A late book.")) == "/o/rules#sec_1"


def test_other_kinds_land_on_their_page():
    assert passage_address(make_result("late", (0, 4), kind=ResultKind.TERM)) == "/t/rules%23sec_1"
