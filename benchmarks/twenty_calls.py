"""Twenty calls as they come in: what the caller says, and the answer that should be read out.

The questions are in the callers' words, not the library's. They are a script for timing the
screen by hand and keyboard, not a measure of search: that is tests/library/questions.jsonl.
"""

import re
from dataclasses import dataclass
from time import perf_counter

from playwright.sync_api import Locator, Page, expect

MOST_KEYS = 3


@dataclass(frozen=True)
class Call:
    """What the caller asks, and the right answer as "original/answer"."""

    question: str
    answer: str

    @property
    def path(self) -> str:
        """Where the answer stands."""
        return f"/a/en/{self.answer}"


@dataclass(frozen=True)
class Taken:
    """Keys pressed after the last letter; seconds of typing, and from there to the words."""

    keys: int
    typing_s: float
    finding_s: float
    reading_s: int


CALLS = (
    Call(
        "hi I cancelled my visit three days ahead, do I get what I paid back",
        "patient-charges/cancel-refund",
    ),
    Call("I didn't turn up yesterday, will you charge me", "patient-charges/missed-appointment"),
    Call("what will it cost me to see the doctor", "patient-charges/how-much"),
    Call("can I pay this off a bit each month", "patient-charges/instalments"),
    Call("there is a charge here for a visit I never had", "patient-charges/dispute"),
    Call("I want to appeal against your decision", "claims-and-appeals/how-to-appeal"),
    Call("I am too late to appeal, I was in hospital", "claims-and-appeals/late-appeal"),
    Call("how long until you decide my claim", "claims-and-appeals/how-long"),
    Call(
        "my mother is standing next to me, can you talk to me", "caller-verification/caller-beside"
    ),
    Call("a man rang me and wanted my card number", "caller-verification/never-asked"),
    Call("my dad died last week, who do I tell", "bereavement-support/report-death"),
    Call(
        "somebody in the family died, is there any money to help",
        "bereavement-support/bereavement-amount",
    ),
    Call("there is no food in the house, I need money today", "hardship-payments/hardship-urgent"),
    Call("I can't afford to repay that much every month", "overpayments/repay-hardship"),
    Call(
        "last week somebody of yours told me something else", "earlier-advice/told-something-else"
    ),
    Call("can I look at my own medical records please", "health-records-act/see-my-record"),
    Call("I'm off sick, how much money is that a week", "sickness-allowance/sick-how-much"),
    Call(
        "I don't speak English well, is there an interpreter now",
        "interpreters-and-access/interpreter-now",
    ),
    Call(
        "the ambulance car that should take me to the clinic is late",
        "patient-transport/transport-late",
    ),
    Call("the person who acts for me is ill, can somebody step in", "representatives/stand-in"),
)


def take(page: Page, call: Call, *, letter_ms: float = 0) -> Taken:
    """Begin a new call on the call screen, type the question, open the answer by keys alone."""
    page.goto("/")
    page.keyboard.press("Alt+n")
    started = perf_counter()
    page.keyboard.type(call.question, delay=letter_ms)
    typed = perf_counter()
    expect(page.locator(".results")).to_have_attribute("data-words", call.question)
    keys = _keys_to(page, call)
    for key in keys:
        page.keyboard.press(key)
    expect(page.locator("#answer")).to_have_attribute("data-address", call.path)
    expect(page.locator("#pane-say .say")).to_be_visible()
    done = perf_counter()
    return Taken(len(keys), typed - started, done - typed, reading_s(page))


def take_without_script(page: Page, call: Call) -> int:
    """Do the same where scripts are off; return how many links were followed after the search."""
    page.goto("/")
    page.locator("#q").fill(call.question)
    page.locator("#q").press("Enter")
    is_open = page.locator(f'#answer[data-address="{call.path}"]').count() == 1
    if not is_open:
        page.locator(f'.result__title[data-answer="{call.path}"]').click()
    expect(page.locator("#answer")).to_have_attribute("data-address", call.path)
    expect(page.locator("#pane-say .say")).to_be_visible()
    return 0 if is_open else 1


def reading_s(page: Page) -> int:
    """Return the reading time that the open answer states, in seconds."""
    stated = re.search(
        r"(\d+) seconds to read aloud", page.locator("#pane-say").text_content() or ""
    )
    return int(stated[1]) if stated else 0


def _keys_to(page: Page, call: Call) -> list[str]:
    """Return the keys to the right answer: Enter opens the first one, arrows go further."""
    answers = page.locator(".result__title[data-answer]")
    if answers.count() and _leads_to(answers.first, call):
        return ["Enter"]
    places = [_leads_to(link, call) for link in page.locator(".result__title").all()]
    return ["ArrowDown"] * (places.index(True) + 1) + ["Enter"]


def _leads_to(link: Locator, call: Call) -> bool:
    return link.get_attribute("data-answer") == call.path
