"""A text with all that comparing needs, computed once: words, facts, meanings by sentence."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from kb.plain.content_words import MEANINGFUL, Lexicon, Meaning
from kb.plain.facts import Fact, FactKind, find_facts
from kb.plain.language import Parsed

OPENING = frozenset("—–:")
GOING_ON = frozenset(";,")
NEAR = 6
PASSED = frozenset({"DET", "PRON", "ADP"})
JOINED = frozenset({"and", "or"})


@dataclass(frozen=True)
class Side:
    """One of the two texts."""

    parsed: Parsed
    lexicon: Lexicon

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """All facts of the text."""
        return find_facts(self.parsed)

    def of_kind(self, *kinds: FactKind) -> list[Fact]:
        """Return the facts of some kinds, in order."""
        if len(kinds) == 1:
            return list(self._by_kind.get(kinds[0], ()))
        return [fact for fact in self.facts if fact.kind in kinds]

    @cached_property
    def _by_kind(self) -> dict[FactKind, list[Fact]]:
        found: dict[FactKind, list[Fact]] = {}
        for fact in self.facts:
            found.setdefault(fact.kind, []).append(fact)
        return found

    @cached_property
    def meanings(self) -> tuple[tuple[Meaning, ...], ...]:
        """What carries meaning, sentence by sentence."""
        return tuple(
            tuple(self.lexicon.meanings(self.parsed, one.first, one.last))
            for one in self.parsed.sentences
        )

    @cached_property
    def sentence_forms(self) -> tuple[frozenset[str], ...]:
        """The common forms of what carries meaning, sentence by sentence."""
        return tuple(frozenset(one.form for one in sentence) for sentence in self.meanings)

    @cached_property
    def forms(self) -> frozenset[str]:
        """The common forms of everything that carries meaning."""
        return frozenset(one.form for sentence in self.meanings for one in sentence)

    @cached_property
    def all_stems(self) -> frozenset[str]:
        """The stems of all words, light ones too: what is there in any shape."""
        return frozenset(self.lexicon.form(word) for word in self.parsed.words)

    @cached_property
    def digits(self) -> str:
        """The text without what joins the parts of a number or label."""
        return re.sub(r"[/().]", "", self.parsed.text.lower())

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.parsed.words]

    def form_beside(self, offset: int, step: int, *, across: str = "") -> str:
        """Return the form of the word before (-1) or after (1) an offset, if it carries meaning.

        Articles and the like are passed over, and the marks `across`; another mark ends it.
        """
        at = bisect_right(self._starts, offset) - 1
        for place in range(at + step, at + step * NEAR, step):
            word = self.parsed.words[place] if 0 <= place < len(self.parsed.words) else None
            if word is None or (word.pos not in PASSED and word.text not in across):
                return self.lexicon.form(word) if word and word.pos in MEANINGFUL else ""
        return ""

    def sentence_at(self, offset: int) -> int:
        """Return the index of the sentence that holds an offset."""
        return min(bisect_right(self._ends, offset), max(0, len(self._ends) - 1))

    @cached_property
    def _ends(self) -> list[int]:
        return [self.parsed.words[one.last - 1].end for one in self.parsed.sentences]

    @cached_property
    def leads(self) -> dict[int, int]:
        """For each sentence that is an item of a list, the sentence that leads into the list."""
        found: dict[int, int] = {}
        lead: int | None = None
        for at, sentence in enumerate(self.parsed.sentences):
            last = self.parsed.words[sentence.last - 1]
            if lead is not None:
                found[at] = lead
            if last.text[-1] in OPENING:
                lead = at
            elif last.text[-1] not in GOING_ON and last.lower not in JOINED:
                lead = None
        return found

    def with_leads(self, at: int) -> list[int]:
        """Return a sentence and what leads into it: "Nothing in this Act—" denies its items."""
        found = [at]
        while found[-1] in self.leads:
            found.append(self.leads[found[-1]])
        return found

    def words(self, start: int, end: int) -> str:
        """Return the words between two offsets, for a message."""
        return " ".join(self.parsed.text[start:end].split())


def aligned(plain: Side, at: int, law: Side) -> list[int]:
    """Return the sentences of the law that a plain sentence may stand for, the likeliest first.

    Likely is what shares the most meaning; a sentence that shares none may stand for any.
    """
    if len(law.meanings) <= 1:
        return list(range(len(law.meanings)))
    own = plain.sentence_forms[at] if at < len(plain.meanings) else frozenset()
    scores = [(len(own & forms), -place) for place, forms in enumerate(law.sentence_forms)]
    best = sorted(((score, place) for score, place in scores if score), reverse=True)
    if not best:
        return list(range(len(law.meanings)))
    return [-place for score, place in best if score >= best[0][0] / 2]
