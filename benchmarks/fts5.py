"""SQLite's own full-text search, as a yardstick: the same passages, the same questions."""

import sqlite3
from collections.abc import Iterable

from benchmarks.data_sets import Page
from kb.search.analysis import content


def fill(pages: Iterable[Page], file: str = ":memory:") -> sqlite3.Connection:
    """Return a database with every passage in an FTS5 table, stemmed (Porter); saved."""
    database = sqlite3.connect(file)
    database.execute(
        "CREATE VIRTUAL TABLE passage USING fts5(title, body, tokenize = 'porter unicode61')"
    )
    database.executemany(
        "INSERT INTO passage VALUES (?, ?)",
        ((f"{page.title} {p.heading}", p.text) for page in pages for p in page.passages),
    )
    database.commit()
    return database


def ask(database: sqlite3.Connection, text: str, *, limit: int) -> list[int]:
    """Return the best rows by BM25 that hold any content word of `text`."""
    words = " OR ".join(f'"{word}"' for word in dict.fromkeys(content(text)))
    if not words:
        return []
    found = database.execute(
        "SELECT rowid FROM passage WHERE passage MATCH ? ORDER BY bm25(passage) LIMIT ?",
        (words, limit),
    )
    return [row[0] for row in found]
