"""What is indexed: one document per published revision, per step, and per provision text.

Services make documents from the database; engines store them. A document holds only words
that some agent may see at some time between `shown_from` and `shown_to`; which of them are
visible at an instant is the engine's filter set, and the database has the last word (I1, I5).
"""

from dataclasses import dataclass
from datetime import datetime

from kb.vocabulary import ResultKind


@dataclass(frozen=True)
class Document:
    """One findable text.

    `uid` is unique in the index and stable over rebuilds; it also breaks ties between equal scores.
    `group` is the thing the document belongs to: all documents of a group are replaced together,
    and one search shows a group at most once. `parent` names the document's larger whole (an
    original, a process), whose words lend it context. Instants are aware datetimes in UTC;
    `shown_to` is exclusive, None is "without end".
    """

    uid: str
    group: str
    kind: ResultKind
    key: str
    language: str
    title: str
    phrasings: tuple[str, ...]
    body: str
    context: str
    parent: str
    shown_from: datetime
    shown_to: datetime | None
    lines: tuple[str, ...] = ()
