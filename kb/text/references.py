"""Cross-references in the words of a provision: "subject to paragraph (b)", "section 12(3)".

A reference is a span of the text; where it points within the same edition it has the eid that it
points to. "Paragraph (b)" is looked for under the provision that says so, then beside it, then
beside what holds it. What names another text ("section 4 of the Health Act") points nowhere here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.text.citations import UNITS, number_path
from kb.text.provisions.model import Provision

_LEVEL = r"(?:\([0-9A-Za-z]{1,6}\))"
_NUMBER = r"\d{1,6}[A-Za-z]{0,2}(?:\.\d{1,6}[A-Za-z]{0,2})*"
_OUTER = (
    r"(?:sections?|articles?|regulations?|rules?|clauses?|schedules?|parts?|chapters?"
    r"|annex|appendix|paragraphs?|§§?)"
)
_INNER = r"(?:(?:sub-?)*(?:paragraphs?|sections?|clauses?|items?)|points?)"
_REFERENCE = re.compile(
    rf"\b(?:(?P<inner>{_INNER})[ ](?P<levels>{_LEVEL}+)(?:[ ]of[ ](?P<of>{_OUTER})[ ]?"
    rf"(?P<of_number>{_NUMBER})(?P<of_levels>{_LEVEL}*))?)"
    rf"|(?:\b|(?=§))(?P<outer>{_OUTER})[ ]?(?P<number>{_NUMBER})(?P<outer_levels>{_LEVEL}*)(?!\w)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"[ ](?:of|in|to)[ ](?:the|that|those)[ ](?:[^.;,]{0,80}?)"
    r"\b(?:Act|Acts|Regulations?|Rules|Code|Order|Policy|Directive|Constitution|Convention)\b"
    r"|[ ]of[ ](?:Regulation|Directive|Title|Chapter)\b|[ ](?:C\.?F\.?R|U\.?S\.?C)\b"
)
_HERE = re.compile(r"[ ](?:of|in|to)[ ](?:this|these)\b")
_KEPT_UNITS = {"art", "sched", "annex", "app", "part", "chp"}
_CONTAINERS = {"part", "chp", "subpart", "subchp", "title", "book", "division"}


@dataclass(frozen=True)
class Reference:
    """Characters `start` to `end` name another provision; `eid` is "" where it is not here."""

    start: int
    end: int
    eid: str


def reference_targets(provisions: Iterable[Provision]) -> dict[tuple[str, ...], str]:
    """Return the eid of everything in an edition by its number path, without parts and chapters."""
    targets: dict[tuple[str, ...], str] = {}
    waiting: list[tuple[Provision, tuple[Provision, ...]]] = []
    waiting += [(one, ()) for one in provisions]
    waiting.reverse()  # document order from the end: the first of two wins
    while waiting:
        provision, above = waiting.pop()
        chain = (*above, provision)
        if provision.number:
            targets.setdefault(plain_path(number_path(chain)), provision.eid)
        waiting += [(child, chain) for child in reversed(provision.children)]
    return targets


def plain_path(path: Sequence[str]) -> tuple[str, ...]:
    """Return a number path as references are looked up: parts and chapters left out, lower case.

    >>> plain_path(("part:2", "sec:12", "A"))
    ('12', 'a')
    """
    elements = [element.split(":") for element in path]
    inner = [parts for parts in elements if parts[0] not in _CONTAINERS] or elements[-1:]
    return tuple((parts[1] if parts[0] == "sec" else ":".join(parts)).casefold() for parts in inner)


def find_references(
    text: str, *, at: Sequence[str], targets: Mapping[tuple[str, ...], str]
) -> tuple[Reference, ...]:
    """Return the references in `text`, in order.

    `at` is the number path of the provision that says so, `targets` are its edition's.

    >>> find_references("Subject to paragraph (b).", at=("12", "a"), targets={("12", "b"): "x"})
    (Reference(start=11, end=24, eid='x'),)
    """
    here = plain_path(at) if at else ()
    return tuple(
        Reference(match.start(), match.end(), _target(match, text, here, targets))
        for match in _REFERENCE.finditer(text)
    )


def _target(
    match: re.Match[str],
    text: str,
    here: tuple[str, ...],
    targets: Mapping[tuple[str, ...], str],
) -> str:
    after = text[match.end() : match.end() + 120]
    if _ELSEWHERE.match(after) and not _HERE.match(after):
        return ""
    if match["outer"]:
        path = (_first(match["outer"], match["number"]), *_levels(match["outer_levels"]))
        return targets.get(path, "")
    if match["of"]:
        path = (_first(match["of"], match["of_number"]), *_levels(match["of_levels"]))
        return targets.get((*path, *_levels(match["levels"])), "")
    nearby = (here[:depth] + _levels(match["levels"]) for depth in range(len(here), 0, -1))
    return next((targets[path] for path in nearby if path in targets), "")


def _first(word: str, number: str) -> str:
    name = word.lower()
    unit = UNITS.get(name) or UNITS.get(name.removesuffix("s"), "")
    number = number.casefold()
    return f"{unit}:{number}" if unit in _KEPT_UNITS else number


def _levels(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[0-9a-z]+", text.casefold()))
