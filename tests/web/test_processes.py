"""The runner: one step at a time, by link or number key, the trail in the address."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from kb.importers.records import Cover, Outcome
from kb.vocabulary import Role, StepKind
from tests import factories as f
from tests.pages import words

START = "/p/renew-loan"


@pytest.fixture(autouse=True)
def _agent(client, sign_in, library):
    sign_in(client, Role.AGENT)


def _choices(page):
    links = [node for node in page.all("a") if "choice" in node.get("class", "").split()]
    return {node.get("data-key"): node.get("href") for node in links}


def test_the_first_step_shows_its_choices_with_their_keys(page):
    fetched = page(START)
    assert words(fetched.all("h1")[0]) == "Find the loan"
    assert list(_choices(fetched)) == ["1", "2"]
    assert words(fetched.by_class("kind")[0]) == "do"


def test_links_alone_lead_to_the_end(page):
    step = page(_choices(page(START))["1"])
    assert words(step.all("h1")[0]) == "Renew it"
    end = page(_choices(step)["1"])
    assert "What was done" in end.text
    assert [words(node) for node in end.by_class("trail__choice")] == ["Found", "Finish"]


def test_an_earlier_step_can_be_changed(page):
    step = page(_choices(page(START))["1"])
    (earlier,) = [node.get("href") for node in step.by_class("trail__step")]
    assert words(page(earlier).all("h1")[0]) == "Find the loan"


def test_spoken_words_stand_as_in_say(page):
    refuse = page(_choices(page(START))["2"])
    assert "was renewed once already" in words(refuse.by_class("say")[0])


def test_the_law_behind_a_step_is_there(page):
    basis = words(page(START).by_class("basis")[0])
    assert "Borrowing Rules 1.1" in basis
    assert "A book is lent for 21 days" in basis


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("?t=find.9", 400, "Start it again"),
        ("?t=renewed.1", 400, "Start it again"),
        ("?t=nowhere.1", 404, "has no step"),
        ("?t=", 400, "Start it again"),
        ("?t=%00.%F0%9F%92%A3", 404, "has no step"),
        ("/nowhere", 404, "has no step"),
        ("/refuse?t=find.1", 400, "does not lead to"),
        ("?" + "t=find.1&" * 301, 400, "over 300"),
    ],
)
def test_a_trail_that_cannot_be_is_said_in_words(page, query, status, said):
    assert said in page(START + query, status).text


def test_a_step_can_be_opened_directly(page):
    fetched = page(f"{START}/refuse")
    assert "opened directly" in fetched.text
    assert START in {link.get("href") for link in fetched.all("a")}


def test_the_way_back_is_carried_along(page):
    fetched = page(f"{START}?back=/a/en/borrowing/late")
    (link,) = [node for node in fetched.all("a") if node.get("data-key") == "Escape"]
    assert link.get("href") == "/a/en/borrowing/late"
    onward = parse_qs(urlsplit(_choices(fetched)["1"]).query)
    assert onward["back"] == ["/a/en/borrowing/late"]


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example/", "/\\evil", "javascript:alert(1)"]
)
def test_the_way_back_never_leaves_the_site(page, back):
    fetched = page(f"{START}?{urlencode({'back': back})}")
    links = [node.get("href") for node in fetched.all("a")]
    assert not [link for link in links if "evil" in link or "javascript" in link]


def test_a_process_inside_returns_to_its_step(page, house):
    verify = f.make_process("verify", "Verify", steps=(f.make_step("ask", "Ask the name"),))
    outcomes = (Outcome("Known", "end"), Outcome("Unknown", "end"))
    first = f.make_step("who", "Who calls?", uses="verify", outcomes=outcomes)
    f.load(house.store, verify, f.make_process("outer", steps=(first, f.make_step("end", "Stop"))))
    start = page("/p/outer")
    assert list(_choices(start)) == ["s", "1", "2"]
    inside = page(_choices(start)["s"])
    assert words(inside.all("h1")[0]) == "Ask the name"
    assert "Verify" in words(inside.by_class("crumbs")[0])
    back = page(_choices(inside)["1"])
    assert words(back.all("h1")[0]) == "Who calls?"
    assert list(_choices(back)) == ["1", "2"]


def test_more_than_nine_choices_keep_their_links(page, house):
    outcomes = tuple(Outcome(f"Choice {number}", "end") for number in range(1, 12))
    steps = (f.make_step("many", outcomes=outcomes), f.make_step("end", "Stop"))
    f.load(house.store, f.make_process("many", steps=steps))
    links = [node for node in page("/p/many").all("a") if node.get("class") == "choice"]
    assert [node.get("data-key") for node in links] == [*"123456789", None, None]


def test_everything_an_agent_needs_stands_on_the_step(page, house):
    step = f.make_step(
        kind=StepKind.HAND_OFF,
        authority="Agent: up to $50.",
        system="Billing",
        takes_s=45,
        contact="accounts-desk",
        basis=(Cover("borrowing", "sec_2.1__para_a"),),
    )
    f.load(house.store, f.make_process("full", steps=(step,)))
    text = page("/p/full").text
    for part in ("hand off", "Agent: up to $50.", "Billing", "45 seconds", "555 0190", "open now"):
        assert part in text


def test_the_list_leads_to_every_process(page):
    assert START in {link.get("href") for link in page("/p/").all("a")}


def test_changing_the_colours_keeps_the_trail(page):
    (kept,) = [
        node for node in page(f"{START}?t=find.1").all("input") if node.get("name") == "next"
    ]
    assert kept.get("value") == f"{START}?t=find.1"
