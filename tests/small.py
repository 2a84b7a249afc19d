"""The small library that tests of pages stand on: rules of a lending library, in every kind."""

from pathlib import Path

from kb.importers.library import read_library
from kb.services.actor import OPERATOR
from kb.services.database import open_database
from kb.services.house import House
from kb.services.indexing import Indexer
from kb.services.library import LoadReport, known_names, load_library
from kb.services.migrate import migrate

FOLDER = Path(__file__).parent / "small_library"
MAX_BYTES = 1_000_000


def make_empty_database(path: Path) -> Path:
    """Make a database file in the shape of this release, without content."""
    engine = open_database(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


def load_small_library(house: House) -> LoadReport:
    """Load it as the operator does, and bring the index up to date."""
    with house.store.read() as unit:
        known = known_names(unit)
    paths = [FOLDER / "content", FOLDER / "translations"]
    reading = read_library(paths, max_bytes=MAX_BYTES, known=known)
    assert not reading.problems, "\n".join(map(str, reading.problems))
    hashes = {file.path: file.sha256 for file in reading.files}
    with house.store.change() as unit:
        report = load_library(unit, OPERATOR, reading.library, file_hashes=hashes)
    bring_index_up_to_date(house)
    return report


def bring_index_up_to_date(house: House) -> None:
    """Let the index hold what the database holds."""
    Indexer(house.store, house.engine, house.settings.data_dir / "indexer.lock").catch_up()
