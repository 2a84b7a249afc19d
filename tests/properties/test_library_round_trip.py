"""Any library: stored twice is stored once, and its export goes round byte for byte (I8)."""

import shutil
from contextlib import contextmanager
from datetime import UTC

from hypothesis import HealthCheck, given, settings

from kb.services.database import open_database
from kb.services.unit import Store
from tests.factories import export_files, load_whole, read_back
from tests.factories_library import libraries

quick = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)


@contextmanager
def stored(folder, template, clock):
    """Give an empty library in a database file of its own."""
    path = folder / "kb.sqlite3"
    shutil.copy(template, path)
    engine = open_database(f"sqlite:///{path}")
    try:
        yield Store(engine, audit_key=b"a key for tests", zone=UTC, clock=clock)
    finally:
        engine.dispose()
        for file in folder.glob("kb.sqlite3*"):
            file.unlink()


@quick
@given(libraries())
def test_export_load_export_is_byte_for_byte(empty_database, tmp_path, clock, library):
    with stored(tmp_path, empty_database, clock) as store:
        first = load_whole(store, library)
        assert set(load_whole(store, library).counts) <= {"unchanged"}
        files = export_files(store)
        assert set(load_whole(store, read_back(files)).counts) <= {"unchanged"}
        assert set(first.counts) <= {"new"}
    with stored(tmp_path, empty_database, clock) as other:
        load_whole(other, read_back(files))
        assert export_files(other) == files
