"""What is indexed: one document per published revision, per step, and per provision text.

Services make documents from the database; engines store them. A document holds only words
that some agent may see at some time between `shown_from` and `shown_to`; which of them are
visible at an instant is the engine's filter set, and the database has the last word (I1, I5).
"""

from dataclasses import dataclass
from datetime import datetime

from kb.vocabulary import ResultKind


@dataclass(frozen=True)
class Reign:
    """The days for whose law a text is the best there is, as known between two instants.

    Days are given by the instants at which they begin. Ends are exclusive; None is without end.
    """

    known_from: datetime | None = None
    known_to: datetime | None = None
    law_from: datetime | None = None
    law_to: datetime | None = None

    @property
    def name(self) -> str:
        """Tell it from the other reigns of a text: "2026-06-01T00:00:00+00:00/-"."""
        starts = (self.known_from, self.law_from)
        return "/".join(start.isoformat() if start else "-" for start in starts)

    def holds(self, at: datetime, on: datetime) -> bool:
        """True when, as known at the instant `at`, it holds for the day that begins at `on`."""
        return _within(self.known_from, at, self.known_to) and _within(
            self.law_from, on, self.law_to
        )


@dataclass(frozen=True)
class Document:
    """One findable text.

    `uid` is unique in the index and stable over rebuilds; it also breaks ties between equal scores.
    `group` is the thing the document belongs to: all documents of a group are replaced together,
    and one search shows a group at most once. `parent` names the document's larger whole (an
    original, a process), whose words lend it context. Instants are aware datetimes in UTC;
    `shown_to` is exclusive, None is "without end". `reign` says for the law of which days it is
    looked up beside that; a text of the past alone is shown for no time at all (both are equal).
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
    reign: Reign | None = None

    def is_shown(self, at: datetime, on: datetime | None = None) -> bool:
        """True when it is shown at an instant; with `on`, for the law of the day that begins so."""
        if on is not None:
            return self.reign is not None and self.reign.holds(at, on)
        return _within(self.shown_from, at, self.shown_to)


def _within(start: datetime | None, moment: datetime, end: datetime | None) -> bool:
    return (start is None or start <= moment) and (end is None or moment < end)
