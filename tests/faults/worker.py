"""What is killed in the fault tests: a process that works on one instance, a command at a time.

Started once; for each line on standard input it forks a child that does the work, and prints the
child's id; the next line makes it wait for the child's end. So a test kills a process that does
nothing but the work, thirty times in seconds.
"""

import os
import sys
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory

from kb.importers.library import read_library
from kb.search.whoosh_engine import open_engine
from kb.services.actor import OPERATOR
from kb.services.database import open_database
from kb.services.indexing import Indexer
from kb.services.library import known_names, load_library
from kb.services.migrate import migrate
from kb.services.unit import Store
from tests.factories import load, make_term

AUDIT_KEY = b"a key for tests"
SMALL = Path(__file__).parents[1] / "small_library"


def open_store(folder: Path) -> Store:
    """Open the database of the instance in `folder`."""
    engine = open_database(f"sqlite:///{folder / 'kb.sqlite3'}")
    return Store(engine, audit_key=AUDIT_KEY, zone=UTC)


def index(store: Store, folder: Path):
    """Bring the index in `folder` up to date, and return its engine."""
    engine = open_engine(folder / "index")
    Indexer(store, engine, folder / "indexer.lock").catch_up()
    return engine


def load_files(folder: Path, library: Path) -> None:
    """Load a library as `flask kb load` does, index included; say when it is done."""
    store = open_store(folder)
    with store.read() as unit:
        known = known_names(unit)
    reading = read_library([library], max_bytes=1_000_000, known=known)
    with store.change() as unit:
        load_library(unit, OPERATOR, reading.library, file_hashes={})
    say("loaded")
    index(store, folder)


def publish_for_ever(folder: Path, name: str) -> None:
    """Publish one text after the other, each counted; say which one is done."""
    store = open_store(folder)
    for number in range(1_000_000):
        load(store, make_term(name, plain=f"version {number}"))
        say(str(number))
        if number % 4 == 3:
            index(store, folder)


def count_up(folder: Path, name: str, times: str) -> None:
    """Publish a given number of texts of one thing."""
    store = open_store(folder)
    for number in range(int(times)):
        load(store, make_term(name, plain=f"{os.getpid()} writes version {number}"))


DEEDS = {
    "load": lambda folder, library: load_files(folder, Path(library)),
    "publish": publish_for_ever,
    "count": count_up,
}


def say(words: str) -> None:
    """Write a line at once: what was said was done before."""
    os.write(sys.stdout.fileno(), f"{words}\n".encode())


def warm_up() -> None:
    """Do each deed once, so that children begin with everything imported."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        store = open_store(folder)
        migrate(store.engine)
        load(store, make_term())
        index(store, folder).close()
        read_library([SMALL], max_bytes=1_000_000)
        store.engine.dispose()


def serve() -> None:
    """Fork a child for every other line: deed, folder, arguments."""
    for line in sys.stdin:
        deed, folder, *arguments = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            DEEDS[deed](Path(folder), *arguments)
            os._exit(0)
        say(f"child {child}")
        sys.stdin.readline()  # until then its number stays its own, even if it has ended
        _, status = os.waitpid(child, 0)
        say(f"ended {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    warm_up()
    serve()
