"""What a format declares of each of its keys; docs/formats.md is tested against it."""

from dataclasses import dataclass
from enum import StrEnum

from kb.importers.library.notes import Kind


class Shape(StrEnum):
    """What a key's value looks like; the value is how docs/formats.md says it."""

    TEXT = "text"
    NAME = "name"
    NAMES = "list of names"
    DATE = "date"
    FLAG = "true or false"
    PROVISION = "slug#eid"
    PROVISIONS = "list of provisions"
    ANSWERS = "list of slug#id"
    TEXTS = "list of texts"
    WORD = "one word of a list"
    PAIRS = "keys and values"
    ENTRIES = "list of keys and values"


@dataclass(frozen=True)
class Key:
    """One key: its name, shape and default; `refers` is what a name must exist as.

    `otherwise` says in words what an absent key means, where that is not simply `default`.
    """

    name: str
    shape: Shape = Shape.TEXT
    required: bool = False
    default: str = ""
    words: tuple[str, ...] = ()
    refers: Kind | None = None
    otherwise: str = ""
