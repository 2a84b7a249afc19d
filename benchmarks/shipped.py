"""The library that ships and the questions judged for it, asked through the whole search service.

Loading takes half a minute, so the loaded database is kept in the temporary folder under a name
made of the library, the code that reads and stores it and the tables: a change makes a new one.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from zoneinfo import ZoneInfo

from benchmarks.data_sets import ROOT, Question
from benchmarks.resident import ResidentEngine
from kb.importers.library import read_library
from kb.services.actor import OPERATOR
from kb.services.database import open_database
from kb.services.indexing import Indexer
from kb.services.library import load_library
from kb.services.migrate import migrate
from kb.services.search import search
from kb.services.unit import Store

TODAY = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
QUESTIONS = ROOT / "tests" / "library" / "questions.jsonl"
READ = ("content", "translations", "kb/importers", "kb/models", "kb/migrations", "kb/text")
MAX_BYTES = 2_000_000
LIMIT = 10


def questions(*, held: bool) -> list[Question]:
    """Return the judged questions; `held` picks those kept aside, else the others."""
    rows = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    return [
        Question("typing" if row.get("typing") else "", row["text"], frozenset(row["right"]))
        for row in rows
        if row.get("held", False) is held
    ]


@contextmanager
def asking() -> Iterator[Callable[[Question], list[str]]]:
    """Yield a search of the shipped library that returns public ids, best first."""
    store = _store(_loaded())
    engine = ResidentEngine(TODAY)
    with TemporaryDirectory(prefix="kb-shipped-") as folder:
        Indexer(store, engine, Path(folder) / "indexer.lock").rebuild()
    with store.read() as unit:

        def ask(one: Question) -> list[str]:
            typing = one.qid == "typing"
            page = search(unit, OPERATOR, engine, one.text, limit=LIMIT, typing=typing)
            return [result.id for result in page.results]

        yield ask


def _loaded() -> Path:
    """Return a database that holds the library as it is now."""
    kept = Path(gettempdir()) / f"kb-shipped-{_fingerprint()[:16]}.sqlite3"
    if not kept.is_file():
        making = kept.with_suffix(".making")
        making.unlink(missing_ok=True)
        _load(making)
        making.rename(kept)
    return kept


def _load(path: Path) -> None:
    store = _store(path)
    migrate(store.engine)
    reading = read_library([ROOT / "content", ROOT / "translations"], max_bytes=MAX_BYTES)
    hashes = {file.path: file.sha256 for file in reading.files}
    with store.change() as unit:
        load_library(unit, OPERATOR, reading.library, file_hashes=hashes)
    store.engine.dispose()


def _store(path: Path) -> Store:
    engine = open_database(f"sqlite:///{path}")
    return Store(engine, audit_key=b"to measure", zone=ZoneInfo("UTC"), clock=lambda: TODAY)


def _fingerprint() -> str:
    """Return a hash of every file that the loaded database depends on."""
    files = sorted(file for name in READ for file in (ROOT / name).rglob("*.*") if file.is_file())
    digest = sha256()
    for file in files:
        if file.suffix != ".pyc":
            digest.update(f"{file}\0".encode() + file.read_bytes())
    return digest.hexdigest()
