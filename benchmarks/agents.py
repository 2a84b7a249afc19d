"""What an agent does all day, as the server sees it. Times are not compressed: a minute is one.

A call comes every four to six minutes. Its first minute is busy: the agent starts a new call,
types a few of the caller's words (a letter every 150 to 250 ms, a search for each letter, one at
a time: while one is under way only the newest words wait), presses Enter, which opens the first
answer, reads it, and often asks again, marks the caller as verified, or runs three to six steps
of a process. For the rest the agent talks; the open page asks every 700 ms whether something
changed.
Switching panes and copying ask nothing of the server. So do files with a version in their
address, which browsers keep; files without one are asked for again with every whole page.
"""

import asyncio
import json
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from random import Random
from time import perf_counter

from benchmarks.browser import Answer, Browser
from benchmarks.data_sets import ROOT

QUESTIONS = ROOT / "tests" / "library" / "questions.jsonl"

BETWEEN_CALLS_S = (240.0, 360.0)
LETTER_S = (0.15, 0.25)
WORDS = (2, 6)
READING_S = (8.0, 20.0)
STEP_S = (4.0, 10.0)
STEPS = (3, 6)
POLL_S = 0.7
ASKS_AGAIN, VERIFIES, RUNS_PROCESS = 0.4, 0.5, 0.25  # shares of calls

MARK = re.compile(r'data-changes="([^"]+)"')
ANSWER = re.compile(r'data-answer="([^"]+)"')
PROCESS = re.compile(r'data-process="([^"]+)"')
CHOICE = re.compile(r'<a class="choice[^"]*" href="([^"]+)"')
SHELF = re.compile(r'href="(/p/[^"/?]+)"')
UNVERSIONED = re.compile(r'(?:href|src)="(/static/[^"?]+)"')
SIGN_IN_KEY = re.compile(r'name="csrf_token" value="([^"]+)"')


def questions(path: Path = QUESTIONS) -> list[str]:
    """Return what callers ask, in their words."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def typed(question: str, chance: Random) -> str:
    """Return the first few words: agents stop typing when they see the right result."""
    return " ".join(question.split()[: chance.randint(*WORDS)])


@dataclass
class Agent:
    """One person at the call screen."""

    browser: Browser
    chance: Random
    asked: Sequence[str]
    mark: str = ""  # what the open page was last told about changes
    words: str = ""  # what stands in the search box
    typed_at: float = 0.0  # when its last letter was typed
    opened: str = ""  # address of the open answer
    process: str = ""  # address of the process that the open answer leads to
    on_call_screen: bool = False
    kept_files: dict[str, str] = field(default_factory=dict)  # file without a version: its ETag

    async def sign_in(self, name: str, password: str) -> None:
        """Sign in and see the call screen. Raises RuntimeError where that fails."""
        form = await self.browser.get("sign in", "/sign-in")
        key = SIGN_IN_KEY.search(form.text) if form else None
        if key is None:
            raise RuntimeError(f"{name} sees no form to sign in: {form or 'no answer'}")
        sent = {"name": name, "password": password, "csrf_token": key[1]}
        answer = await self.browser.post("sign in", "/sign-in", sent)
        if answer is None or answer.status != 303:
            raise RuntimeError(f"{name} cannot sign in: {answer or 'no answer'}")
        await self._open_call_screen("/")

    async def work(self) -> None:
        """Take calls until cancelled."""
        polling = asyncio.create_task(self._poll())
        try:
            await asyncio.sleep(self.chance.uniform(0, BETWEEN_CALLS_S[1]))
            while True:
                ends = asyncio.get_running_loop().time() + self.chance.uniform(*BETWEEN_CALLS_S)
                await self._take_call()
                await asyncio.sleep(max(0.0, ends - asyncio.get_running_loop().time()))
        finally:
            polling.cancel()
            with suppress(asyncio.CancelledError):
                await polling

    async def _take_call(self) -> None:
        await self._new_call()
        await self._ask()
        if self.chance.random() < VERIFIES:
            await self.browser.post(
                "call state", "/call/verification", {"verification": "verified"}
            )
        if self.chance.random() < ASKS_AGAIN:
            await self._ask()
        if self.chance.random() < RUNS_PROCESS:
            await self._run_process()

    async def _new_call(self) -> None:
        self.browser.call = f"{self.chance.getrandbits(64):016x}"
        await self.browser.post("call state", "/call/new", {})
        self.opened = self.process = self.words = ""
        await self._search(typing=True)

    async def _ask(self) -> None:
        """Type until the right result stands there, open the first answer and read it."""
        await asyncio.sleep(self.chance.uniform(*LETTER_S) * 5)
        results = await self._type(typed(self.chance.choice(self.asked), self.chance))
        await self._search(typing=False)  # the page notes what was asked once it is finished
        first = ANSWER.search(results.text) if results else None
        if first is not None:
            await self._open(unescape(first[1]))
        await asyncio.sleep(self.chance.uniform(*READING_S))

    async def _type(self, question: str) -> Answer | None:
        """Type; meanwhile search as the page does: one at a time, then for the newest words."""
        flight: asyncio.Task[Answer | None] | None = None
        for end in range(1, len(question) + 1):
            self.words, self.typed_at = question[:end], perf_counter()
            if flight is None or flight.done():
                flight = asyncio.create_task(self._search_newest())
            await asyncio.sleep(self.chance.uniform(*LETTER_S))
        return await flight if flight is not None else None

    async def _search_newest(self) -> Answer | None:
        while True:
            words, typed_at = self.words, self.typed_at
            answer = await self._search(typing=True)
            self.browser.tally.showed((perf_counter() - typed_at) * 1000)
            if self.words == words:
                return answer

    async def _search(self, *, typing: bool, by_clock: bool = False) -> Answer | None:
        kind = "search as typed" if typing else "search finished"
        form = {"q": self.words, **({"typing": "1"} if typing else {})}
        return await self.browser.post(kind, "/results", form, by_clock=by_clock)

    async def _open(self, address: str, *, by_clock: bool = False) -> None:
        form = {} if by_clock else {"q": self.words}
        panes = await self.browser.post("open answer", f"{address}/panes", form, by_clock=by_clock)
        if panes is not None and panes.status == 200:
            found = PROCESS.search(panes.text)
            self.opened, self.process = address, unescape(found[1]) if found else ""

    async def _run_process(self) -> None:
        """Go some steps into the answer's process, or into any, and come back to the call."""
        self.on_call_screen = False
        address = self.process or await self._any_process()
        for _ in range(self.chance.randint(*STEPS)):
            page = await self._page("process step", address)
            choices = CHOICE.findall(page.text) if page else []
            if not choices:
                break
            address = unescape(self.chance.choice(choices))
            await asyncio.sleep(self.chance.uniform(*STEP_S))
        await self._open_call_screen(self.opened or "/")
        await self._search(typing=True)

    async def _any_process(self) -> str:
        shelf = await self._page("whole page", "/p/")
        found = SHELF.findall(shelf.text) if shelf else []
        return unescape(self.chance.choice(found)) if found else "/p/"

    async def _open_call_screen(self, address: str) -> None:
        page = await self._page("whole page", address)
        mark = MARK.search(page.text) if page else None
        if mark is not None:
            self.mark, self.on_call_screen = mark[1], True

    async def _page(self, kind: str, address: str) -> Answer | None:
        page = await self.browser.get(kind, address)
        for file in dict.fromkeys(UNVERSIONED.findall(page.text)) if page else ():
            etag = self.kept_files.get(file, "")
            answer = await self.browser.get("file", file, known=etag)
            if answer is not None and answer.status == 200:
                self.kept_files[file] = answer.headers.get("etag", "")
        return page

    async def _poll(self) -> None:
        """Ask for changes as the open page does, and look again when there are some."""
        while True:
            await asyncio.sleep(POLL_S)
            if self.on_call_screen:
                await self._look()

    async def _look(self) -> None:
        address = f"/api/v1/changes?since={self.mark}"
        answer = await self.browser.get("changes", address, by_clock=True)
        if answer is None or answer.status != 200:
            return
        self.mark = json.loads(answer.text)["now"]
        if self.opened:
            await self._open(self.opened, by_clock=True)
        if self.words:
            await self._search(typing=True, by_clock=True)
