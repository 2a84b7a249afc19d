"""What a person wrote of an edition: facts and text as the form holds them, right or wrong."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

FACTS = (
    "title",
    "citation",
    "cite_as",
    "kind",
    "jurisdiction",
    "in_force_from",
    "department",
    "made_under",
    "topics",
    "objectives",
)
"""The facts of an edition that its form asks for, by the names of docs/formats.md."""
SLUG_CHARS = 100
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Written:
    """One state of the form.

    `slug` is "" while the original is new and its address is made from the title; `raw` holds an
    uploaded file's bytes; `replaces` is the draft that the text was corrected from; `corrects` is
    true of a corrected text for a day that has an edition.
    """

    text: str
    facts: Mapping[str, str] = field(default_factory=dict)
    slug: str = ""
    is_new: bool = False
    corrects: bool = False
    replaces: int | None = None
    raw: bytes = b""

    def fact(self, name: str) -> str:
        """Return one fact, "" where it is not given."""
        return self.facts.get(name, "").strip()


def slug_for(title: str) -> str:
    """Return an address made from a title.

    >>> slug_for("Gebührenordnung (Charges) 2026")
    'gebuhrenordnung-charges-2026'
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_SLUG.sub("-", plain).strip("-")[:SLUG_CHARS].strip("-")
