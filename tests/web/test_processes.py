"""The runner: one step at a time, by link or number key, the trail in the address."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from kb.importers.records import Cover, Outcome
from kb.vocabulary import Disclosure, Role, StepKind
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


def test_small_forms_of_the_page_keep_the_trail(page):
    fields = page(f"{START}?t=find.1").all("input")
    kept = {node.get("value") for node in fields if node.get("name") == "next"}
    assert f"{START}?t=find.1" in kept
    assert not [value for value in kept if value.startswith(START) and "t=find.1" not in value]


def _verifying(house):
    """Load a process that verifies the caller, and one that uses it."""
    ends = (
        f.make_step("known", "Known", verifies=Disclosure.VERIFIED),
        f.make_step("proxy", "Proxy", verifies=Disclosure.REPRESENTATIVE),
        f.make_step("unknown", "Unknown"),
    )
    ask = f.make_step("ask", outcomes=tuple(Outcome(end.title, end.id) for end in ends))
    who = f.make_step("who", uses="verify", outcomes=(Outcome("Verified", "end"),))
    outer = f.make_process("outer", steps=(who, f.make_step("end")))
    f.load(house.store, f.make_process("verify", "Verify", steps=(ask, *ends)), outer)


def _press(client, page):
    """Send the form of the choice that verifies, as a click does, and follow it."""
    (button,) = page.by_class("choice--verifies")
    (form,) = [one for one in page.all("form") if button in list(one.iter())]
    sent = {node.get("name"): node.get("value") for node in [*form.iter("input"), button]}
    return client.post(form.get("action"), data=sent)


def test_ending_verified_is_remembered_for_the_call_and_leads_on(client, page, house):
    _verifying(house)
    answer = _press(client, page("/p/outer?t=who.in&t=ask.1"))
    assert answer.status_code == 303
    assert answer.location == "/p/outer?t=who.in&t=ask.1&t=known.back"
    assert words(page(answer.location).all("h1")[0]) == "Look at the card"
    assert page("/p/outer").tree.get("data-verification") == "verified"


def test_a_verified_caller_is_not_verified_again(client, page, house):
    _verifying(house)
    (note,) = [node for node in page("/p/outer").all("div") if node.get("data-when")]
    assert note.get("hidden") is not None
    _press(client, page("/p/outer?t=who.in&t=ask.2"))
    fetched = page("/p/outer")
    said = [node for node in fetched.all("div") if node.get("data-when")]
    assert [node.get("hidden") for node in said] == [None]
    assert "Already verified in this call" in words(said[0])
    onward = [link.get("href") for link in said[0].iter("a")]
    assert onward == ["/p/outer?t=who.1"]
    assert list(_choices(fetched)) == ["s", "1"]


def test_an_end_opened_directly_verifies_nobody(page, house):
    _verifying(house)
    fetched = page("/p/verify/known")
    assert not fetched.by_class("choice--verifies")
    assert list(_choices(fetched)) == ["1"]


def test_an_end_that_does_not_verify_is_a_link(page, house):
    _verifying(house)
    assert not page("/p/outer?t=who.in&t=ask.3").by_class("choice--verifies")


def _left(page):
    (line,) = page.by_class("left")
    return None if line.get("hidden") is not None else line


def test_the_way_back_to_the_call_leads_into_the_process_again(page):
    run = page(f"{START}?t=find.1")
    (back,) = [node.get("href") for node in run.all("a") if node.get("data-key") == "Escape"]
    line = _left(page(back))
    assert words(line).startswith("Continue: Renew a loan, step 2")
    assert next(line.iter("a")).get("href") == f"{START}?t=find.1"


def test_a_process_that_was_only_looked_at_is_not_continued(page):
    (back,) = [node.get("href") for node in page(START).all("a") if node.get("data-back")]
    assert back == "/"
    assert _left(page(back)) is None


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "/t/",
        "/p/nothing?t=a.1",
        f"{START}?t=nowhere.1",
        f"{START}?t=find.1&t=renew.end",
        "/p/",
        "",
    ],
)
def test_what_leads_into_no_run_is_not_offered(page, address):
    assert _left(page(f"/t/?{urlencode({'left': address})}")) is None


def test_the_whole_process_is_drawn_and_listed(page):
    fetched = page(f"{START}/picture?here=refuse")
    listed = [step for step in fetched.by_class("picture__steps")[0] if step.tag == "li"]
    drawn = [node.get("aria-label") for node in fetched.by_class("drawing__step")]
    names = [words(next(step.iter("a"))) for step in listed]
    assert drawn == [f"{number}. {name}" for number, name in enumerate(names, 1)]
    boxes = {node.get("href") for node in fetched.by_class("drawing__step")}
    assert f"{START}/refuse" in boxes
    (marked,) = fetched.by_class("drawing__step--here")
    assert marked.get("href") == f"{START}/refuse"


def test_the_size_of_the_picture_is_a_link(page):
    usual, large = page(f"{START}/picture"), page(f"{START}/picture?size=200")
    widths = [int(one.by_class("drawing")[0].get("width")) for one in (usual, large)]
    assert widths[1] == pytest.approx(2 * widths[0], abs=1)
    assert page(f"{START}/picture?size=whole").by_class("drawing")[0].get("width") == "100%"
    assert page(f"{START}/picture?size=9e9").by_class("drawing")[0].get("width") == str(widths[0])


def test_the_step_leads_to_the_picture_of_its_process(page):
    (link,) = [node for node in page(START).all("a") if node.get("data-key") == "m"]
    assert link.get("href") == f"{START}/picture?here=find"


def test_the_law_behind_a_step_is_one_key_away(page):
    (summary,) = [node for node in page(START).all("summary") if node.get("data-key")]
    assert summary.get("data-key") == "b"


def test_a_process_that_is_not_there_has_no_picture(page):
    assert "no process" in page("/p/nothing/picture", 404).text
