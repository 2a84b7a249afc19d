"""Hundreds of agents at once, as a real day would have them, against the product as it is served.

    python -m benchmarks.load --agents 50 --agents 300 --minutes 10      `make run` and gunicorn
    python -m benchmarks.load --agents 50 --minutes 0.5 --warm-up 5      a quick look
    python -m benchmarks.load --write FILE                               the report into a file

What an agent does is told in benchmarks/agents.py, how it is served in benchmarks/servers.py. Each
run starts a server of its own on the loopback address with a temporary folder and the library that
ships, lets everybody sign in, waits until calls are spread evenly, counts, and stops it all.
Client and server share the machine: the client's own use is printed beside the server's.
"""

import argparse
import asyncio
import resource
import secrets
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from benchmarks.agents import Agent, questions
from benchmarks.browser import Browser
from benchmarks.instance import Instance
from benchmarks.load_report import Run, report
from benchmarks.measures import machine
from benchmarks.servers import GUNICORN, RUN, Served, Usage, serving
from kb.factory import create_app
from kb.services.actor import OPERATOR
from kb.services.people.passwords import hash_new_password
from kb.services.people.users import Person, add_user
from kb.settings import Settings
from kb.vocabulary import Role

SEED = 20
AT_ONCE = 2  # sign-ins at a time: each costs the server some 0.1 s of hashing, on purpose
MINUTE_S = 60.0
BEAT_S = 0.05
TABLE_FILES = 16_384


def main() -> int:
    """Run every server with every number of agents; the status is 1 when anything went wrong."""
    wanted = _arguments()
    _allow_many_files()
    lines = [f"Agents at work, {wanted.minutes:g} minutes (seed {SEED}). {machine()}"]
    print(lines[0], flush=True)
    failures = 0
    with TemporaryDirectory(prefix="kb-load-") as folder:
        template = Instance(Path(folder) / "template", settings={})
        password = _furnish(template, max(wanted.agents))
        for server in (RUN, GUNICORN) if wanted.server == "both" else (wanted.server,):
            for agents in wanted.agents:
                run = _measure(template, Run(server, agents), password, wanted)
                failures += run.tally.errors.total()
                section = list(report(run))
                print("\n".join(section), flush=True)
                lines += section
    if wanted.write:
        wanted.write.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 1 if failures else 0


def _furnish(template: Instance, agents: int) -> str:
    """Load the library, make the accounts, and return the password that they share."""
    template.run("load")
    password = secrets.token_urlsafe(24)
    hashed = hash_new_password(password, name="agent")
    house = create_app(Settings(data_dir=template.folder)).extensions["kb"]
    with house.store.change() as unit:
        for number in range(agents):
            person = Person(_name(number), roles=frozenset({Role.AGENT}))
            add_user(unit, OPERATOR, person, password_hash=hashed)
    house.store.engine.dispose()
    return password


def _measure(template: Instance, run: Run, password: str, wanted: argparse.Namespace) -> Run:
    """Serve a copy of `template` and let the agents work there."""
    with TemporaryDirectory(prefix="kb-load-") as folder:
        copy = Path(folder) / "instance"
        shutil.copytree(template.folder, copy)
        with serving(Instance(copy, settings={}), run.server) as served:
            asyncio.run(_work(run, served, password, wanted))
            _show_messages(served)
    return run


async def _work(run: Run, served: Served, password: str, wanted: argparse.Namespace) -> None:
    asked = questions()
    agents = [
        Agent(Browser(served.port, run.tally), Random(f"{SEED}/{number}"), asked)
        for number in range(run.agents)
    ]
    await _sign_in(run, agents, password)
    working = [asyncio.create_task(agent.work()) for agent in agents]
    await asyncio.sleep(wanted.warm_up)
    await _count(run, served, wanted.minutes * MINUTE_S)
    for task in working:
        task.cancel()
    ended = await asyncio.gather(*working, return_exceptions=True)
    for agent in agents:
        agent.browser.close()
    for error in ended:
        if not isinstance(error, asyncio.CancelledError | None):
            raise error  # an agent that stopped working would make the server look good


async def _sign_in(run: Run, agents: Sequence[Agent], password: str) -> None:
    """Let everybody sign in, a few at a time, before the clock starts."""
    started, turn = perf_counter(), asyncio.Semaphore(AT_ONCE)

    async def one(number: int, agent: Agent) -> None:
        async with turn:
            await agent.sign_in(_name(number), password)

    await asyncio.gather(*(one(number, agent) for number, agent in enumerate(agents)))
    run.sign_in_s = perf_counter() - started


async def _count(run: Run, served: Served, seconds: float) -> None:
    """Count for `seconds`; look at the server's memory at the start, every minute and the end."""
    before, client_before = served.usage(), process_time()
    beating = asyncio.create_task(_beat(run.lags_ms))
    started = perf_counter()
    run.tally.is_counting = True
    run.memory_mb.append(before.memory_mb)
    while (left := seconds - (perf_counter() - started)) > 0:
        await asyncio.sleep(min(left, MINUTE_S))
        run.memory_mb.append(served.usage().memory_mb)
    run.tally.is_counting = False
    run.seconds = perf_counter() - started
    run.cpu_s = _used(before, served.usage())
    run.client_cpu_s = process_time() - client_before
    beating.cancel()


async def _beat(lags_ms: list[float]) -> None:
    """Note how late this client wakes up: a client that is late measures itself."""
    while True:
        started = perf_counter()
        await asyncio.sleep(BEAT_S)
        lags_ms.append((perf_counter() - started - BEAT_S) * 1000)


def _used(before: Usage, after: Usage) -> float:
    if after.processes < before.processes:
        raise RuntimeError("A process of the server ended while agents were at work.")
    return after.cpu_s - before.cpu_s


def _show_messages(served: Served) -> None:
    """Pass on what the server complained about, to the terminal only."""
    lines = served.log.read_text(encoding="utf-8", errors="replace").splitlines()
    bad = [line for line in lines if "Traceback" in line or "WARNING" in line or "ERROR" in line]
    for line in bad[:10]:
        print(f"  server: {line}", file=sys.stderr)


def _name(number: int) -> str:
    return f"agent-{number:03}"


def _allow_many_files() -> None:
    """Let this process, and the servers it starts, hold two connections for each agent."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = TABLE_FILES if most == resource.RLIM_INFINITY else min(TABLE_FILES, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--agents", action="append", type=int, help="how many; may be repeated")
    parser.add_argument("--minutes", type=float, default=10.0, help="how long to count")
    parser.add_argument("--warm-up", type=float, default=60.0, help="seconds before that")
    parser.add_argument("--server", choices=(RUN, GUNICORN, "both"), default="both")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the report into FILE")
    wanted = parser.parse_args()
    wanted.agents = wanted.agents or [50, 300]
    return wanted


if __name__ == "__main__":
    sys.exit(main())
