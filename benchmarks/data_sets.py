"""Public data sets of callers' questions, if they are there: pages of passages, and questions.

They are not part of this project. They are looked for in $KB_DATA_SETS, else in ../shared/data
beside the repository. Each has docs.jsonl (one page a line, with its passages) and queries.jsonl
(one question a line, with the pages that answer it).
"""

import json
import os
import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SLUG_CHARS = 60


@dataclass(frozen=True)
class Passage:
    """One passage of a page; `heading` may be empty."""

    heading: str
    text: str


@dataclass(frozen=True)
class Page:
    """One page; `slug` is its name in a library, unique in its data set."""

    slug: str
    title: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Question:
    """One question and the slugs of the pages that answer it."""

    qid: str
    text: str
    answered_by: frozenset[str]


@dataclass(frozen=True)
class DataSet:
    """Pages, and the questions asked of them."""

    name: str
    pages: tuple[Page, ...]
    questions: tuple[Question, ...]


def _is_standalone(row: dict[str, Any]) -> bool:
    """True for turns that can be understood without the turns before them."""
    return bool(row["first_turn"] and row["is_question"])


CHOSEN: dict[str, Callable[[dict[str, Any]], bool]] = {"doc2dial": _is_standalone}
"""Which questions of a set are put to the search; of the others all are."""
SAMPLED = {"insuranceqa": 800}
"""Of how many questions a sample is taken, the same one each time."""
WITH_SCENARIO = "+scenario"
"""Ends the name of a set whose questions are asked with what the caller tells before them."""
QUESTION_SETS = (
    "condqa",
    f"condqa{WITH_SCENARIO}",
    "doc2dial",
    "mtrag_govt",
    "or_sharc",
    f"or_sharc{WITH_SCENARIO}",
    "insuranceqa",
)
SEED = 20260401


def folder() -> Path:
    """Return where data sets are looked for."""
    named = os.environ.get("KB_DATA_SETS")
    return Path(named) if named else ROOT.parent / "shared" / "data"


def is_there(name: str) -> bool:
    """True if the data set can be read here."""
    return (_folder_of(name) / "docs.jsonl").is_file()


def read(name: str) -> DataSet:
    """Read a data set; FileNotFoundError if it is not there."""
    rows = list(_rows(_folder_of(name) / "docs.jsonl"))
    slugs = {row["doc_id"]: f"{_slug(row['doc_id'])}-{number}" for number, row in enumerate(rows)}
    pages = tuple(_page(row, slugs[row["doc_id"]]) for row in rows)
    return DataSet(name, pages, tuple(_questions(name, slugs)))


def _questions(name: str, slugs: Mapping[str, str]) -> list[Question]:
    chosen = CHOSEN.get(name, bool)
    questions = [
        Question(row["qid"], said(row), frozenset(slugs[r["doc_id"]] for r in row["relevant"]))
        for said in [_told if name.endswith(WITH_SCENARIO) else _asked]
        for row in _rows(_folder_of(name) / "queries.jsonl")
        if row["relevant"] and chosen(row)
    ]
    size = SAMPLED.get(name, len(questions))
    return random.Random(SEED).sample(questions, size) if size < len(questions) else questions


def _asked(row: Mapping[str, str]) -> str:
    return row["text"]


def _told(row: Mapping[str, str]) -> str:
    return f"{row['scenario']} {row['text']}".strip()


def _folder_of(name: str) -> Path:
    return folder() / name.removesuffix(WITH_SCENARIO)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _page(row: dict[str, Any], slug: str) -> Page:
    passages = tuple(Passage(p["heading"], p["text"]) for p in row["passages"])
    return Page(slug, row["title"] or slug, passages)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:SLUG_CHARS].strip("-") or "page"
