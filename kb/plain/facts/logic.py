"""All of it, or any of it: what joins the items of an enumeration.

Yields "and", "or", "all", "any", "both", "either" with the words they join, so that the same pair
can be found in the other text.
"""

from collections.abc import Iterator

from kb.plain.facts.fact import Fact, FactKind
from kb.plain.language import Parsed

JOINING = frozenset({"and", "or", "nor"})
_HE, _SHE = frozenset({"he", "his", "him", "himself"}), frozenset({"she", "her", "hers", "herself"})
CHOOSING = frozenset({"all", "any", "both", "either", "neither", "each", "every"})


def find_logic(parsed: Parsed) -> Iterator[Fact]:
    """Yield what joins and what chooses."""
    for at, word in enumerate(parsed.words):
        if word.lower in JOINING and not (word.lower == "or" and _joins_genders(parsed, at)):
            before, after = _joined(parsed, at)
            yield Fact(FactKind.LOGIC, f"{word.lower}:{before}:{after}", word.start, word.end)
        elif word.lower in CHOOSING and _chooses(parsed, at):
            yield Fact(FactKind.LOGIC, word.lower, word.start, word.end)


def _joins_genders(parsed: Parsed, at: int) -> bool:
    """True in "his or her": it chooses nothing."""
    beside = {word.lower for word in parsed.words[max(0, at - 1) : at + 2]}
    return bool(beside & _HE) and bool(beside & _SHE)


def _joined(parsed: Parsed, at: int) -> tuple[str, str]:
    """Return the lemmas of the two sides: the head of the coordination and its conjunct."""
    if (ends := _items(parsed, at)) is not None:
        return ends
    head = parsed.words[at].head
    conjuncts = [
        one for one in parsed.children.get(head, ()) if parsed.words[one].dep == "conj" and one > at
    ]
    other = conjuncts[0] if conjuncts else min(at + 1, len(parsed.words) - 1)
    return parsed.words[head].lemma, parsed.words[other].lemma


def _items(parsed: Parsed, at: int) -> tuple[str, str] | None:
    """Return the heads of two items of a list, where the word at `at` stands between them."""
    ending = [place for place, one in enumerate(parsed.sentences) if one.last - 1 == at]
    if not ending or ending[0] + 1 == len(parsed.sentences):
        return None
    pair = parsed.sentences[ending[0] : ending[0] + 2]
    heads = [
        next((w.lemma for i, w in enumerate(parsed.of(one), one.first) if w.head == i), "")
        for one in pair
    ]
    return heads[0], heads[1]


def _chooses(parsed: Parsed, at: int) -> bool:
    following = [word.lower for word in parsed.words[at + 1 : at + 4]]
    return (
        following[:1] == ["of"] or "following" in following or following[:2] == ["these", "apply"]
    )
