r"""What is written to disk for a document: its terms, its number and one record.

Tantivy counts how often a term stands in a text and keeps the count to its own scorer; our weights
are halves and quarters and we score ourselves. So each stem is written with its weight behind a
tab ("refund\t2.25"): what begins with "refund\t" are the postings of "refund", by weight. Terms
of the other fields all weigh 1 and stand as they are.

Numbers are given in order and never again. What was removed is deleted, and said in the mark of
the commit as well: whoever reads on from an earlier commit learns it from there.
"""

import json
from collections.abc import Collection
from typing import NamedTuple

import tantivy

from kb.search.analysis import ANALYSIS_VERSION
from kb.search.documents import Document
from kb.search.ranking.part import FIELDS, STEM, to_terms
from kb.search.ranking.record import Record, to_record
from kb.search.weighing import weigh

FORMAT = f"1.{ANALYSIS_VERSION}"
"""An index of another format is not read but built again."""

NUMBER, KEPT = "number", "kept"
WEIGHT = "\t"
"""Stands between a term and its weight; no word holds one."""


class Mark(NamedTuple):
    """The last document of each commit: what the index holds since, and what went with it."""

    format: str
    sequence: int
    removed: tuple[int, ...]


def new_schema() -> tantivy.Schema:
    """Return the schema of every generation."""
    builder = tantivy.SchemaBuilder()
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field(NUMBER, indexed=True, fast=True)
    builder.add_bytes_field(KEPT, stored=True)
    return builder.build()


def to_document(number: int, document: Document) -> tantivy.Document:
    """Return what is stored of `document` under its number."""
    weighed = weigh(document)
    stored = tantivy.Document()
    for field, weights in to_terms(weighed).items():
        for term, weight in weights.items():
            stored.add_text(field, f"{term}{WEIGHT}{weight}" if field == STEM else term)
    return _numbered(stored, number, list(to_record(document, weighed)))


def to_mark(number: int, sequence: int, removed: Collection[int]) -> tantivy.Document:
    """Return the mark that ends a commit."""
    kept = Mark(FORMAT, sequence, tuple(sorted(removed)))._asdict()
    return _numbered(tantivy.Document(), number, kept)


def from_stored(stored: tantivy.Document) -> Record | Mark:
    """Read back what `to_document` or `to_mark` kept; TypeError or ValueError if it is neither."""
    kept = json.loads(stored[KEPT][0])
    if isinstance(kept, dict):
        return Mark(kept["format"], kept["sequence"], tuple(kept["removed"]))
    record = Record(*kept)
    return record._replace(lines=tuple(record.lines))


def _numbered(stored: tantivy.Document, number: int, kept: object) -> tantivy.Document:
    stored.add_unsigned(NUMBER, number)
    stored.add_bytes(KEPT, json.dumps(kept).encode())
    return stored
