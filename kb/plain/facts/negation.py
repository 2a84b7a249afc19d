"""Negations: what is said not to be. The value is the negated word's lemma."""

from collections.abc import Iterator

from kb.plain.facts.fact import Fact, FactKind
from kb.plain.language import Parsed

PLAIN = frozenset(
    {
        "not",
        "n't",
        "never",
        "no",
        "neither",
        "nor",
        "nothing",
        "nobody",
        "none",
        "without",
        "cannot",
    }
)


def find_negation(parsed: Parsed) -> Iterator[Fact]:
    """Yield each negating word with what it negates."""
    for at, word in enumerate(parsed.words):
        if word.lower not in PLAIN or _only_bounds(parsed, at) or _numbers(parsed, at):
            continue
        head = parsed.words[word.head]
        yield Fact(FactKind.NEGATION, head.lemma, word.start, word.end)


def _numbers(parsed: Parsed, at: int) -> bool:
    """True in "No. 12" and "law no. 4963", which deny nothing."""
    word, following = parsed.words[at], parsed.words[at + 1 : at + 2]
    is_short = parsed.text[word.end : word.end + 1] == "."
    is_before_number = bool(following) and following[0].text[0].isdigit()
    return word.lower == "no" and (is_short or (word.text == "No" and is_before_number))


def _only_bounds(parsed: Parsed, at: int) -> bool:
    """True where the word belongs to a limit ("not less than", "no later than", "not only")."""
    following = [word.lower for word in parsed.words[at + 1 : at + 4]]
    return bool(following) and (
        following[0] in {"less", "fewer", "more", "later", "earlier", "exceeding", "only", "longer"}
        or (following[0] in {"to", "be"} and following[1:2] == ["exceed"])
        or following[0] == "exceed"
    )
