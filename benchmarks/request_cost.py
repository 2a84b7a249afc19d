"""What each kind of request costs: milliseconds of processor time, and statements to the database.

    python -m benchmarks.request_cost                           print the table
    python -m benchmarks.request_cost --times 400               ask more often
    python -m benchmarks.request_cost --profile "open answer"   where the time of one kind goes
    python -m benchmarks.request_cost --write docs/benchmarks.md

In this process, by WSGI alone, on the library that ships: the server around it is not in these
figures (docs/decisions/0017 has it). What is asked differs from request to request as in a day's
work, in the same order each time; all of it is asked once before counting, as in a process that
has been at work for some minutes. A busy machine makes processor time longer too, by up to a half.
"""

import argparse
import cProfile
import json
import pstats
import secrets
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import event
from werkzeug.test import EnvironBuilder, run_wsgi_app

from benchmarks.agents import CHOICE, MARK, questions, typed
from benchmarks.instance import NAME, Instance
from benchmarks.measures import machine
from benchmarks.pages import KEY
from benchmarks.sections import write_section
from kb.factory import create_app
from kb.settings import Settings
from kb.vocabulary import ResultKind

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

TITLE = "## What a request costs"
HEAD = (
    "| request | processor ms | statements | kB |\n"  # of one request, on average
    "| --- | ---: | ---: | ---: |"
)
TIMES = 150
SEED = 20
ORIGIN = "http://127.0.0.1:8000"
FIRST_STEPS = 3  # of each process: the first step, and what its first choices lead to


@dataclass(frozen=True)
class Asked:
    """One request; without a form it is a GET."""

    address: str
    form: Mapping[str, str] | None = None


class Visitor:
    """Asks the application, signed in as an agent."""

    def __init__(self, app: Flask, name: str, password: str) -> None:
        self.app = app
        self._cookie = ""
        client = app.test_client()
        key = KEY.search(client.get("/sign-in").text)
        form = {"name": name, "password": password, "csrf_token": key[1] if key else ""}
        client.post("/sign-in", data=form)
        kept = client.get_cookie("session")
        if kept is None:
            raise RuntimeError("Nobody could be signed in.")
        self._cookie = f"session={kept.value}"
        self._key = KEY.search(self.read("/"))

    def prepare(self, asked: Asked) -> "WSGIEnvironment":
        """Return the request as the server hands it to the application."""
        form = asked.form
        if form is not None and self._key:
            form = {**form, "csrf_token": self._key[1]}
        method = "GET" if form is None else "POST"
        return EnvironBuilder(
            asked.address,
            base_url=ORIGIN,
            method=method,
            data=form,
            headers={"Cookie": self._cookie},
        ).get_environ()

    def answer(self, environ: "WSGIEnvironment") -> int:
        """Return how many bytes the answer has. Raises RuntimeError on an error."""
        body, status, _ = run_wsgi_app(self.app, environ)
        if not status.startswith(("200", "304")):
            raise RuntimeError(f"{environ['PATH_INFO']} answered {status}")
        return sum(map(len, body))

    def read(self, address: str) -> str:
        """Return the page at `address`."""
        body, _, _ = run_wsgi_app(self.app, self.prepare(Asked(address)))
        return b"".join(body).decode()


def main() -> int:
    """Measure every kind and print the table."""
    wanted = _arguments()
    with TemporaryDirectory(prefix="kb-cost-") as folder:
        visitor = _furnish(Path(folder), wanted.data)
        counted = _count_statements(visitor.app)
        kinds = _kinds(visitor)
        if wanted.profile:
            _profile(visitor, kinds[wanted.profile], wanted.times)
            return 0
        rows = (_row(visitor, kind, kinds[kind], counted, wanted.times) for kind in kinds)
        text = "\n".join(_lines(rows, wanted.times))
    if wanted.write:
        write_section(wanted.write, TITLE, text)
    return 0


def _furnish(folder: Path, data: Path | None) -> Visitor:
    """Load the library that ships, unless `data` holds it already, and sign an agent in."""
    instance = Instance(data or folder / "data")
    if data is None:
        instance.run("load")
    instance.run("reindex")
    name, password = f"{NAME}-{secrets.token_hex(4)}", secrets.token_urlsafe(24)
    instance.run("user", "add", name, "--role", "agent", "--password-stdin", typed=password + "\n")
    settings = Settings(
        data_dir=instance.folder, secret_key=secrets.token_hex(), requests_per_second=1_000_000
    )
    return Visitor(create_app(settings), name, password)


def _count_statements(app: Flask) -> list[int]:
    """Return a list of one number, which grows with every statement sent to the database."""
    counted = [0]

    def count(*_told: object) -> None:
        counted[0] += 1

    event.listen(app.extensions["kb"].store.engine, "before_cursor_execute", count)
    return counted


def _kinds(visitor: Visitor) -> dict[str, list[Asked]]:
    """Return the requests of each kind, in the order in which they are asked."""
    chance = Random(SEED)
    asked = questions()
    chance.shuffle(asked)
    said = [typed(question, chance) for question in asked]
    letters = [said[at][:end] for at in range(len(said)) for end in range(1, len(said[at]) + 1)]
    chance.shuffle(letters)
    answers = _answers(visitor, said)
    mark = MARK.search(visitor.read("/"))
    return {
        "poll of an open page": [Asked(f"/api/v1/changes?since={mark[1] if mark else ''}")],
        "search as typed": [Asked("/results", {"q": one, "typing": "1"}) for one in letters],
        "search finished": [Asked("/results", {"q": one}) for one in said],
        "open answer": [Asked(f"{one}/panes", {"q": words}) for one, words in answers],
        "whole page of an answer": [Asked(one) for one, _ in answers],
        "call screen": [Asked("/")],
        "process step": [Asked(one) for one in _steps(visitor)],
    }


def _answers(visitor: Visitor, said: Sequence[str]) -> list[tuple[str, str]]:
    """Return (address, words): what agents open who search for `said`."""
    found = []
    for words in said:
        results = json.loads(visitor.read(f"/api/v1/search?{urlencode({'q': words})}"))["results"]
        for one in [one for one in results if one["kind"] == ResultKind.ANSWER][:1]:
            original, _, answer = one["id"].partition("#")
            found.append((f"/a/{one['language']}/{original}/{answer}", words))
    return found


def _steps(visitor: Visitor) -> list[str]:
    """Return addresses of the first steps of every process that the shelf lists."""
    shelf = visitor.read("/p/")
    first = dict.fromkeys(part.partition('"')[0] for part in shelf.split('href="/p/')[1:])
    found = []
    for slug in filter(None, first):
        address = f"/p/{slug}"
        for _ in range(FIRST_STEPS):
            found.append(address)
            choice = CHOICE.search(visitor.read(address))
            if choice is None:
                break
            address = choice[1].replace("&amp;", "&")
    return found


def _row(
    visitor: Visitor, kind: str, asked: Sequence[Asked], counted: list[int], times: int
) -> str:
    """Ask and count; return a line of the table."""
    requests = [visitor.prepare(one) for one in islice(chain.from_iterable(_again(asked)), times)]
    for environ in requests:
        visitor.answer(environ)
    requests = [visitor.prepare(one) for one in islice(chain.from_iterable(_again(asked)), times)]
    before, started = counted[0], process_time()
    size = sum(map(visitor.answer, requests))
    took_ms = (process_time() - started) * 1000 / times
    statements = (counted[0] - before) / times
    return f"| {kind} | {took_ms:.2f} | {statements:.1f} | {size / times / 1000:.1f} |"


def _again(asked: Sequence[Asked]) -> Iterator[Sequence[Asked]]:
    while True:
        yield asked


def _lines(rows: Iterator[str], times: int) -> Iterator[str]:
    head = (
        TITLE,
        "",
        f"`python -m benchmarks.request_cost`: the application alone, {times} of each. {machine()}",
        "",
        HEAD,
    )
    for line in chain(head, rows):
        print(line, flush=True)
        yield line


def _profile(visitor: Visitor, asked: Sequence[Asked], times: int) -> None:
    def work(many: int) -> Callable[[], None]:
        found = [visitor.prepare(one) for one in islice(chain.from_iterable(_again(asked)), many)]
        return lambda: [visitor.answer(one) for one in found] and None

    work(times)()
    counted = work(times)
    with cProfile.Profile() as profile:
        counted()
    stats = pstats.Stats(profile)
    for order in ("cumulative", "tottime"):
        stats.sort_stats(order).print_stats(60)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=TIMES, help="requests of each kind")
    parser.add_argument("--data", type=Path, help="a data folder that holds the library already")
    parser.add_argument("--profile", metavar="KIND", help="profile one kind instead")
    parser.add_argument("--write", type=Path, help="put the table into its section of this file")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
