"""How a person names a provision, and how it is printed: "s 12(3)", "38 CFR 17.4010(a)(1)".

`read_citation` reads what was typed; `number_path` says by which printed numbers a provision is
reached, so it works whatever its eid; `names` compares the two; `cite` prints. Which original
`Citation.work` means is decided by who knows the originals.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from kb.text.provisions.labels import read_labels
from kb.text.provisions.model import Provision

UNITS = {
    "s": "sec",
    "ss": "sec",
    "sec": "sec",
    "sect": "sec",
    "section": "sec",
    "sections": "sec",
    "subsection": "sec",
    "§": "sec",
    "§§": "sec",
    "reg": "reg",
    "regs": "reg",
    "regulation": "reg",
    "rule": "rule",
    "clause": "cl",
    "cl": "cl",
    "art": "art",
    "article": "art",
    "para": "para",
    "paragraph": "para",
    "part": "part",
    "pt": "part",
    "chapter": "chp",
    "ch": "chp",
    "title": "title",
    "schedule": "sched",
    "sched": "sched",
    "sch": "sched",
    "annex": "annex",
    "appendix": "app",
}
"""What people type, and the unit it names."""

_LIKE_SECTIONS = {"", "sec", "reg", "rule", "cl", "para"}
_CONTAINERS = {"book", "title", "part", "subpart", "chp", "subchp", "division"}
_APART = {"sched", "annex", "app"}  # numbered anew: "s 3" is never paragraph 3 of a schedule
_PRINTED = {
    "art": "Article",
    "part": "Part",
    "subpart": "Subpart",
    "chp": "Chapter",
    "subchp": "Subchapter",
    "division": "Division",
    "title": "Title",
    "book": "Book",
    "sched": "Schedule",
    "annex": "Annex",
    "app": "Appendix",
}

_LEVELS = r"(?:\s?\(\s?[0-9A-Za-z]{1,6}\s?\))"
_NUMBER = r"\d{1,6}[A-Za-z]{0,2}(?:[.]\d{1,6}[A-Za-z]{0,2})*"
_CAPITAL = r"(?-i:[IVXLC]{2,7}|[A-Z])"
_COUNTED = (
    r"(?:year|month|week|day|hour|minute|dollar|pound|euro|percent|time|people|"
    r"visit|appointment|call|payment|session|meeting|page)s?\b"
)
_WORDS = "|".join(sorted((re.escape(word) for word in UNITS), key=len, reverse=True))
_UNIT = re.compile(
    rf"(?<![\w'’.])(?P<unit>{_WORDS})(?:\.\s?|\s)?(?P<number>{_NUMBER}|{_CAPITAL})(?![\w%])"
    rf"(?P<levels>{_LEVELS}*)(?!\w)(?!\s(?:{_COUNTED}))",
    re.IGNORECASE,
)
_DEEP = re.compile(rf"(?<![\w.$£€])(?P<number>\d{{1,4}}\.\d[\d.]*)(?P<levels>{_LEVELS}+)(?!\w)")
_FURTHER = re.compile(
    rf"[ ,]*(?:(?:{_WORDS})\.?\s?)(?P<number>{_NUMBER})?(?P<levels>{_LEVELS}*)(?!\w)", re.IGNORECASE
)
_INNER = re.compile(
    rf"(?:sub-?)?(?:para(?:graph)?|section|sec|s|reg(?:ulation)?)\.?\s?(?P<number>{_NUMBER})?"
    rf"(?P<levels>{_LEVELS}*)\s+(?:of|in|to)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_INWARD = re.compile(
    rf"(?P<outer>(?<!\w)(?:ss?|sect?|sections?|§|reg|regulation|rule|art|article|cl|clause)(?:\.\s?|\s)?"
    rf"{_NUMBER}{_LEVELS}*),?\s(?:sub-?section|subsec|subs|sub-?para(?:graph)?|para(?:graph)?)s?\.?"
    r"\s?(?:\((?P<level>[0-9A-Za-z]{1,6})\)|(?P<number>\d{1,4}))(?!\w)",
    re.IGNORECASE,
)
"""From the outside inwards, in words: "section 12, subsection (3)"."""
_CODE = re.compile(
    rf"(?<!\w)(?P<work>\d{{1,3}}\s+(?:C\.?F\.?R\.?|U\.?S\.?C\.?))(?:\s+(?:part|§+))?\s*"
    rf"(?P<number>{_NUMBER})(?P<levels>{_LEVELS}*)(?!\w)",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?P<work>[^\W\d_][\w&.'’-]*(?:\s+[\w&.'’-]+){{0,5}}?)?\s*(?<!\w)"
    rf"(?P<number>{_NUMBER})(?P<levels>{_LEVELS}*)\s*[?.]?"
)
_NAMED_KIND = re.compile(
    r"\b(?:act|policy|policies|code|rules?|regulations?|order|guidance|by-?laws?|law|handbook)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*,?\s*(?:(?P<of>of|in|under)\s+)?(?:the\s+)?"
    r"(?P<work>[^\W\d_][\w&.'’-]*(?:\s+[\w&.'’-]+){0,6})",
    re.IGNORECASE,
)
_ASKING = {
    *("what", "whats", "which", "who", "when", "where", "why", "how", "is", "are", "was", "does"),
    *("do", "did", "can", "could", "says", "say", "said", "see", "about", "under", "in", "of"),
    *("by", "for", "to", "and", "or", "a", "an", "it", "i", "me", "my", "please", "show", "find"),
    *("tell", "explain", "look", "up", "caller", "customer", "mean", "means", "per", "with"),
}
_UNIT_BEFORE = re.compile(
    r"(?:\b(?:ss?|sec|section|regs?|r|rule|cl|art)\b\.?|§§?)\s*(?=\{number\})"
)
_LONGEST = 300  # characters; a citation is short, and what is typed may be anything


class Strength(IntEnum):
    """How well a citation fits a provision; false only where it does not."""

    NONE = 0
    AROUND = 1  # the provision holds the one that was cited
    INSIDE = 2  # the provision stands inside the one that was cited
    EXACT = 3


@dataclass(frozen=True)
class Citation:
    """A provision as a person named it: `numbers` go from the section inwards.

    `work` is the name as typed, or ""; `unit` is one of the values of UNITS, or "".
    """

    work: str
    unit: str
    numbers: tuple[str, ...]


def read_citation(text: str) -> Citation | None:
    """Return the provision that `text` names, or None; plain numbers name nothing.

    >>> read_citation("s. 12 (3)")
    Citation(work='', unit='sec', numbers=('12', '3'))
    >>> read_citation("38 CFR 17.4010(a)(1)")
    Citation(work='38 CFR', unit='sec', numbers=('17.4010', 'a', '1'))
    >>> read_citation("para 3 of schedule 1")
    Citation(work='', unit='sched', numbers=('1', '3'))
    >>> read_citation("within 30 days") is None
    True
    """
    typed = _with_levels(" ".join(text[:_LONGEST].split()))
    return _code(typed) or _with_unit(typed) or _bare(typed) or _deep(typed)


def number_path(chain: Sequence[Provision]) -> tuple[str, ...]:
    """Return the printed numbers that lead to the last of `chain`, outermost first.

    Numbers of parts, articles, schedules and named sections carry their unit: "part:2", "art:5".
    A dotted number says where it stands, so the ones that it begins with are left out.
    """
    path: list[str] = []
    for provision in chain:
        for element in _elements(provision.number):
            dotted = element.partition(":")[2] or element
            while path and dotted.startswith((path[-1].partition(":")[2] or path[-1]) + "."):
                path.pop()
            path.append(element)
    return tuple(path)


def names(citation: Citation, path: Sequence[str]) -> Strength:
    """Say how well `citation` fits the provision at `path`; 5 fits neither 15 nor 5A.

    >>> names(Citation("", "sec", ("12", "3")), ("part:2", "12", "3", "a"))
    <Strength.INSIDE: 2>
    >>> names(Citation("", "", ("5",)), ("15",))
    <Strength.NONE: 0>
    """
    elements = [_split(element) for element in path]
    if citation.unit in _CONTAINERS | _APART:
        return _from_container(citation, elements)
    if any(unit in _APART for unit, _ in elements):
        return Strength.NONE
    inner = [element for element in elements if element[0] not in _CONTAINERS]
    if not inner or not _units_agree(citation.unit, inner[0][0]):
        return Strength.NONE
    return _compared(citation.numbers, [number for _, number in inner])


def cite(cite_as: str, citation: str, path: Sequence[str]) -> str:
    """Print a provision the way its original wants it: `cite_as` holds {citation} and {number}.

    >>> cite("{citation} {number}", "Patient Charges Policy", ("4.1", "a", "i"))
    'Patient Charges Policy 4.1(a)(i)'
    >>> cite("{citation}{number}", "38 CFR ", ("sec:17.4010", "a"))
    '38 CFR 17.4010(a)'

    A unit that `cite_as` sets before the number gives way to one that the number brings itself.

    >>> cite("{citation}, s {number}", "Charges Act 2021", ("part:2",))
    'Charges Act 2021, Part 2'
    """
    number = print_number(path)
    if number[:1].isupper():
        cite_as = _UNIT_BEFORE.sub("", cite_as)
    filled = cite_as.replace("{number}", number).replace("{citation}", citation)
    return filled.strip()


def print_number(path: Sequence[str]) -> str:
    """Return a path's number: "12(3)(a)", "Article 5(2)", "Schedule 1, paragraph 3", "Part 2".

    >>> print_number(("part:2", "12", "3"))
    '12(3)'
    >>> print_number(("sched:1", "3", "a"))
    'Schedule 1, paragraph 3(a)'
    """
    elements = [_split(element) for element in path]
    apart = [element for element in elements if element[0] in _APART]
    inner = [element for element in elements if element[0] not in _CONTAINERS | _APART]
    if not inner:
        return _printed(*elements[-1]) if elements else ""
    first = ("", inner[0][1]) if inner[0][0] in _LIKE_SECTIONS else inner[0]
    number = f"({first[1]})" if first[1][0].isalpha() and not first[0] else _printed(*first)
    number += "".join(f"({level})" for _, level in inner[1:])
    return f"{_printed(*apart[-1])}, paragraph {number}" if apart else number


def _with_levels(typed: str) -> str:
    """Return what was typed with levels in brackets: "s 12, para (a)" is "s 12(a)"."""
    while found := _INWARD.search(typed):
        level = f"({found['level'] or found['number']})"
        typed = f"{typed[: found.start()]}{found['outer']}{level}{typed[found.end() :]}"
    return typed


def _code(typed: str) -> Citation | None:
    match = _CODE.search(typed)
    if match is None:
        return None
    return Citation(match["work"], "sec", (match["number"], *_levels(match["levels"])))


def _with_unit(typed: str) -> Citation | None:
    found = [match for match in _UNIT.finditer(typed) if _is_meant(match, typed)]
    if not found:
        return None
    match = next((m for m in found if UNITS[m["unit"].lower()] in _APART), found[0])
    inner = _INNER.search(typed[: match.start()])
    before = typed[: inner.start() if inner else match.start()]
    unit, numbers, end = UNITS[match["unit"].lower()], _numbers(match), match.end()
    if inner:
        numbers += _numbers(inner)
    elif unit in _CONTAINERS | _APART:
        further = _FURTHER.match(typed, end)
        numbers += _numbers(further) if further else ()
        end = further.end() if further else end
    return Citation(_work_before(before) or _work_after(typed[end:]), unit, numbers)


def _numbers(match: re.Match[str]) -> tuple[str, ...]:
    first = (match["number"],) if match["number"] else ()
    return first + _levels(match["levels"])


def _is_meant(match: re.Match[str], typed: str) -> bool:
    """Tell "Part I" from "the part I paid": a lone capital names something only at the end."""
    if match["number"][0].isdigit():
        return True
    long_word = len(match["unit"]) > 1
    at_end = not typed[match.end() :].strip(" .?!")
    return long_word and (at_end or len(match["number"]) > 1)


def _bare(typed: str) -> Citation | None:
    """Read a number that stands alone or after a name: it must have levels, or be dotted."""
    match = _BARE.fullmatch(typed)
    if match is None:
        return None
    work, levels = match["work"] or "", _levels(match["levels"])
    if not levels and "." not in match["number"]:
        return None
    if work and not levels and not (_NAMED_KIND.search(work) or work.isupper()):
        return None
    name = _without_asking(work)
    return None if work and not name else Citation(name, "", (match["number"], *levels))


def _deep(typed: str) -> Citation | None:
    """Find a dotted number with levels, explicit even inside a sentence: "what about 4.1(a)?"."""
    match = _DEEP.search(typed)
    return Citation("", "", _numbers(match)) if match else None


def _levels(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[0-9A-Za-z]+", text))


def _work_before(text: str) -> str:
    words = text.strip(" ,:").split()
    return _without_asking(" ".join(words[-8:])) if words else ""


def _without_asking(text: str) -> str:
    """Return the last words of `text` that can be a name, "" if none.

    Question words end it; lower case throughout must say that it is an act, a policy or the like.
    """
    kept: list[str] = []
    for word in reversed(text.split()):
        is_name = word[:1].isupper() or word[:1].isdigit()
        if word.lower().strip("?,'’") in _ASKING - {"of", "and", "for"} and not is_name:
            break
        if word.lower() in {"of", "and", "for"} and not kept:
            break
        kept.insert(0, word)
    while kept and kept[0].lower() in {"the", "of", "and", "for", "our", "your"}:
        kept.pop(0)
    name = " ".join(kept).strip(" ,?")
    return name if any(map(str.isupper, name)) or _NAMED_KIND.search(name) else ""


def _work_after(text: str) -> str:
    match = _AFTER.match(text)
    if match is None:
        return ""
    kept: list[str] = []
    for word in match["work"].split():
        bare = word.strip("?,.")
        is_name = bare[:1].isupper() or bare.lower() in {"of", "and", "for", "the"}
        if bare.lower() in _ASKING - {"of", "and", "for"} or not (is_name or match["of"]):
            break
        kept.append(bare)
        if _NAMED_KIND.fullmatch(bare):
            break
    name = " ".join(kept)
    return name if any(map(str.isupper, name)) or _NAMED_KIND.search(name) else ""


def _elements(number: str) -> list[str]:
    """Return the path elements of one printed number: "§ 12" -> sec:12, "(a)" -> a."""
    if not number:
        return []
    labels = [opening.label for opening in read_labels(number, in_heading=True)]
    if not labels:
        return [number.strip(" .()")] if number.strip(" .()") else []
    return [
        f"{label.kind}:{label.bare}"
        if label.kind in _PRINTED or label.kind == "sec"
        else label.bare
        for label in labels
    ]


def _split(element: str) -> tuple[str, str]:
    unit, colon, number = element.partition(":")
    return (unit, number) if colon else ("", unit)


def _printed(unit: str, number: str) -> str:
    return f"{_PRINTED[unit]} {number}" if unit in _PRINTED else number


def _units_agree(cited: str, printed: str) -> bool:
    if cited == "":
        return True
    if cited == "art" or printed == "art":
        return cited == printed
    return cited in _LIKE_SECTIONS


def _from_container(citation: Citation, elements: list[tuple[str, str]]) -> Strength:
    wanted = (citation.unit, citation.numbers[0].casefold())
    for at, (unit, number) in enumerate(elements):
        if (unit, number.casefold()) == wanted:
            inner = [number for unit, number in elements[at + 1 :] if unit not in _CONTAINERS]
            if len(citation.numbers) > 1 or inner:
                return _compared(citation.numbers[1:], inner)
            return Strength.EXACT if at == len(elements) - 1 else Strength.INSIDE
    return Strength.NONE


def _compared(cited: Sequence[str], path: Sequence[str]) -> Strength:
    pairs = list(zip(cited, path, strict=False))
    if any(one.casefold() != other.casefold() for one, other in pairs):
        return Strength.NONE
    if len(cited) == len(path):
        return Strength.EXACT
    if not pairs and len(path) == 0:
        return Strength.AROUND
    return Strength.INSIDE if len(path) > len(cited) else Strength.AROUND
