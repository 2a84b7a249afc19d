"""How large a change of a provision looks: a proposal with its reasons, for a person to decide.

Careful rather than clever. *Editorial* is only what cannot be heard: marks, capitals, blanks,
printed labels, another spelling of the same word. A number, date, amount or duration that is not
the same, or another *must*, *may*, *not*, *unless*, makes it *major*. All else is *minor*.
Source of the major list: what the plain-language and drafting manuals call operative words
(Office of the Federal Register, Drafting Legal Documents, "shall, must, may").
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kb.vocabulary import Size

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_TEENS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WRITTEN = (*_TEENS, *_TENS)
_VALUES = {word: value for value, word in enumerate(_TEENS, 1)} | {
    word: 10 * value for value, word in enumerate(_TENS, 2)
}
_NUMBER = r"\d+(?:[,  ]\d{3})*(?:\.\d+)?"
_COUNT = rf"(?:{_NUMBER}|\b(?:{'|'.join(_WRITTEN)}|a|half)\b)"
_UNIT = (
    r"(?:calendar |working |business )?"
    r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|quarters?|years?)"
)
_LEVEL = r"\((?:\d{1,3}|[a-z]{1,4}|[A-Z]{1,4})\)"
_REFERENCE = (
    r"\b(?:sub-?)?(?:sections?|paragraphs?|articles?|regulations?|rules?|clauses?|items?|parts?"
    rf"|chapters?|schedules?|annex|appendix|by-?laws?)\s(?:\d[\w.]*(?:{_LEVEL})*|(?:{_LEVEL})+)"
)
_FACT = re.compile(
    rf"(?P<reference>{_REFERENCE})|(?P<label>{_LEVEL})"
    rf"|(?P<date>\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:{_MONTHS})\b(?:,?\s\d{{4}})?"
    rf"|\b(?:{_MONTHS})\s(?:\d{{1,2}}(?:,\s\d{{4}})?|\d{{4}})\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b)"
    rf"|(?P<percentage>{_COUNT}\s?(?:%|per\s?cent\b))"
    rf"|(?P<amount>(?:[$£€¥]|\b(?:USD|EUR|GBP|R))\s?{_NUMBER}"
    rf"|{_NUMBER}\s(?:dollars?|pounds?|euros?|rands?|cents?)\b)"
    rf"|(?P<duration>\b{_COUNT}[\s-]{_UNIT}\b)"
    rf"|(?P<number>(?<![\w.]){_NUMBER}(?!\w)|\b(?:{'|'.join(_WRITTEN[1:])}|hundred|thousand"
    r"|million|once|twice|half)\b)"
    r"|(?P<modality>\b(?:must(?:\snot)?|may(?:\snot)?|shall(?:\snot)?|should(?:\snot)?|cannot|not"
    r"|no|never|neither|nor|none|unless|except|without|only)\b|n['’]t\b)",
    re.IGNORECASE,
)
_NAMES = {
    "date": "the date",
    "percentage": "the percentage",
    "amount": "the amount",
    "duration": "the time",
    "number": "the number",
    "modality": "the word",
    "reference": "the reference to",
}
_REFERRING = frozenset({"reference"})
_OPERATIVE = frozenset(_NAMES) - _REFERRING
_PER_CENT = re.compile(r"\s?per\s?cent\b", re.IGNORECASE)
_MARKS = re.compile(r"[^\w\s]|_", re.UNICODE)
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_SPELLINGS = (
    *(("isation", "ization"), ("ising", "izing"), ("ise", "ize"), ("yse", "yze"), ("our", "or")),
    *(("re", "er"), ("ence", "ense"), ("ogue", "og"), ("ae", "e"), ("ll", "l")),
)
_CONFUSED = frozenset({"county", "country", "marital", "martial", "causal", "casual", "statue"})
_LONG_ENOUGH = 6  # letters of a word in which one wrong letter is a slip
_MOST_REASONS = 6


@dataclass(frozen=True)
class Proposal:
    """What the system proposes, and why, in words."""

    size: Size
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class _Fact:
    kind: str
    said: str

    @property
    def value(self) -> str:
        """What it comes to: "1,000" and "1000" are one number, "seven" and "7" another."""
        said = _PER_CENT.sub("%", self.said.casefold())
        words = said.replace(",", "").replace("-", " ").split()
        plain = [str(_VALUES.get(word, word)) for word in words]
        return self.kind + " " + " ".join(_singular(word) for word in plain)


def propose_size(old: str, new: str) -> Proposal:
    """Propose the size of the change from `old` to `new`; "" is a provision that is not there.

    >>> propose_size("Pay within 14 days.", "Pay within 21 days.").reasons
    ('the time “14 days” became “21 days”',)
    >>> propose_size("Pay the licence fee.", "Pay the license fee").size.value
    'editorial'
    """
    if not new:
        return Proposal(Size.MAJOR, ("the provision is gone",))
    if not old:
        return Proposal(Size.MINOR, ("the provision is new",))
    facts = tuple(_changed_facts(_facts(old, _OPERATIVE), _facts(new, _OPERATIVE)))
    if facts:
        return Proposal(Size.MAJOR, facts[:_MOST_REASONS])
    references = tuple(_changed_facts(_facts(old, _REFERRING), _facts(new, _REFERRING)))
    if references:
        return Proposal(Size.MINOR, references[:_MOST_REASONS])
    return _of_words(old, new)


def larger(one: Size, two: Size) -> Size:
    """Return the larger of two sizes.

    >>> larger(Size.MINOR, Size.MAJOR).value
    'major'
    """
    order = list(Size)
    return max(one, two, key=order.index)


def _facts(text: str, kinds: frozenset[str]) -> list[_Fact]:
    found = _FACT.finditer(unicodedata.normalize("NFC", text))
    facts = (_Fact(match.lastgroup or "", match[0]) for match in found)
    return [fact for fact in facts if fact.kind in kinds]


def _changed_facts(olds: Sequence[_Fact], news: Sequence[_Fact]) -> Iterator[str]:
    """Say which facts of the text are not the same any more, or stand in another order."""
    matcher = SequenceMatcher(None, [one.value for one in olds], [one.value for one in news])
    for name, one, one_end, two, two_end in matcher.get_opcodes():
        if name != "equal":
            yield _say(olds[one:one_end], news[two:two_end])


def _say(olds: Sequence[_Fact], news: Sequence[_Fact]) -> str:
    kind = _NAMES[(olds or news)[0].kind]
    was, now = _quoted(olds), _quoted(news)
    if not news:
        return f"{kind} {was} is gone"
    return f"{kind} {was} became {now}" if olds else f"{kind} {now} is new"


def _quoted(facts: Sequence[_Fact]) -> str:
    return ", ".join(f"“{fact.said}”" for fact in facts)


def _of_words(old: str, new: str) -> Proposal:
    """Return the proposal for texts whose facts agree: editorial where every word does."""
    olds, news = _words(old), _words(new)
    if olds == news:
        return Proposal(Size.EDITORIAL, ("only marks, capitals, blanks or labels",))
    pairs = list(zip(olds, news, strict=False))
    spelled = [pair for pair in pairs if pair[0] != pair[1]]
    if len(olds) == len(news) and all(_is_spelling(*pair) for pair in spelled):
        said = (f"“{one}” is now spelled “{two}”" for one, two in dict.fromkeys(spelled))
        return Proposal(Size.EDITORIAL, tuple(said)[:_MOST_REASONS])
    return Proposal(Size.MINOR, ("other words, the same numbers, dates and duties",))


def _words(text: str) -> list[str]:
    """Return the words that are heard: without labels, marks and capitals."""
    bare = re.sub(_LEVEL, " ", unicodedata.normalize("NFKC", _PER_CENT.sub("%", text)))
    return "".join(_MARKS.sub("", word.casefold()) + " " for word in bare.split()).split()


def _is_spelling(one: str, two: str) -> bool:
    """True when two different words are the same one, spelled in another way or mistyped."""
    if {one, two} & _CONFUSED or any(letter.isdigit() for letter in one + two):
        return False
    if any(one.replace(a, b) == two.replace(a, b) for a, b in _SPELLINGS):
        return True
    return min(len(one), len(two)) >= _LONG_ENOUGH and _is_slip(one, two)


def _is_slip(one: str, two: str) -> bool:
    """True when one letter inside is missing, wrong or swapped with the next.

    Beginnings and ends are left alone: "payer" and "payee", "legal" and "illegal" are two words.
    """
    if one[:2] != two[:2] or one[-2:] != two[-2:]:
        return False
    short, long = sorted((one, two), key=len)
    if len(long) - len(short) == 1:
        return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    if len(long) != len(short):
        return False
    wrong = [at for at, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
    first, last = wrong[0], wrong[-1]
    return first == last or (last - first == 1 and one[first] + one[last] == two[last] + two[first])


def _singular(word: str) -> str:
    return word.removesuffix("s")
