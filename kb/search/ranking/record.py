"""What is kept of a document beside its postings: instants are seconds since 1970, in UTC."""

from datetime import datetime
from math import inf
from typing import NamedTuple

from kb.search.documents import Document, Reign
from kb.search.weighing import Weighed


class Record(NamedTuple):
    """One document as engines keep it; a span without an end reaches to infinity."""

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


def to_record(document: Document, weighed: Weighed) -> Record:
    """Return what to keep of `document`."""
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
