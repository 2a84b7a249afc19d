"""The passage of a text that shows why it was found: whole words, and where the found ones are.

Spans, not HTML: whoever prints them escapes the text first and puts the marks in after.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kb.search.analysis import Token, stem, tokens
from kb.text.normal import collapse

CUT = "…"
LEAD_SHARE = 0.25
"""Of the room left over, how much goes before the first found word."""


Span = tuple[int, int]


@dataclass(frozen=True)
class Excerpt:
    """A passage, and the (start, end) characters of each found word in it, in order."""

    text: str
    spans: tuple[Span, ...]


def excerpt(text: str, stems: Collection[str], *, width: int, begun: str = "") -> Excerpt:
    """Return the passage of at most `width` characters that holds most of `stems`.

    `begun` is a word that is still being typed: words that begin so are found words too.
    Different stems count before repeated ones, an earlier passage before a later one as good.
    Cut ends are shown by "…", which comes on top of `width`.
    """
    clean = collapse(text)
    words = _stemmed(clean)
    found = [word for word in words if word.text in stems or _is_begun(clean, word, begun)]
    start, end = (0, len(clean)) if len(clean) <= width else _window(words, found, width)
    before = CUT if start > 0 else ""
    after = CUT if clean[end:].strip(" .") else clean[end:]
    shift = len(before) - start
    spans = [(w.start + shift, w.end + shift) for w in found if start <= w.start and w.end <= end]
    return Excerpt(before + clean[start:end] + after, tuple(spans))


def find_words(text: str, stems: Collection[str], *, begun: str = "") -> tuple[Span, ...]:
    """Return where in `text`, one line, the words of `stems` and words that begin `begun` are."""
    return excerpt(text, stems, width=len(text), begun=begun).spans


def _is_begun(text: str, word: Token, begun: str) -> bool:
    return bool(begun) and text[word.start : word.end].lower().startswith(begun)


@lru_cache(maxsize=512)  # a letter more brings mostly the same results
def _stemmed(text: str) -> tuple[Token, ...]:
    return tuple(word._replace(text=stem(word.text)) for word in tokens(text))


def _window(words: Sequence[Token], found: Sequence[Token], width: int) -> tuple[int, int]:
    """Return where the best passage starts and ends, at ends of words."""
    best = _best_run(found, width)
    if not best:
        return 0, _last_end(words, 0, width)
    first, last = best[0].start, best[-1].end
    earliest = max(0, first - int((width - (last - first)) * LEAD_SHARE))
    start = min((word.start for word in words if earliest <= word.start <= first), default=first)
    start = 0 if earliest == 0 else start
    return start, max(last, _last_end(words, start, width))


def _best_run(found: Sequence[Token], width: int) -> Sequence[Token]:
    """Return the neighbouring found words within `width` that hold the most different stems."""
    best: Sequence[Token] = ()
    best_worth = (0, 0)
    end = 0
    for begin, first in enumerate(found):
        while end < len(found) and found[end].end - first.start <= width:
            end += 1
        run = found[begin:end]
        worth = (len({word.text for word in run}), len(run))
        if worth > best_worth:
            best, best_worth = run, worth
    return best


def _last_end(words: Sequence[Token], start: int, width: int) -> int:
    """Return the end of the last word that is whole within `width` from `start`."""
    ends = [word.end for word in words if start <= word.start and word.end <= start + width]
    return max(ends, default=start + width)
