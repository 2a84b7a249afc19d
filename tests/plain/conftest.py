"""The loaded language, once for all tests here."""

import pytest

from kb.plain.language import load_language


@pytest.fixture(scope="session")
def language():
    return load_language()
