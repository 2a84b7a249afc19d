"""The library that ships, read once."""

from pathlib import Path

import pytest

from kb.importers.library import LibraryReading, read_library
from kb.importers.records import Library

ROOT = Path(__file__).resolve().parents[2]
MAX_BYTES = 2_000_000


@pytest.fixture(scope="session")
def reading() -> LibraryReading:
    return read_library([ROOT / "content", ROOT / "translations"], max_bytes=MAX_BYTES)


@pytest.fixture(scope="session")
def library(reading) -> Library:
    return reading.library
