"""What is written to disk for a document: three fields of weighted terms and one record."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from math import inf
from typing import NamedTuple

from whoosh import fields, formats
from whoosh.codec.whoosh3 import W3Codec

from kb.search.analysis import ANALYSIS_VERSION
from kb.search.documents import Document, Reign
from kb.search.weighing import Weighed

FORMAT = f"4.{ANALYSIS_VERSION}"
"""An index of another format is not read but built again."""

STEM, EXACT, PREFIX, RECORD = "stem", "exact", "prefix", "record"


class Record(NamedTuple):
    """What is kept of a document beside its postings; unpickled when a segment is opened."""

    uid: str
    group: str
    kind: str
    key: str
    language: str
    lines: tuple[str, ...]
    parent: str
    length: float
    shown_from: float
    shown_to: float
    known_from: float
    known_to: float
    law_from: float
    law_to: float
    stems: str
    words: str


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
    terms = {name: TermWeights() for name in (STEM, EXACT, PREFIX)}
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
    return {
        STEM: weighed.weights,
        EXACT: dict.fromkeys(weighed.exact, 1.0),
        PREFIX: dict.fromkeys(weighed.prefixes, 1.0),
        RECORD: tuple(_record(document, weighed)),
    }


def to_mark(sequence: int) -> dict[str, object]:
    """Return the keyword arguments that add the mark."""
    return {RECORD: tuple(Mark(FORMAT, sequence))}


def from_stored(stored: Mapping[str, object]) -> Record | Mark:
    """Read back what `to_fields` or `to_mark` stored; TypeError if it is neither."""
    values = stored.get(RECORD)
    if not isinstance(values, tuple):
        raise TypeError("The index holds a document that this program did not write.")
    return Mark(*values) if len(values) == len(Mark._fields) else Record(*values)


def _record(document: Document, weighed: Weighed) -> Record:
    return Record(
        uid=document.uid,
        group=document.group,
        kind=document.kind.value,
        key=document.key,
        language=document.language,
        lines=document.lines,
        parent=document.parent or document.uid,
        length=weighed.length,
        shown_from=_moment(document.shown_from),
        shown_to=_moment(document.shown_to),
        **_reign(document.reign),
        stems=weighed.stems,
        words=" ".join(sorted(weighed.words)),
    )


def _reign(reign: Reign | None) -> dict[str, float]:
    """Return the columns of a reign; of none, spans that hold no moment."""
    if reign is None:
        return dict.fromkeys(("known_from", "known_to", "law_from", "law_to"), inf)
    return {
        "known_from": _moment(reign.known_from) if reign.known_from else -inf,
        "known_to": _moment(reign.known_to),
        "law_from": _moment(reign.law_from) if reign.law_from else -inf,
        "law_to": _moment(reign.law_to),
    }


def _moment(at: datetime | None) -> float:
    return at.timestamp() if at else inf
