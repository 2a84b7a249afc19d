"""docs/security.md names tests that are there, and leaves none of this folder out."""

import re

from kb.settings import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_test_named_is_there():
    named = set(re.findall(r"`(tests/[\w/]+\.py)`", PAGE))
    assert named
    assert not [path for path in named if not (ROOT / path).is_file()]


def test_every_test_of_this_folder_is_named():
    here = {path.name for path in (ROOT / "tests" / "security").glob("test_*.py")}
    assert not [name for name in here - {"test_docs.py"} if f"tests/security/{name}" not in PAGE]
