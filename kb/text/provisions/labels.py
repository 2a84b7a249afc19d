"""Labels at the start of a line: `§ 12`, `12.`, `4.1`, `(a)`, `(1)`, `Article 5`, `1.—(1)`.

This module says what a label *can* be; which reading holds, `(i)` the letter or the numeral, is
decided by `tree.py` from its neighbours. Recognised are

- enumerators: `(a)` `(1)` `(i)` `(A)` `(I)` `(aa)` `(2A)` `(*1*)`, `1)` `a)`, `12.` `a.` `ii.`;
- dotted numbers: `4.1`, `4.1.2`, `12A.3`;
- section signs and words: `§ 17.4010`, `Article 5`, `Part 2`, `Schedule 1`, `Section 4`, `SEC. 2.`;
  in running lines a word counts only where a stop, colon or dash or nothing follows its number,
  since "Section 4 applies to …" is a sentence.

A backslash before it keeps a label from being one: `\\(a)`.
"""

import re
from dataclasses import dataclass

from kb.text.provisions.numerals import from_letter, from_roman

WORD_KINDS = {
    "book": "book",
    "title": "title",
    "part": "part",
    "subpart": "subpart",
    "chapter": "chp",
    "subchapter": "subchp",
    "division": "division",
    "schedule": "sched",
    "annex": "annex",
    "appendix": "app",
    "article": "art",
    "art": "art",
    "section": "sec",
    "sec": "sec",
    "regulation": "sec",
    "rule": "sec",
    "clause": "sec",
}
"""Words that a heading's label opens with, and what their provisions' eids begin with."""

ENUMERATOR, DOTTED = "enumerator", "dotted"

_NUMBER = r"(?:\d+[A-Za-z]{0,2}(?:[.–-]\d+[A-Za-z]{0,2})*|[IVXLC]{1,7}|[A-Z])"
_WORD = re.compile(
    rf"(?P<word>{'|'.join(WORD_KINDS)})\.?[ ]+(?P<number>{_NUMBER})(?!\w)", re.IGNORECASE
)
_SIGN = re.compile(rf"§§?[ ]*(?P<number>{_NUMBER})(?!\w)")
_DOTTED = re.compile(r"(?P<number>\d{1,4}[A-Z]{0,2}(?:\.\d{1,4}[A-Z]{0,2})+)\.?(?![\w%])")
_PAREN = re.compile(
    r"\((?P<star>[*_]?)(?P<bare>\d{1,4}[A-Z]{0,2}|[a-z]{1,7}|[A-Z]{1,5})(?P=star)\)"
)
_STOP = re.compile(r"(?P<bare>\d{1,4}[A-Z]{0,2}|[a-z]|[ivx]{2,6})\.(?![\w.])")
_CLOSE = re.compile(r"(?P<bare>\d{1,3}|[a-z]|[ivx]{2,6})\)")
_PLAIN = re.compile(r"(?P<bare>\d{1,3}[A-Z]?)(?=[ ]+[^\W\d_a-z])")
_BOLD = re.compile(r"(?P<mark>\*\*|__)(?P<inner>[^*_]{1,24}?)(?P=mark)(?=[ ]|$)")
_AFTER_WORD = re.compile(r"[ ]*(?:$|[.:—–](?:[ \n(]|$)|-[ ]|\{|\n)")
_AFTER_DOTTED = re.compile(
    r"$|\n|[ ]?\(|[ ]*[—–:{]|[ ]+(?:[^\W\d_a-z]|[\"“‘*({\\]|(?:the|a|an|if|when|where)\b)"
)
_AFTER_ENUMERATOR = re.compile(r"$|[ \n{]|[—–-]?\([*_]?[0-9A-Za-z]{1,7}[*_]?\)")
_DASH = re.compile(r"[ ]*[—–-]+[ ]*(?=\()")
_SEPARATOR = re.compile(r"^[ ]*[.:—–-]*")
_CAPTION = re.compile(r"([*_][^*_\n(]{1,80}[*_]\.?)[ ]*[—–-]?[ ]*(?=\([*_]?(?:1|a|i|A)[*_]?\)[ ])")


_MOST_ON_A_LINE = 10


@dataclass(frozen=True)
class Reading:
    """One thing an enumerator can mean: the `base`-th of its alphabet, or inserted after it."""

    alphabet: str  # digit, lower, upper, roman, ROMAN, double
    base: int
    suffix: int = 0  # 2A is (2, 1)

    def follows(self, other: "Reading") -> bool:
        """True when this is the next of, or was inserted after, `other`."""
        if self.alphabet != other.alphabet:
            return False
        if self.suffix:
            return self.base == other.base and self.suffix == other.suffix + 1
        return self.base == other.base + 1

    def opens_lists(self, bare: str) -> bool:
        """False where this can only follow its neighbour: (ca) after (c), (aa) after (z)."""
        return not (self.suffix and bare.isalpha()) and not (
            self.alphabet == "lower" and len(bare) > 1
        )

    @property
    def is_first(self) -> bool:
        """True of a, 1, i, A, aa."""
        return self.base == 1 and not self.suffix


@dataclass(frozen=True)
class Label:
    """One label: `kind` is ENUMERATOR, DOTTED or what eids begin with; `number` is as printed."""

    kind: str
    number: str
    bare: str  # the bare number: a, 4.1, 12A
    decoration: str = ""  # how an enumerator is dressed: (), *, ), .
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True)
class Opening:
    """A label and what stands between it and the next label, or the end."""

    label: Label
    text: str = ""


def read_labels(text: str, *, in_heading: bool = False) -> tuple[Opening, ...]:
    """Return the labels at the start of `text`, each with its words; none if it has no label.

    >>> [opening.label.number for opening in read_labels("(a)(1)(i) A charge")]
    ['(a)', '(1)', '(i)']
    >>> read_labels("1.—(1) A charge")[-1].text
    'A charge'
    >>> read_labels("(a) *Limits.* (1) A charge")[0].text
    '*Limits.*'
    >>> read_labels("Section 4 applies to charges.")
    ()
    """
    found = _first(text, in_heading=in_heading)
    if found is None:
        return ()
    openings = [Opening(found[0])]
    rest = found[1]
    while len(openings) < _MOST_ON_A_LINE:
        caption = None if in_heading else _CAPTION.match(rest.lstrip())
        if caption:
            openings[-1] = Opening(openings[-1].label, caption[1])
            rest = rest.lstrip()[caption.end() :]
        following = _next(openings[-1].label, rest)
        if following is None:
            break
        openings.append(Opening(following[0]))
        rest = following[1]
    openings[-1] = Opening(openings[-1].label, _bare_text(openings[-1].label, rest))
    return tuple(openings)


def is_label(text: str, *, in_heading: bool = False) -> bool:
    """True when `text`, as it stands, would be read as opening with a label."""
    return bool(read_labels(text, in_heading=in_heading))


def _first(text: str, *, in_heading: bool) -> tuple[Label, str] | None:
    bold = _BOLD.match(text)
    if bold and not in_heading:
        inner = _first(bold["inner"], in_heading=False)
        return (inner[0], text[bold.end() :]) if inner and not inner[1] else None
    return (
        _sectional(text, in_heading=in_heading)
        or _dotted(text)
        or _enumerator(text)
        or (_plain_number(text) if in_heading else None)
    )


def _sectional(text: str, *, in_heading: bool) -> tuple[Label, str] | None:
    sign = _SIGN.match(text)
    if sign:
        return Label("sec", sign[0], sign["number"]), text[sign.end() :]
    word = _WORD.match(text)
    if word is None:
        return None
    rest = text[word.end() :]
    if not in_heading and not _AFTER_WORD.match(rest):
        return None
    return Label(WORD_KINDS[word["word"].lower()], word[0], word["number"]), rest


def _dotted(text: str) -> tuple[Label, str] | None:
    match = _DOTTED.match(text)
    if match is None or not _AFTER_DOTTED.match(text, match.end()):
        return None
    return Label(DOTTED, match[0], match["number"]), text[match.end() :]


def _enumerator(text: str) -> tuple[Label, str] | None:
    for pattern, decoration in ((_PAREN, "()"), (_CLOSE, ")"), (_STOP, ".")):
        match = pattern.match(text)
        readings = _readings(match["bare"]) if match else ()
        if match and readings and _AFTER_ENUMERATOR.match(text, match.end()):
            dress = "*" if decoration == "()" and match["star"] else decoration
            label = Label(ENUMERATOR, match[0], match["bare"], dress, readings)
            return label, text[match.end() :]
    return None


def _plain_number(text: str) -> tuple[Label, str] | None:
    """Read "4 Refunds", which is a label in a heading only."""
    match = _PLAIN.match(text)
    if match is None:
        return None
    label = Label(ENUMERATOR, match[0], match["bare"], ".", _readings(match["bare"]))
    return label, text[match.end() :]


def _next(before: Label, rest: str) -> tuple[Label, str] | None:
    """Read a further label: `(a)(1)`, `1.—(1)`; after a blank, only the first of a list."""
    dash = _DASH.match(rest)
    blank = not dash and rest.startswith(" ")
    found = _enumerator(rest[dash.end() :] if dash else rest.lstrip())
    if found is None or found[0].decoration not in {"()", "*"}:
        return None
    loose = blank and before.kind in {ENUMERATOR, DOTTED}
    if loose and not any(reading.is_first for reading in found[0].readings):
        return None
    return found


def _bare_text(label: Label, rest: str) -> str:
    if label.kind == ENUMERATOR:
        return rest.strip(" \n")
    return _SEPARATOR.sub("", rest, count=1).strip(" \n")


def _readings(bare: str) -> tuple[Reading, ...]:
    """Every sensible meaning of a bare number, the most usual first."""
    digits = re.fullmatch(r"(\d+)([A-Z]*)", bare)
    if digits:
        return (Reading("digit", int(digits[1]), from_letter(digits[2].lower())),)
    if bare.isupper():
        return tuple(_cased(reading) for reading in _letters(bare.lower()))
    return (*_letters(bare), *((Reading("digit", 1),) if bare == "l" else ()))


def _cased(reading: Reading) -> Reading:
    names = {"lower": "upper", "roman": "ROMAN", "double": "DOUBLE"}
    return Reading(names[reading.alphabet], reading.base, reading.suffix)


def _letters(bare: str) -> tuple[Reading, ...]:
    found: list[Reading] = []
    if len(bare) == 1:
        found.append(Reading("lower", from_letter(bare)))
    roman = from_roman(bare)
    if roman:
        found.append(Reading("roman", roman))
    if len(bare) > 1 and set(bare) == {bare[0]}:
        found += [Reading("double", from_letter(bare[0])), Reading("lower", from_letter(bare))]
    elif len(bare[1:]) == 1:  # (ca), put in after (c)
        found.append(Reading("lower", from_letter(bare[0]), from_letter(bare[1])))
    stem = from_roman(bare[:-1])
    if stem and len(bare) > 1:
        found.append(Reading("roman", stem, from_letter(bare[-1])))
    return tuple(found)
