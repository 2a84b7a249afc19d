"""Read an answer as agents were shown it at a past instant, and find which ones there were.

The unit's own `now` is the past instant, so every service says what it said then. Names of
departments, topics, lines and people are the ones of today: they are no reviewed words. An answer
is found here by the words that it held then; the order of an agent's results is not rebuilt.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from kb.importers.content import unpack
from kb.importers.records import AnswerRecord
from kb.models import Edition, Revision, StateChange, Thing
from kb.search.analysis import stems
from kb.services.actor import Actor
from kb.services.calls.read_answer import AnswerName, AnswerView, read_answer
from kb.services.permits import require
from kb.services.publishing.in_force import editions_in_force
from kb.services.publishing.published import shown_revision, shown_revisions
from kb.services.unit import Unit
from kb.text.markup import to_text
from kb.vocabulary import State, ThingKind, Verb

MOST = 20


@dataclass(frozen=True)
class SeenAnswer:
    """An answer as it was shown. `number` is its revision's; `since` when that was published."""

    view: AnswerView
    number: int
    since: datetime
    until: datetime | None  # None: it is shown still
    ended: str  # the state that ended it, "" while it is shown


@dataclass(frozen=True)
class SeenRow:
    """An answer that was published at the instant, and what its original was called then."""

    name: AnswerName
    question: str
    title: str


def read_seen_answer(unit: Unit, actor: Actor, name: AnswerName) -> SeenAnswer:
    """Return what was shown at `unit.now`. Raises NotFoundError where nothing was."""
    require(actor, Verb.READ_PAST)
    view = read_answer(unit, actor, name)
    revision = shown_revision(unit, ThingKind.ANSWER, name.key)
    if revision is None:
        raise LookupError(name.key)  # the answer that was just read is there
    begun, ended = _life(unit, revision)
    return SeenAnswer(
        view=view,
        number=revision.number,
        since=begun.effective_at,
        until=ended.effective_at if ended else None,
        ended=State(ended.state) if ended else "",
    )


def find_seen(unit: Unit, actor: Actor, words: str) -> tuple[SeenRow, ...]:
    """Return the answers published at `unit.now` that hold most of `words`, at most MOST."""
    require(actor, Verb.READ_PAST)
    asked = frozenset(stems(words))
    shown = shown_revisions(unit, ThingKind.ANSWER) if asked else {}
    rated = [
        (len(asked & _stems(record)), len(asked & frozenset(stems(record.question))), record)
        for record in (unpack(AnswerRecord, one.content) for one in shown.values())
    ]
    most = max((held for held, *_ in rated), default=0)
    found = [one for one in rated if one[0] and one[0] * 2 >= most]
    found.sort(key=_best_first)
    law = editions_in_force(unit)
    return tuple(_row(record, law) for *_, record in found[:MOST])


def _best_first(rated: tuple[int, int, AnswerRecord]) -> tuple[int, int, str, str, int]:
    """Order by the words held, then by those in the question itself."""
    held, asked, record = rated
    return -held, -asked, record.original, record.language, record.position


def _stems(record: AnswerRecord) -> frozenset[str]:
    texts = [record.question, *record.phrasings, *(to_text(one.text) for one in record.blocks)]
    return frozenset(stems("\n".join(texts)))


def _row(record: AnswerRecord, law: Mapping[str, Edition]) -> SeenRow:
    name = AnswerName(record.language, record.original, record.id)
    title = law[record.original].title if record.original in law else record.original
    return SeenRow(name, record.question, title)


def _life(unit: Unit, revision: Revision) -> tuple[StateChange, StateChange | None]:
    """Return the row that began what was shown, and the first one after it, as known today."""
    query = (
        select(StateChange)
        .join(Thing, StateChange.thing_id == Thing.id)
        .where(StateChange.revision_id == revision.id)
        .order_by(StateChange.id)
    )
    rows = list(unit.session.scalars(query))
    known = [row for row in rows if row.at <= unit.now and row.effective_at <= unit.now]
    return known[-1], next(_ends(rows, known[-1], unit.now), None)


def _ends(rows: list[StateChange], begun: StateChange, now: datetime) -> Iterator[StateChange]:
    """Yield the changes that ended it, the earliest first."""
    after = [row for row in rows if row.id > begun.id and row.effective_at > now]
    yield from sorted(after, key=lambda row: (row.effective_at, row.id))
