"""The words that a finding or a remark is about, with a few around them, for somebody to see."""

from dataclasses import dataclass

AROUND = 40  # letters on each side
LONGEST = 240


@dataclass(frozen=True)
class Quote:
    """Words of a line as they stand there; `before` and `after` are cut between words."""

    before: str
    words: str
    after: str


def quote(text: str, span: tuple[int, int] | None) -> Quote | None:
    """Return the words of a span, None for none.

    >>> quote("A book is lent for 21 days.", (19, 26))
    Quote(before='A book is lent for ', words='21 days', after='.')
    """
    if span is None:
        return None
    start, end = span
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    before = text[line_start:start]
    after = text[end : line_end if line_end >= 0 else len(text)]
    return Quote(_last(before), _shortened(text[start:end]), _first(after))


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]} …"


def _last(words: str) -> str:
    return words if len(words) <= AROUND else f"… {words[-AROUND:].partition(' ')[2]}"


def _first(words: str) -> str:
    return words if len(words) <= AROUND else f"{words[:AROUND].rpartition(' ')[0]} …"
