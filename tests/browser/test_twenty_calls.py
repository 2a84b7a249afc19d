"""Twenty calls: from the caller's words to the right sentence in at most three keys."""

import pytest
from playwright.sync_api import Page

from benchmarks.twenty_calls import CALLS, MOST_KEYS, take, take_without_script

EVERY = pytest.mark.parametrize("call", CALLS, ids=lambda call: call.answer)


def test_there_are_twenty_different_ones():
    assert len({call.answer for call in CALLS}) == len({call.question for call in CALLS}) == 20


@EVERY
def test_a_call_takes_at_most_three_keys_after_typing(agent: Page, call):
    agent.set_viewport_size({"width": 720, "height": 900})
    taken = take(agent, call)
    assert taken.keys <= MOST_KEYS
    assert taken.reading_s > 0


@EVERY
def test_a_call_needs_no_script(browser, site, signed_in, call):
    context = browser.new_context(storage_state=signed_in, base_url=site, java_script_enabled=False)
    assert take_without_script(context.new_page(), call) <= 1
    context.close()
