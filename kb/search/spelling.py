"""A better guess at a word that nothing holds, and how a begun word may go on.

Guesses come only from the words an agent may see now: the caller passes `Engine.words(now)`.
The page says what was searched instead and offers the words as they were typed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kb.search.analysis import Token, stem, tokens
from kb.search.stopwords import STOP_WORDS

SHORTEST = 4
"""Shorter words are too near to too many others to guess at."""
SHORT_WORD = 6
"""A wrong letter in a shorter word mostly makes another word (knee, knew; March, match)."""
LONG_WORD = 8
"""From this length on two slips are forgiven, before it one."""
CANDIDATES = 20
LIKENESS = 0.54

Words = Iterable[tuple[str, int]]
"""(word, number of documents that hold it)"""


def may_be_misspelt(text: str, *, typing: bool = False) -> frozenset[str]:
    """Return the stems of the words of `text` that a guess would be made at, if unknown.

    While `typing`, the last word is only begun and not judged.
    """
    found = list(tokens(text))
    judged = found[:-1] if typing and not text[-1:].isspace() else found
    return frozenset(stem(token.text) for token in judged if _can_be_guessed(token))


def correct(text: str, words: Words, *, only: Collection[str] | None = None) -> str | None:
    """Return `text` with its unknown words replaced by the nearest known ones, or None.

    With `only`, no words but those of these stems are judged.

    Slips are a wrong, missing or surplus letter and two letters swapped (optimal string alignment
    distance; Damerau 1964: four fifths of all misspellings are one of these). The first letter is
    hardly ever wrong (Yannakoudakis and Fawthrop 1983), so "Spain" is no slip for "pain". Of words
    equally near, one with the same first letter wins, then the more frequent.
    """
    known = dict(words)
    stems = {stem(word) for word in known}
    parts, done = [], 0
    for token in tokens(text):
        is_judged = only is None or stem(token.text) in only
        guess = _guess(token, known) if is_judged and _is_unknown(token, stems) else None
        if guess:
            parts += [text[done : token.start], guess]
            done = token.end
    return "".join([*parts, text[done:]]) if parts else None


def resembling(text: str, words: Words) -> list[str]:
    """Return, for each word of `text` that can be guessed at, the known one it resembles most.

    At least LIKENESS of the letters must be in order: for a last try, not for a correction.
    """
    known = [word for word, _ in words]
    likeness = OSA.normalized_similarity
    guesses = (
        process.extractOne(token.text, known, scorer=likeness, score_cutoff=LIKENESS)
        for token in tokens(text)
        if _can_be_guessed(token)
    )
    return list(dict.fromkeys(guess[0] for guess in guesses if guess))


def complete(prefix: str, words: Words, *, limit: int = 8) -> list[str]:
    """Return the words that begin with `prefix`, the most frequent first."""
    begun = [(word, count) for word, count in words if word.startswith(prefix.lower())]
    begun.sort(key=lambda pair: (-pair[1], pair[0]))
    return [word for word, _ in begun[:limit]]


def _is_unknown(token: Token, stems: set[str]) -> bool:
    return _can_be_guessed(token) and stem(token.text) not in stems


def _can_be_guessed(token: Token) -> bool:
    word = token.text
    has_digit = any(letter.isdigit() for letter in word)
    return len(word) >= SHORTEST and word not in STOP_WORDS and not has_digit


def _guess(token: Token, known: Mapping[str, int]) -> str | None:
    word = token.text
    slips = 1 if len(word) < LONG_WORD else 2
    close: Sequence[tuple[str, int, int]] = process.extract(
        word, list(known), scorer=OSA.distance, score_cutoff=slips, limit=CANDIDATES
    )
    near = [found for found in close if _may_be_meant(word, found[0])]
    if not near:
        return None
    return min(near, key=lambda n: (n[1], n[0][0] != word[0], -known[n[0]], n[0]))[0]


def _may_be_meant(word: str, guess: str) -> bool:
    """Return whether a near word is likely meant, and not just another word of the language."""
    is_swap_or_count = len(word) != len(guess) or sorted(word) == sorted(guess)
    return word[0] in guess[:2] and (len(word) >= SHORT_WORD or is_swap_or_count)
