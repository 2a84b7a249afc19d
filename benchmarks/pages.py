"""How long the largest page takes: a by-law of 2,600 provisions, each with what stands beside it.

    python -m benchmarks.pages                       print the table
    python -m benchmarks.pages --provisions 500      a smaller one
    python -m benchmarks.pages --profile             and where the time goes

In this process, by Flask's own client: what is measured is the work of one request, from its
address to its last byte, without a network. Every page is asked for once before the clock runs.
On a machine that others use, the processor's time says more than the clock's.
"""

import argparse
import cProfile
import pstats
import re
import secrets
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from flask.testing import FlaskClient

from benchmarks.instance import NAME, Instance
from benchmarks.measures import machine, percentile
from kb.factory import create_app
from kb.settings import Settings

PROVISIONS = 2_600
PARAGRAPHS = 9  # below each section, as by-laws have them
TIMES = 15
HEAD = "| page | kB | p50 ms | p95 ms | processor ms |\n| --- | ---: | ---: | ---: | ---: |"
WORDS = (
    "The officer shall give notice in writing to the owner of the land within 14 days, except "
    "where the owner has been served under this by-law in the same year."
)


KEY = re.compile(r'name="csrf_token" value="([^"]+)"')


def main() -> int:
    """Build the library, measure each page, print the table."""
    wanted = _arguments()
    print(f"Largest pages, {wanted.provisions:,} provisions. {machine()}\n\n{HEAD}", flush=True)
    with TemporaryDirectory() as folder:
        root = Path(folder)
        _write(root / "library", wanted.provisions)
        password = _fill(root)
        client = _sign_in(root / "data", password)
        for address in ("/o/by-law", "/o/", "/topics/", "/decide", "/p/verify-caller/picture"):
            print(_row(client, address), flush=True)
        if wanted.profile:
            _profile(lambda: _get(client, "/o/by-law"))
    return 0


def _write(folder: Path, provisions: int) -> None:
    """Write a by-law of that many provisions, and an answer for every tenth section."""
    sections = provisions // (PARAGRAPHS + 1)
    law, said = folder / "content/originals/by-law", folder / "translations/en"
    law.mkdir(parents=True)
    said.mkdir(parents=True)
    body = "\n\n".join(_section(number) for number in range(1, sections + 1))
    (law / "2026-01-01.md").write_text(f"---\ntitle: By-law\n---\n# By-law\n\n{body}\n", "utf-8")
    answers = "\n\n".join(_answer(number) for number in range(1, sections + 1, 10))
    (said / "by-law.md").write_text(f"---\noriginal: by-law\n---\n{answers}\n", "utf-8")


def _section(number: int) -> str:
    places = range(1, PARAGRAPHS + 1)
    paragraphs = (f"({place}) In case {number}.{place}: {WORDS}" for place in places)
    return "\n\n".join([f"## {number} Notice number {number}", *paragraphs])


def _answer(number: int) -> str:
    covers = f"sec_{number}__para_1 sec_{number}__para_2"
    return f'## What is notice {number}? {{#notice-{number} covers="{covers}"}}\n\nA letter.'


def _fill(root: Path) -> str:
    """Load the library that ships, and the by-law; return the password of an account."""
    instance = Instance(root / "data")
    instance.run("load")
    instance.run("load", str(root / "library/content"), str(root / "library/translations"))
    password: str = instance.make_agent()
    return password


def _sign_in(data_dir: Path, password: str) -> FlaskClient:
    settings = Settings(
        data_dir=data_dir, secret_key=secrets.token_hex(), requests_per_second=1_000_000
    )
    client = create_app(settings).test_client()
    key = KEY.search(client.get("/sign-in").text)
    form = {"name": NAME, "password": password, "csrf_token": key[1] if key else ""}
    client.post("/sign-in", data=form)
    return client


def _get(client: FlaskClient, address: str) -> int:
    """Return how many bytes the page has. Raises RuntimeError when it is none."""
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return len(answer.data)


def _row(client: FlaskClient, address: str) -> str:
    size = _get(client, address)
    started = process_time()
    took = sorted(_times(lambda: _get(client, address)))
    worked = (process_time() - started) * 1000 / TIMES
    p50, p95 = percentile(took, 0.5), percentile(took, 0.95)
    return f"| `{address}` | {size / 1000:.0f} | {p50:.0f} | {p95:.0f} | {worked:.0f} |"


def _times(work: Callable[[], object]) -> Iterator[float]:
    for _ in range(TIMES):
        started = perf_counter()
        work()
        yield (perf_counter() - started) * 1000


def _profile(work: Callable[[], object]) -> None:
    with cProfile.Profile() as profile:
        work()
    pstats.Stats(profile).sort_stats("cumulative").print_stats(30)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--provisions", type=int, default=PROVISIONS)
    parser.add_argument("--profile", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
