"""What kind of thing a question asks for: a number to call, what a word means, how it is done."""

import re
from collections.abc import Iterator

from kb.vocabulary import ResultKind

ASKED: tuple[tuple[re.Pattern[str], ResultKind], ...] = (
    (
        re.compile(
            r"\b(?:(?:phone |telephone |contact )?(?:number|e-?mail(?: address)?) (?:for|of)|"
            r"(?:put|transfer|pass)\b.{0,60}\bthrough|(?:transfer|put) (?:them|him|her|you|me) to|"
            r"opening hours|who (?:do|should|can) i (?:call|ring|contact|transfer|put))\b",
            re.IGNORECASE,
        ),
        ResultKind.CONTACT_POINT,
    ),
    (
        re.compile(
            r"\b(?:what does (?!it\b|that\b|this\b).{1,60}\bmean|meaning of|definition of|define|"
            r"what do you mean by)\b",
            re.IGNORECASE,
        ),
        ResultKind.TERM,
    ),
)
LONGEST = 500  # characters that are looked at


def asked_kinds(text: str) -> frozenset[ResultKind]:
    """Return the kinds that `text` asks for by its form; mostly none.

    >>> sorted(asked_kinds("what's the number for the transport desk"))
    [<ResultKind.CONTACT_POINT: 'contact_point'>]
    """
    return frozenset(_kinds(text[:LONGEST]))


def _kinds(text: str) -> Iterator[ResultKind]:
    for pattern, kind in ASKED:
        if pattern.search(text):
            yield kind
