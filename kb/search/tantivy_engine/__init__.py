"""The engine for large libraries, and the only door to Tantivy (an extra, `[tantivy]`).

Tantivy, written in Rust, keeps the inverted index on disk: it writes ten times as fast as Whoosh
and reads postings many times as fast. Ranking is ours, as with Whoosh and for the same reasons, so
both engines find the same in the same order; no scorer, parser or collector of Tantivy decides.

    schema.py    what is written for a document
    reading.py   failures of Tantivy become one error of ours
    whole.py     whether files are as they were written
    files.py     the files of one generation: opened, read, written by one writer
    stretch.py   a stretch of document numbers as a part for ranking; joining small ones
    snapshot.py  the index as of one commit
    engine.py    the engine: how the files are read, written on and filled (kb/search/on_disk.py)

Numbers and reasons: docs/decisions (Tantivy).
"""

from pathlib import Path

from kb.errors import InvalidError
from kb.search.engine import Engine


def open_engine(folder: Path) -> Engine:
    """Open the index in `folder`, or start an empty one there.

    Raises InvalidError where the extra is not installed.
    """
    try:
        from kb.search.tantivy_engine.engine import TantivyEngine  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        if error.name != "tantivy":
            raise
        raise InvalidError(
            "KB_SEARCH_ENGINE=tantivy needs the package tantivy, which is not installed. "
            "Install it (pip install 'customer-speak[tantivy]') or set KB_SEARCH_ENGINE=whoosh."
        ) from error
    return TantivyEngine(folder)
