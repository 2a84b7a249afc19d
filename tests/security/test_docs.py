"""docs/security.md names tests that are there, and leaves none of this folder out."""

import re

from kb.settings import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`((?:tests|docs)/[\w/]+\.\w+)(?:::(\w+))?`", PAGE)
ITEMS = [
    [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
    for line in PAGE.partition("item by item\nLevels")[2].splitlines()
    if re.match(r"\| \d", line)
]
CHAPTERS = range(1, 18)


def test_every_file_and_test_named_is_there():
    assert NAMED
    assert not [path for path, _ in NAMED if not (ROOT / path).is_file()]
    tests = [(path, name) for path, name in NAMED if name]
    assert tests
    texts = {path: (ROOT / path).read_text(encoding="utf-8") for path, _ in tests}
    assert not [name for path, name in tests if f"def {name}(" not in texts[path]]


def test_every_test_of_this_folder_is_named():
    here = {path.name for path in (ROOT / "tests" / "security").glob("test_*.py")}
    assert not [name for name in here - {"test_docs.py"} if f"tests/security/{name}" not in PAGE]


def test_every_chapter_is_walked_in_order_and_every_item_decided():
    chapters = [int(item.partition(".")[0]) for item, *_ in ITEMS]
    assert list(dict.fromkeys(chapters)) == list(CHAPTERS)
    assert chapters == sorted(chapters)
    assert {decided for _, _, decided, _, _ in ITEMS} == {"met", "part", "open", "n/a"}


def test_what_is_met_is_shown_and_what_is_not_says_why():
    for item, _, decided, how, shown in ITEMS:
        assert decided != "met" or shown, f"{item}: shown by nothing"
        assert decided == "met" or how, f"{item}: {decided} without a reason"
