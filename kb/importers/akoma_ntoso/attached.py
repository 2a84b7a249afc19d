"""Schedules, annexes and other documents that a file holds beside its main one: what heads them.

Version 3.0 gives an attachment a heading ("Schedule 1") and a subheading; 2.0 says the first only
in the metadata of a component, and puts the second on the one article inside. Both are read as a
provision with a number and a heading.
"""

from dataclasses import dataclass

from kb.importers.akoma_ntoso.names import CAPTIONS
from kb.importers.akoma_ntoso.periods import id_of, walk_elements
from kb.importers.akoma_ntoso.words import Warn, words
from kb.importers.akoma_ntoso.xml import Element
from kb.text.provisions.labels import Label, read_labels

_APART = frozenset(["sched", "annex", "app"])


@dataclass(frozen=True)
class Attached:
    """What heads an attached document, the element that holds its words, and its id there."""

    label: Label | None  # of Schedule 1, Annex A
    heading: str
    body: Element
    eid: str


def read_attached(element: Element, warn: Warn) -> Attached | None:
    """Return what heads a component or an attachment, None where it holds no document."""
    inner = next((one for one in element.elements if one.child("meta")), None)
    document = inner or (element if element.child("meta") else None)
    if document is None:
        return None
    single = _single(document)
    body = single or document
    own, theirs = _captions(element, warn), _captions(single, warn) if single else []
    head, *rest = own or [_name_of(document)]
    openings = read_labels(head, in_heading=True)
    label = openings[0].label if openings and openings[0].label.kind in _APART else None
    if label and len(openings) == 1:
        heading = " – ".join(filter(None, [openings[0].text, *rest, *theirs]))
    else:
        label, heading = None, _joined(head, [*rest, *theirs], is_name=not own)
    return Attached(label, heading, body, id_of(body) or id_of(document) or id_of(element))


def _single(document: Element) -> Element | None:
    """Return the one unnumbered division that is all of a document's text."""
    parts = [one for one in document.elements if one.name != "meta"]
    if len(parts) != 1 or parts[0].name != "mainBody" or len(parts[0].elements) != 1:
        return None
    found = parts[0].elements[0]
    return None if found.child("num") or found.name == "table" else found


def _captions(element: Element, warn: Warn) -> list[str]:
    found = [words(one, warn) for one in element.elements if one.name in CAPTIONS]
    return [text for text in found if text]


def _name_of(document: Element) -> str:
    """Return what the metadata calls a document: an alias, or its name."""
    names = {"FRBRalias": "", "FRBRname": ""}
    for one in walk_elements(document.child("meta")):
        value = one.get("value")
        if one.name in names and not names[one.name] and not value.startswith("/"):
            names[one.name] = value
    return names["FRBRalias"] or names["FRBRname"]


def _joined(head: str, rest: list[str], *, is_name: bool) -> str:
    """Join headings; a name from the metadata is left out where the text says it itself."""
    below = " – ".join(rest)
    if is_name and head.casefold() in below.casefold():
        return below
    return " – ".join(filter(None, [head, below]))
