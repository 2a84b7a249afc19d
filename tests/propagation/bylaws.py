"""Real by-laws as plain lines, read by a few lines of our own: not the importer that is tested.

They are no part of this project: looked for in $KB_DATA_SETS, else in ../shared/data beside it.
"""

import os
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

from kb.settings import ROOT
from tests.propagation.brute import Line

FOLDER = Path(os.environ.get("KB_DATA_SETS", ROOT.parent / "shared/data")) / "legislation_akn"
PLACES = frozenset({"part", "chapter", "section", "subsection", "paragraph", "item", "article"})
ABSENT = "The by-laws of the data set legislation_akn are not here."


@cache
def versions() -> dict[str, tuple[Path, ...]]:
    """Return the files of each by-law, the oldest first."""
    found: dict[str, list[Path]] = {}
    for file in sorted(FOLDER.glob("zabylaw_*.xml")):
        found.setdefault(file.name.rpartition("_eng_")[0], []).append(file)
    return {name: tuple(files) for name, files in found.items()}


def pairs() -> list[tuple[Path, Path]]:
    """Return each version with the one that came after it."""
    return [pair for files in versions().values() for pair in pairwise(files)]


@cache
def lines_of(file: Path) -> tuple[Line, ...]:
    """Return the provisions of a by-law; an id that comes again is numbered."""
    root = ET.parse(file).getroot()  # noqa: S314 - a file of our own data set
    found: list[Line] = []
    for body in root.iter():
        if _tag(body) in {"body", "mainBody"}:
            _walk(body, "", found, {line.eid for line in found})
    return tuple(found)


def _walk(node, parent, found, used) -> None:
    for child in node:
        if _tag(child) not in PLACES:
            _walk(child, parent, found, used)
            continue
        eid = _free(re.sub(r"[\s#{}]", "-", child.get("id") or _tag(child)), used)
        found.append(Line(eid, parent, " ".join(" ".join(_own_words(child)).split())))
        _walk(child, eid, found, used)


def _own_words(node):
    for child in node:
        if _tag(child) in PLACES or _tag(child) == "num":
            continue
        yield child.text or ""
        yield from _own_words(child)
        yield child.tail or ""


def _free(name, used) -> str:
    eid, number = name, 2
    while eid in used:
        eid, number = f"{name}_{number}", number + 1
    used.add(eid)
    return eid


def _tag(node) -> str:
    return node.tag.rpartition("}")[2]
