"""What is written to disk for a document: fields of weighted terms and one record."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from whoosh import fields, formats
from whoosh.codec.whoosh3 import W3Codec

from kb.search.analysis import ANALYSIS_VERSION
from kb.search.documents import Document
from kb.search.ranking.part import FIELDS, to_terms
from kb.search.ranking.record import Record, to_record
from kb.search.weighing import Weighed

FORMAT = f"5.{ANALYSIS_VERSION}"
"""An index of another format is not read but built again."""

RECORD = "record"


class Mark(NamedTuple):
    """The one record that is not a document: what the index holds, committed along with it."""

    format: str
    sequence: int


class TermWeights(fields.FieldType):  # type: ignore[misc] # Whoosh is untyped
    """A field whose value is term -> weight, already analysed; no analyzer, no stored text."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None)

    def index(
        self, value: Mapping[str, float], **_: object
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, frequency, weight, no payload) as Whoosh's writer wants them."""
        for term, weight in value.items():
            yield term.encode(), 1, weight, b""


def new_schema() -> fields.Schema:
    """Return the schema of every generation."""
    terms = {name: TermWeights() for name in FIELDS}
    return fields.Schema(**terms, **{RECORD: fields.STORED()})


def new_codec() -> W3Codec:
    """Return the codec that segments are written with.

    Two savings, together half the time of a rebuild: no lengths of fields (ours stand in the
    records; Whoosh asks the file system for them once per posting), no compression of postings.
    """
    codec = W3Codec(compression=0)
    codec.length_stats = False
    return codec


def to_fields(document: Document, weighed: Weighed) -> dict[str, object]:
    """Return the keyword arguments of Whoosh's `add_document`."""
    return {**to_terms(weighed), RECORD: tuple(to_record(document, weighed))}


def to_mark(sequence: int) -> dict[str, object]:
    """Return the keyword arguments that add the mark."""
    return {RECORD: tuple(Mark(FORMAT, sequence))}


def from_stored(stored: Mapping[str, object]) -> Record | Mark:
    """Read back what `to_fields` or `to_mark` stored; TypeError if it is neither."""
    values = stored.get(RECORD)
    if not isinstance(values, tuple):
        raise TypeError("The index holds a document that this program did not write.")
    return Mark(*values) if len(values) == len(Mark._fields) else Record(*values)
