"""Which provisions an answer speaks of: proposals with their reasons, from its own original.

Of a long original only the provisions that share most words with the answer are read closely:
reading takes some 10 ms each.
"""

import re
from collections import Counter
from dataclasses import dataclass
from math import log

from sqlalchemy import select

from kb.importers.records import AnswerRecord
from kb.models import Edition, Provision
from kb.plain.alignment import Aligner
from kb.services.law.nodes import citation_of
from kb.services.unit import Unit
from kb.services.workshop.texts import KNOWN, said
from kb.services.workshop.words import lexicon_of, word_list
from kb.services.workshop.workshop import Workshop
from kb.text.markup import to_text
from kb.text.provisions.model import BlockKind

READ_CLOSELY = 60
SNIPPET = 160
REASONS = 6
_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True)
class Proposed:
    """A provision that an answer may stand for, and what both of them say."""

    eid: str
    citation: str
    heading: str
    words: str
    shared: tuple[str, ...]
    is_covered: bool


def propose_covers(
    unit: Unit, workshop: Workshop, record: AnswerRecord, edition: Edition
) -> tuple[Proposed, ...]:
    """Return the likely provisions of `edition`, the likeliest first; those chosen already too."""
    words = f"{record.question}\n{said(record, KNOWN)}"
    query = select(Provision).where(Provision.edition_id == edition.id)
    rows = {row.eid: row for row in unit.session.scalars(query)}
    texts = {eid: text for eid, row in rows.items() if (text := _own_words(row))}
    lexicon = lexicon_of(word_list(unit))
    near = ((eid, workshop.read(texts[eid])) for eid in _nearest(words, texts))
    aligner = Aligner(lexicon, near)
    covered = {one.eid for one in record.covers if one.original == record.original}
    return tuple(
        Proposed(
            eid=one.eid,
            citation=citation_of(edition, rows[one.eid]),
            heading=rows[one.eid].heading,
            words=_short(texts[one.eid]),
            shared=one.shared[:REASONS],
            is_covered=one.eid in covered,
        )
        for one in aligner.propose(workshop.read(words))
    )


def _own_words(row: Provision) -> str:
    """Return what a provision says itself, without its number and what is below it."""
    own = (text for kind, text in row.blocks if kind != BlockKind.CHILD)
    return "\n".join(filter(None, map(to_text, own)))


def _nearest(words: str, texts: dict[str, str]) -> list[str]:
    """Return the eids of the texts that share the rarest words with `words`, in their order."""
    if len(texts) <= READ_CLOSELY:
        return list(texts)
    own = _terms(words)
    shared = {eid: own & _terms(text) for eid, text in texts.items()}
    held = Counter(term for terms in shared.values() for term in terms)
    scores = {
        eid: sum(log(len(texts) / held[term]) for term in sorted(terms))
        for eid, terms in shared.items()
    }
    best = sorted(texts, key=lambda eid: (-scores[eid], eid))[:READ_CLOSELY]
    return [eid for eid in texts if eid in set(best)]


def _terms(text: str) -> set[str]:
    return {word[:6] for word in _WORD.findall(text.casefold())}  # six letters: a rough stem


def _short(words: str) -> str:
    return words if len(words) <= SNIPPET else f"{words[:SNIPPET].rsplit(' ', 1)[0]} …"
