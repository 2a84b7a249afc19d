"""By when? The last day of a period, for whoever has the customer on the line."""

import pytest

from kb.vocabulary import Role
from kb.web.frame.call_state import HEADER
from tests.browsers import csrf_token, post
from tests.pages import read_page

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def agent(client, sign_in):
    return sign_in(client, Role.AGENT)


def result(answer):
    return read_page("/deadline", answer.status_code, answer.text).text


def test_the_page_answers_with_day_and_date(agent, page):
    assert "By when?" in page("/deadline").text
    said = result(post(agent, "/deadline", start="2026-05-04", period="60 days", counting="after"))
    assert "Friday, 3 July 2026 is the last day." in said
    assert "60 days after Monday, 4 May 2026" in said


def test_a_weekend_is_said_with_the_working_day_after_it(agent):
    said = result(post(agent, "/deadline", start="2026-05-01", count="1", span="days"))
    assert "Saturday, 2 May 2026 is the last day." in said
    assert "Monday, 4 May 2026" in said


def test_without_a_day_it_runs_from_today(agent):
    fields = {"count": "1", "span": "months", "counting": "beginning with"}
    assert "Wednesday, 3 June 2026" in result(post(agent, "/deadline", **fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"period": "soon"},
        {"count": "0", "span": "days"},
        {"period": "60 days", "start": "then"},
        {"period": "60 days", "counting": "backwards"},
        {"period": "9999 years", "start": "2026-05-04"},
    ],
)
def test_what_cannot_be_counted_is_said(agent, fields):
    assert post(agent, "/deadline", **fields).status_code == 400


def test_the_open_page_gets_the_result_alone(agent):
    data = {"csrf_token": csrf_token(agent, "/sessions"), "period": "2 weeks"}
    piece = agent.post("/deadline", data=data, headers={HEADER: "c0ffee"}).text
    assert "is the last day" in piece
    assert "<html" not in piece


def test_an_answer_offers_the_periods_that_it_and_its_law_name(agent, page):
    shown = page("/a/en/borrowing/how-long")
    offered = [one.get("value") for one in shown.all("button") if one.get("name") == "period"]
    assert offered == ["21 days"]
