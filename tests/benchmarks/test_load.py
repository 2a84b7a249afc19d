"""The load run would lie without a sound: if its agents did less than people, or miscounted."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from random import Random

import pytest

from benchmarks import agents
from benchmarks.browser import Browser
from benchmarks.data_sets import ROOT
from benchmarks.load_report import Run, memory, processors
from benchmarks.servers import GUNICORN_WORDS
from benchmarks.tally import Tally
from kb.vocabulary import Role

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@pytest.mark.usefixtures("library")
def test_agents_find_on_real_pages_what_they_act_upon(client, sign_in):
    """A pattern that no longer matches would let agents poll, open and choose nothing."""
    assert agents.SIGN_IN_KEY.search(client.get("/sign-in").text)
    agent = sign_in(client, Role.AGENT)
    screen = agent.get("/").text
    assert agents.MARK.search(screen)
    assert agents.UNVERSIONED.findall(screen)
    answers = agents.ANSWER.findall(agent.get("/results?q=renew+a+book").text)
    panes = [agent.get(f"{address}/panes").text for address in answers]
    assert any(agents.PROCESS.search(text) for text in panes)
    process = agents.SHELF.search(agent.get("/p/").text)
    assert agents.CHOICE.search(agent.get(process[1]).text)


def test_agents_type_a_few_words_of_what_callers_ask():
    asked = agents.questions()
    shown = [agents.typed(question, Random(seed)) for seed, question in enumerate(asked)]
    assert len(asked) > 100
    assert all(
        whole.split()[: len(some.split())] == some.split()
        for some, whole in zip(shown, asked, strict=True)
    )
    assert max(len(some.split()) for some in shown) == 6


def test_nothing_counts_before_the_clock_starts():
    tally = Tally()
    tally.answered("search", 200, 5.0)
    tally.failed("search", "reset")
    tally.showed(5)
    assert (dict(tally.times_ms), tally.errors.total(), tally.letters_ms) == ({}, 0, [])


def test_throttling_is_told_apart_from_other_errors():
    tally = Tally(is_counting=True)
    for status in (200, 304, 429, 429, 500):
        tally.answered("search", status, 5.0)
    tally.failed("search", "ConnectionResetError")
    assert (tally.throttled, tally.failures) == (2, 2)
    assert list(tally.rows(10)) == ["| search | 5 | 0.5 | 5.0 | 5.0 | 5.0 |"]


def run(coroutine):
    """Run a coroutine in a thread of its own: browser tests keep an event loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


@asynccontextmanager
async def answering(behave):
    """Serve `behave(number of connection, reader, writer)`; yield a browser and the connections."""
    seen = []

    async def connected(reader, writer):
        seen.append(writer)
        try:
            await behave(len(seen), reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    browser = Browser(server.sockets[0].getsockname()[1], Tally(is_counting=True))
    try:
        yield browser, seen
    finally:
        browser.close()
        server.close()
        await server.wait_closed()


async def one_answer(number, reader, writer):
    await reader.readuntil(b"\r\n\r\n")
    writer.write(OK)


async def answers(number, reader, writer):
    while await reader.read(10_000):
        writer.write(OK)


async def slow_answers(number, reader, writer):
    while await reader.read(10_000):
        await asyncio.sleep(0.05)
        writer.write(OK)


async def silence_at_first(number, reader, writer):
    await (reader.read() if number == 1 else answers(number, reader, writer))


def test_a_browser_keeps_its_connection():
    async def ask_twice():
        async with answering(answers) as (browser, seen):
            assert [(await browser.get("page", "/")).text for _ in range(3)] == ["ok"] * 3
            return len(seen)

    assert run(ask_twice()) == 1


def test_a_browser_asks_again_where_the_server_closed_an_idle_connection():
    async def ask_twice():
        async with answering(one_answer) as (browser, seen):
            found = [await browser.get("page", "/") for _ in range(2)]
            assert [one.status for one in found] == [200, 200]
            return len(seen), browser.tally.errors.total()

    assert run(ask_twice()) == (2, 0)


def test_while_a_search_is_under_way_only_the_newest_words_wait(monkeypatch):
    monkeypatch.setattr("benchmarks.agents.LETTER_S", (0.01, 0.01))

    async def type_on():
        async with answering(slow_answers) as (browser, _):
            agent = agents.Agent(browser, Random(1), ["a question"])
            asked = []
            search = agent._search

            async def watched(**how):
                asked.append(agent.words)
                return await search(**how)

            agent._search = watched
            await agent._type("a question")
            return asked, browser.tally

    asked, tally = run(type_on())
    assert asked[0] == "a"
    assert asked[-1] == "a question"
    assert len(asked) < len("a question")
    assert len(tally.letters_ms) == len(asked)
    assert tally.errors.total() == 0


def test_a_search_given_up_is_no_error_and_its_connection_is_not_used_again():
    async def type_on():
        async with answering(silence_at_first) as (browser, seen):
            flight = asyncio.create_task(browser.get("search", "/"))
            await asyncio.sleep(0.05)
            assert len(seen) == 1
            flight.cancel()
            await asyncio.wait([flight])
            assert (await browser.get("search", "/")).text == "ok"
            return browser.tally

    tally = run(type_on())
    assert (tally.errors.total(), len(tally.times_ms["search"])) == (0, 1)


def test_no_answer_in_time_is_an_error(monkeypatch):
    monkeypatch.setattr("benchmarks.browser.TIMEOUT_S", 0.05)

    async def wait():
        async with answering(silence_at_first) as (browser, _):
            assert await browser.get("search", "/") is None
            return browser.tally.failures

    assert run(wait()) == 1


def test_nobody_there_is_an_error():
    async def ask():
        async with answering(answers) as (browser, _):
            pass
        assert await browser.get("search", "/") is None
        return browser.tally.failures

    assert run(ask()) == 1


@pytest.mark.parametrize(
    ("memory_mb", "said"),
    [
        ([100, 120, 130, 131, 132], "flat (+1.5% after the second minute)"),
        ([100, 120, 130, 140, 150], "not flat (+15.4% after the second minute)"),
        ([100, 101], "Too short to say"),
    ],
)
def test_memory_is_judged_once_it_had_time_to_settle(memory_mb, said):
    assert said in memory(memory_mb)


def test_a_core_serves_the_agents_that_would_fill_it():
    said = processors(Run("run", 300, seconds=600.0, cpu_s=240.0))
    assert "0.40 cores for 300 agents, so one core serves 750 agents when it is full, 450" in said


def test_gunicorn_is_started_as_the_operations_page_says():
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert f".venv/bin/gunicorn {' '.join(GUNICORN_WORDS)} --bind 127.0.0.1:8000 app:app" in page
