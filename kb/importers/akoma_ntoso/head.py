"""What the metadata of a document says of it: which work it is, from when, called what.

The FRBR terms: the *work* names the original (its URI becomes the slug), the *expression* this
edition of it (its date is the day from which it is in force).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from kb.importers.akoma_ntoso.periods import day_of, id_of, walk_elements
from kb.importers.akoma_ntoso.words import words
from kb.importers.akoma_ntoso.xml import Element
from kb.importers.records import LawEvent
from kb.vocabulary import OriginalKind

LONGEST_SLUG = 100
LONGEST_TITLE = 400
LONGEST_JURISDICTION = 200
_HASH_LENGTH = 8
_IN_FORCE = re.compile(r"(?:enter|entry|in)[_-]?(?:into|in)?[_-]?force|commencement", re.IGNORECASE)
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_SECONDARY = re.compile(
    r"by-?law|regulation|rule|order|decree|ordinance|proclamation|notice|instrument|si\b|gn\b",
    re.IGNORECASE,
)
_WORK_URI = re.compile(rb"<(?:\w+:)?FRBRuri\s[^<>]{0,200}?value=[\"']([^\"'<>]{1,500})")
_NAMING = ("shortTitle", "docTitle", "longTitle")


@dataclass(frozen=True)
class Head:
    """What a document says of itself; "" and None where it does not."""

    slug: str
    day: date | None
    title: str
    citation: str
    kind: OriginalKind
    jurisdiction: str
    events: tuple[LawEvent, ...]


def read_head(document: Element) -> Head:
    """Return what the metadata and the front page of `document` say."""
    identification = _first(document.child("meta"), "identification")
    work = _first(identification, "FRBRWork")
    expression = _first(identification, "FRBRExpression")
    uri = _value(work, "FRBRuri") or _value(work, "FRBRthis")
    title, citation = _titles(document, work)
    events = tuple(sorted(_events(document), key=lambda event: event.day))
    return Head(
        slug=slug_of(uri),
        day=_day(expression, work, document),
        title=title,
        citation=citation,
        kind=_kind(uri, document),
        jurisdiction=_jurisdiction(uri, work),
        events=events,
    )


def slug_of(uri: str) -> str:
    """Return the slug of a work's URI, "" where it says nothing.

    >>> slug_of("/za-cpt/act/by-law/2009/events")
    'za-cpt-by-law-2009-events'
    >>> slug_of("/akn/za/act/1998/117")
    'za-act-1998-117'
    """
    parts = [part for part in uri.split("/") if part not in {"", "akn", "!main", "main"}]
    below = parts[2] if "act" in parts[1:2] and parts[2:] else "0"
    if not below[0].isdigit():  # /act/by-law: a kind of its own, not an act
        parts.remove("act")
    plain = unicodedata.normalize("NFKD", "-".join(parts)).encode("ascii", "ignore").decode()
    slug = _NOT_SLUG.sub("-", plain.lower()).strip("-")
    if len(slug) <= LONGEST_SLUG:
        return slug
    mark = sha256(uri.encode()).hexdigest()[:_HASH_LENGTH]
    return f"{slug[: LONGEST_SLUG - _HASH_LENGTH - 1].rstrip('-')}-{mark}"


def slug_in(raw: bytes) -> str:
    """Return the slug of a file that may not be well-formed, by what its work's URI looks like."""
    found = _WORK_URI.search(raw)
    return slug_of(found[1].decode("utf-8", "replace")) if found else ""


def titled(name: str) -> str:
    """Return a file's name as words that can stand for a title.

    >>> titled("fire-safety_2015")
    'Fire safety 2015'
    """
    said = " ".join(re.split(r"[\s_-]+", name)).strip()
    return said[:1].upper() + said[1:LONGEST_TITLE]


def _day(expression: Element | None, work: Element | None, document: Element) -> date | None:
    """Return the first day of this text: of its URI, its entry into force, its dates, in turn."""
    for one in (_value(expression, "FRBRuri"), _value(expression, "FRBRthis")):
        found = day_of(one.partition("@")[2])
        if found:
            return found
    for event in walk_elements(document.child("meta")):
        if event.name == "eventRef" and _IN_FORCE.search(event.get("refersTo")):
            return day_of(event.get("date"))
    return _date_in(expression) or _date_in(work)


def _date_in(part: Element | None) -> date | None:
    found = _first(part, "FRBRdate")
    return day_of(found.get("date")) if found else None


def _titles(document: Element, work: Element | None) -> tuple[str, str]:
    """Return the title, and the name by which the whole is cited."""
    aliases = [one.get("value") for one in _all(work, "FRBRalias")]
    aliases = [alias for alias in aliases if alias and not alias.startswith("/")]
    printed = [_text(_first(document, name)) for name in _NAMING]
    named = [name for name in (*printed, _value(work, "FRBRname")) if name]
    # One of several aliases is a number; a title has words.
    by_words = sorted(aliases, key=lambda alias: " " not in alias)
    title = next(iter([*(one for one in by_words if _has_words(one)), *named, *by_words]), "")
    return _cut(title), _cut(next(iter(aliases), "") or printed[0] or title)


def _has_words(alias: str) -> bool:
    return sum(map(str.isalpha, alias)) > sum(map(str.isdigit, alias)) and " " in alias.strip()


def _cut(text: str) -> str:
    if len(text) <= LONGEST_TITLE:
        return text
    return text[: LONGEST_TITLE - 2].rpartition(" ")[0] + " …"


def _kind(uri: str, document: Element) -> OriginalKind:
    """Return the rank: what is made under an act says so in its URI or its name."""
    said = f"{uri.replace('/', ' ')} {document.get('name')}"
    return OriginalKind.REGULATION if _SECONDARY.search(said) else OriginalKind.ACT


def _jurisdiction(uri: str, work: Element | None) -> str:
    """Return the code of the place: of the URI, where it goes deeper than the country."""
    country = _value(work, "FRBRcountry")
    first = next((part for part in uri.split("/") if part not in {"", "akn"}), "")
    code = first if country and first.lower().startswith(country.lower()) else country
    return code.upper()[:LONGEST_JURISDICTION]


def _events(document: Element) -> Iterator[LawEvent]:
    """Yield what the life cycle tells, each with the law that did it."""
    sources = {
        id_of(one): one for one in walk_elements(document.child("meta")) if one.get("showAs")
    }
    for one in walk_elements(document.child("meta")):
        day = day_of(one.get("date")) if one.name == "eventRef" else None
        if day:
            source = sources.get(one.get("source").removeprefix("#"))
            by = source if source and source.name != "original" else None
            yield LawEvent(
                day, one.get("type"), by.get("showAs") if by else "", by.get("href") if by else ""
            )


def _first(element: Element | None, name: str) -> Element | None:
    return next(_all(element, name), None)


def _all(element: Element | None, name: str) -> Iterator[Element]:
    return (one for one in walk_elements(element) if one.name == name)


def _value(element: Element | None, name: str) -> str:
    found = _first(element, name)
    return found.get("value") if found else ""


def _text(element: Element | None) -> str:
    return words(element, lambda *_: None) if element else ""
