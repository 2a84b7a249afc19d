"""What stands in a form as people read it: provisions by their citations, days in words.

Forms keep the addresses of provisions, which mean nothing to who compares two texts. Only pages
print this; what is compared and stored are the fields themselves.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import func, select

from kb.importers.library.fields import as_day
from kb.importers.records import Cover
from kb.models import Edition, Provision
from kb.services.law.nodes import citation_of
from kb.services.library.released import released_editions
from kb.services.review.forms import Fields
from kb.services.review.forms.links import read_link
from kb.services.unit import Unit
from kb.text.dates import day_words

OWN = ("covers", "eid")
"""Inputs that name provisions of the original itself, in the edition that the form names."""
LINKS = ("others", "source", "basis")
"""Inputs that name provisions of any original, one on each line."""


class InPrint:
    """Prints the fields of one thing; `key` says which original an answer or a head is of.

    What cannot be looked up stays as it was typed.
    """

    def __init__(self, unit: Unit, key: str) -> None:
        """Remember which editions there are."""
        self._unit = unit
        self._slug = key.partition("/")[2].partition("#")[0]
        self._editions = released_editions(unit)

    def fields(self, fields: Mapping[str, list[str]]) -> Fields:
        """Return `fields` as they read in print."""
        printed = {name: list(texts) for name, texts in fields.items()}
        day = as_day("".join(fields.get("edition", [])[:1]))
        if day is not None:
            printed["edition"] = [f"Edition of {day_words(day)}"]
        for name in OWN:
            covers = [Cover(self._slug, eid, day) for eid in fields.get(name, ())]
            printed[name] = [self._cited(one) or one.eid for one in covers]
        for name in LINKS:
            printed[name] = ["\n".join(self._lines(text)) for text in fields.get(name, ())]
        return printed

    def _lines(self, text: str) -> Iterator[str]:
        for line in text.splitlines():
            try:
                link = read_link(line.strip())
            except ValueError:
                yield line
                continue
            cited = self._cited(link)
            yield f"{cited}{_of(link.edition)}" if cited else line

    def _cited(self, cover: Cover) -> str:
        """Return how a person names a provision, with its eid where two are named alike."""
        edition = self._edition(cover)
        if edition is None:
            return ""
        found = self._unit.session.get(Provision, (edition.id, cover.eid))
        if found is None:
            return ""
        alike = select(func.count()).where(
            Provision.edition_id == edition.id, Provision.path == found.path
        )
        is_alone = self._unit.session.scalar(alike) == 1
        return f"{citation_of(edition, found)}{'' if is_alone else f' ({found.eid})'}"

    def _edition(self, cover: Cover) -> Edition | None:
        if cover.edition is not None:
            return self._editions.get((cover.original, cover.edition))
        days = [day for slug, day in self._editions if slug == cover.original]
        return self._editions[cover.original, max(days)] if days else None


def _of(edition: date | None) -> str:
    return f", edition of {day_words(edition)}" if edition else ""
