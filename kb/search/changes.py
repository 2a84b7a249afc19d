"""What a row of changes comes to: the last word on each group and each uid."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.search.documents import Document
from kb.search.engine import Change


@dataclass(frozen=True)
class Settled:
    """The documents to store, by uid, and every group whose earlier documents must go."""

    groups: frozenset[str]
    documents: dict[str, Document]
    sequence: int


def settle(changes: Iterable[Change]) -> Settled:
    """Return what is left of `changes`, done in sequence order: the last one of each group.

    Each uid is there once, so an index never holds two copies of a document.
    """
    last: dict[str, Change] = {}
    for change in sorted(changes, key=lambda change: change.sequence):
        last.pop(change.group, None)
        last[change.group] = change
    documents = {doc.uid: doc for change in last.values() for doc in change.documents}
    sequence = max((change.sequence for change in last.values()), default=0)
    return Settled(frozenset(last), documents, sequence)
