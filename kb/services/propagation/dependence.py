"""What a provision leans on: the terms it uses, the provisions it refers to.

Both are looked for in the text that was translated, among what became something else since.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from kb.services.propagation.compared import Naming
from kb.services.propagation.links import Link
from kb.services.publishing.standing import Standing, Stands
from kb.services.publishing.texts import IN_STEP, Stood, Text, stood_in_edition, text_of
from kb.text.provisions.definitions import defined_term
from kb.text.references import find_references, plain_path

DEFINITION = "def_"
HOLDERS = ("part_", "subpart_", "chp_", "subchp_", "title_", "book_", "division_", "hd_")
"""What a reference to it does not reach into: "Part 2" is not each sentence of it."""


class CheckCause(StrEnum):
    """How a change concerns words that do not stand for it."""

    DEFINITION = "definition"
    REFERENCE = "reference"
    PARENT = "parent"


@dataclass(frozen=True)
class Lean:
    """One changed provision (`eid` in the old text) that a link leans on, and why in words."""

    cause: CheckCause
    eid: str
    stands: Stands
    because: str


class Dependence:
    """What links lean on, for the length of one derivation; each edition is read once."""

    def __init__(self, law: Standing) -> None:
        self._law = law
        self._changes: dict[int, _Changes] = {}

    def of(self, link: Link, own: Collection[tuple[int, str]]) -> Iterator[Lean]:
        """Yield what the provision of `link` leans on and is no longer what it was.

        What the words stand for themselves (`own`) is left out: by that they are outdated.
        """
        changes = self._changes_since(link.edition_id)
        if changes is None:
            return
        leans = dict.fromkeys([*changes.definitions_in(link.eid), *changes.targets_of(link.eid)])
        for cause, eid in leans:
            stands = self._law.of(link.edition_id, eid)
            if stands.size is not None and (link.edition_id, eid) not in own:
                yield Lean(cause, eid, stands, changes.because(cause, eid, stands))

    def _changes_since(self, edition_id: int) -> "_Changes | None":
        """Return what changed since an edition, or None where nothing did."""
        old = text_of(self._law.edition(edition_id))
        now = self._law.text(old.original_id)
        if now is None or now.place == old.place:
            return None
        if edition_id not in self._changes:
            moves = self._law.sizes.moves(old, now)
            eids = [eid for eid, match in moves.matches.items() if match.kind not in IN_STEP]
            stood = stood_in_edition(self._law.unit, edition_id) if eids else ()
            self._changes[edition_id] = _Changes(old, {one.eid: one for one in stood}, eids)
        return self._changes[edition_id]


class _Changes:
    """The provisions of one text that became something else, as others lean on them."""

    def __init__(self, old: Text, stood: Mapping[str, Stood], eids: Collection[str]) -> None:
        self._old = old
        self._stood = stood
        self._eids = eids

    def definitions_in(self, eid: str) -> Iterator[tuple[CheckCause, str]]:
        """Yield the changed definitions whose term the provision uses."""
        for defining, pattern in self._terms.items():
            if defining != eid and eid in self._stood and pattern.search(self._stood[eid].text):
                yield CheckCause.DEFINITION, defining

    def targets_of(self, eid: str) -> Iterator[tuple[CheckCause, str]]:
        """Yield the changed provisions that the provision refers to, or below which they stand."""
        if eid not in self._stood:
            return
        here = self._stood[eid]
        at = here.path.split("/") if here.path else ()
        for reference in find_references(here.text, at=at, targets=self._targets):
            for changed in self._under.get(reference.eid, ()):
                if changed != eid:
                    yield CheckCause.REFERENCE, changed

    def because(self, cause: CheckCause, eid: str, stands: Stands) -> str:
        """Say in a sentence what changed."""
        edition = self._old.edition
        path = self._stood[eid].path
        named = Naming.of(edition).cite(path) if edition and path else eid
        what = "changed" if stands.new_eid else "is no longer in force"
        if cause is CheckCause.DEFINITION:
            return f"It uses “{self._term(eid)}”, whose definition {what}."
        return f"It refers to {named}, which {what}."

    @cached_property
    def _terms(self) -> dict[str, re.Pattern[str]]:
        defining = [eid for eid in self._eids if eid.split("__")[-1].startswith(DEFINITION)]
        return {eid: _says(self._term(eid)) for eid in defining}

    def _term(self, eid: str) -> str:
        named = defined_term(self._stood[eid].text, in_list=True)
        return named or eid.rsplit("__", maxsplit=1)[-1].removeprefix(DEFINITION).replace("-", " ")

    @cached_property
    def _targets(self) -> dict[tuple[str, ...], str]:
        """Return the eid of everything numbered, by its path; the first of two wins."""
        found: dict[tuple[str, ...], str] = {}
        for one in self._stood.values():
            if one.number and one.path:
                found.setdefault(plain_path(one.path.split("/")), one.eid)
        return found

    @cached_property
    def _under(self) -> dict[str, list[str]]:
        """Return the changed provisions at and below each provision that can be referred to."""
        found: dict[str, list[str]] = defaultdict(list)
        for eid in self._eids:
            found[eid].append(eid)
            above = self._stood[eid].parent
            while above and not above.split("__")[-1].startswith(HOLDERS):
                found[above].append(eid)
                above = self._stood[above].parent
        return found


def _says(term: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(term)}(?:e?s)?(?!\w)", re.IGNORECASE)
