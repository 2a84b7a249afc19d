"""Which provisions an answer speaks of: proposals for its `covers`, with the reasons.

A provision is likely when it shares words with the answer that few other provisions have, and
quantities that the answer names. A proposal is shown with what the two share; a person decides.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from kb.plain.content_words import Lexicon
from kb.plain.facts import FactKind
from kb.plain.fidelity.quantities import KINDS
from kb.plain.fidelity.texts import Side
from kb.plain.language import Parsed

ENOUGH = 0.3  # of the best proposal's score: what is far behind it is no proposal
MOST = 8
QUANTITY_WORTH = 2.0  # a shared amount says as much as two rare words


@dataclass(frozen=True)
class Proposal:
    """A provision that the answer may stand for: its eid, how likely, and what both say."""

    eid: str
    score: float
    shared: tuple[str, ...]


class Aligner:
    """The provisions of one edition as they were read: (eid, own words)."""

    def __init__(self, lexicon: Lexicon, provisions: Iterable[tuple[str, Parsed]]) -> None:
        self._lexicon = lexicon
        self._sides = {eid: Side(parsed, lexicon) for eid, parsed in provisions}
        self._held = Counter(form for side in self._sides.values() for form in side.forms)

    def propose(self, answer: Parsed) -> tuple[Proposal, ...]:
        """Return the likely provisions for an answer's words, the likeliest first; often few."""
        side = Side(answer, self._lexicon)
        found = [self._proposal(eid, law, side) for eid, law in self._sides.items()]
        ranked = sorted((one for one in found if one.shared), key=lambda one: (-one.score, one.eid))
        best = ranked[0].score if ranked else 0.0
        return tuple(one for one in ranked[:MOST] if one.score >= best * ENOUGH)

    def _proposal(self, eid: str, law: Side, answer: Side) -> Proposal:
        words = sorted(law.forms & answer.forms, key=lambda form: (-self._rarity(form), form))
        amounts = sorted(_amounts(law) & _amounts(answer))
        said = _words_of(law)
        score = sum(map(self._rarity, words)) + QUANTITY_WORTH * len(amounts) * self._rarity("")
        spread = 1 + log(1 + len(law.forms))
        return Proposal(eid, round(score / spread, 3), (*amounts, *(said[form] for form in words)))

    def _rarity(self, form: str) -> float:
        return log(1 + len(self._sides) / (1 + self._held[form]))


def _amounts(side: Side) -> set[str]:
    facts = side.of_kind(*(kind for kind in KINDS if kind is not FactKind.NUMBER))
    return {fact.value for fact in facts}


def _words_of(side: Side) -> dict[str, str]:
    """Return {common form: the word as the text has it}, the first one of each."""
    words = [one for sentence in side.meanings for one in sentence]
    return {one.form: side.parsed.words[one.at].lower for one in reversed(words)}
