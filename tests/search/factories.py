"""Documents and queries with good defaults, and Hypothesis strategies for sequences of changes."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from kb.search.documents import Document, Reign
from kb.search.engine import Change
from kb.vocabulary import ResultKind

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
VOCABULARY = ["refund", "cancel", "visit", "charge", "payer", "deposit", "licence", "appeal"]


def make_document(uid: str = "answer/a", **changes: Any) -> Document:
    fields = {
        "group": uid.partition("@")[0],
        "kind": ResultKind.ANSWER,
        "key": uid,
        "language": "en",
        "title": "Can I get my money back?",
        "phrasings": (),
        "body": "Yes, within ten days.",
        "context": "",
        "parent": "",
        "shown_from": NOW - DAY,
        "shown_to": None,
    }
    return Document(uid=uid, **(fields | changes))


def make_change(*documents: Document, sequence: int = 1, group: str = "") -> Change:
    return Change(sequence, group or documents[0].group, documents)


texts = st.lists(st.sampled_from(VOCABULARY), max_size=8).map(" ".join)
instants = st.sampled_from([NOW - 2 * DAY, NOW - DAY, NOW, NOW + DAY, NOW + 2 * DAY])
reigns = st.none() | st.builds(Reign, *[st.none() | instants] * 4)


@st.composite
def changes_of_group(draw, group: int):
    """Draw the new documents of one group: none, one or several, each with its time."""
    count = draw(st.integers(0, 3))
    return tuple(
        make_document(
            f"g{group}@{number}",
            kind=draw(st.sampled_from(list(ResultKind))),
            language=draw(st.sampled_from(["en", "es"])),
            title=draw(texts),
            phrasings=tuple(draw(st.lists(texts, max_size=2))),
            body=draw(texts),
            context=draw(texts),
            parent=draw(st.sampled_from(["", "p1", "p2"])),
            shown_from=draw(instants),
            shown_to=draw(st.none() | instants),
            lines=draw(st.sampled_from([(), ("billing",), ("claims", "billing")])),
            reign=draw(reigns),
        )
        for number in range(count)
    )


@st.composite
def batches(draw):
    """Draw a few commits, each of a few changes, numbered throughout."""
    sequence = 0
    drawn = []
    for size in draw(st.lists(st.integers(1, 4), min_size=1, max_size=5)):
        batch = []
        for _ in range(size):
            sequence += 1
            group = draw(st.integers(0, 4))
            batch.append(Change(sequence, f"g{group}", draw(changes_of_group(group))))
        drawn.append(batch)
    return drawn
