"""Every shelf leads to its things and every thing back; an empty library says what to do."""

import pytest

from kb.vocabulary import Role
from tests import factories as f
from tests.pages import words

SHELVES = ("/topics/", "/o/", "/p/", "/t/", "/c/", "/departments/", "/k/", "/mission", "/decide")
INNER = (
    "/topics/loans",
    "/o/borrowing",
    "/o/borrowing/2025-01-01",
    "/p/renew-loan",
    "/p/renew-loan/picture",
    "/t/overdue",
    "/c/accounts-desk",
    "/departments/accounts",
    "/k/right-first-time",
)


@pytest.fixture
def _agent(client, sign_in, library):
    sign_in(client, Role.AGENT)


@pytest.mark.parametrize("address", SHELVES)
def test_an_empty_library_says_what_to_do(client, sign_in, page, address):
    sign_in(client, Role.AGENT)
    fetched = page(address)
    assert "yet" in words(next(fetched.tree.iter("main"))), address


@pytest.mark.usefixtures("_agent")
@pytest.mark.parametrize("address", [*SHELVES, "/help"])
def test_every_shelf_is_reached_from_any_page(page, address):
    nav = [node for node in page("/t/overdue").all("nav") if node.get("aria-label") == "Main"]
    assert address in {link.get("href") for link in nav[0].iter("a")}


@pytest.mark.usefixtures("_agent")
@pytest.mark.parametrize("address", INNER)
def test_every_inner_page_says_where_it_is(page, address):
    fetched = page(address)
    (crumbs,) = [node for node in fetched.by_class("crumbs") if node.tag == "nav"]
    shelf = "/" + address.split("/")[1]
    assert next(crumbs.iter("a")).get("href").rstrip("/") in {shelf, "/p"}


@pytest.mark.usefixtures("_agent")
def test_a_topic_leads_to_all_that_is_on_it(page):
    hrefs = {link.get("href") for link in page("/topics/loans").all("a")}
    assert {"/o/borrowing", "/a/en/borrowing/how-long", "/c/accounts-desk"} <= hrefs


@pytest.mark.usefixtures("_agent")
def test_a_department_leads_to_what_is_its_own(page):
    fetched = page("/departments/accounts")
    assert "Charges for late books" in fetched.text
    assert "/c/accounts-desk" in {link.get("href") for link in fetched.all("a")}


@pytest.mark.parametrize("address", ["/topics/nothing", "/departments/nobody"])
@pytest.mark.usefixtures("_agent")
def test_what_is_not_there_is_said_in_words(page, address):
    assert "Look in the list" in page(address, 404).text


@pytest.mark.usefixtures("_agent")
def test_coverage_is_a_strip_of_links_each_with_its_word(page):
    fetched = page("/o/borrowing")
    cells = [link for node in fetched.by_class("coverage__strip") for link in node.iter("a")]
    said = {cell.get("href"): words(cell) for cell in cells}
    assert "Borrowing Rules 1.1: answered" in said["#sec_1.1"]
    assert "answered" in words(fetched.by_class("coverage__counts")[0])


@pytest.mark.usefixtures("_agent")
def test_what_may_be_decided_is_filtered_by_a_link(page, house):
    step = f.make_step(authority="Agent: up to $50.")
    f.load(house.store, f.make_process("waive", steps=(step,), department="accounts"))
    f.load(house.store, f.make_process("allow", steps=(step,), department="desk"))
    everything = page("/decide")
    assert words(everything.by_class("authority-row__words")[0]) == "Agent: up to $50."
    assert "/p/waive/look" in {link.get("href") for link in everything.all("a")}
    only = page("/decide?department=accounts")
    assert "/p/waive" in {link.get("href") for link in only.all("a")}
    assert "/p/allow" not in {link.get("href") for link in only.all("a")}
    (chosen,) = [link for link in only.by_class("filter")[0].iter("a") if link.get("aria-current")]
    assert words(chosen) == "Accounts"


@pytest.mark.usefixtures("_agent")
def test_help_names_every_key(page):
    keys = {words(node) for node in page("/help").all("kbd")}
    assert {"1", "s", "b", "m", "Esc", "v", "r", "+", "-"} <= keys
    (dialog,) = page("/").all("dialog")
    assert {words(node) for node in dialog.iter("kbd")} <= keys
