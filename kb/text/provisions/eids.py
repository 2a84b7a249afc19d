"""Addresses: gives every draft its eid, by the Akoma Ntoso naming convention, shortened.

Sections, articles, parts, definitions and unlabelled headings have short addresses (`sec_4.1`,
`art_5`, `def_payer`, `hd_refunds`); one that occurs twice is prefixed with its parent's. What lies
under them is named by depth, whatever its marker: para, subpara, item, subitem, point, subpoint.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kb.text.normal import collapse
from kb.text.provisions.draft import DEFINITION, OWN, UNLABELLED, Draft
from kb.text.provisions.labels import DOTTED, ENUMERATOR

LEVELS = ("para", "subpara", "item", "subitem", "point", "subpoint")
_SLUG_LENGTH = 60
_NOT_WORD = re.compile(r"[\W_]+")
_NOT_ALLOWED = re.compile(r"[\s#\"{}]+")

Report = Callable[[Draft, str, str], None]


@dataclass(frozen=True)
class _Row:
    """A draft with what its place gives it: `short` is "" for what is named by its `depth`."""

    draft: Draft
    parent: Draft
    short: str
    depth: int
    in_section: bool


def assign_eids(root: Draft, *, refuse: Report, warn: Report) -> None:
    """Set `eid` on everything under `root`; doubtful ones go to `warn`, impossible to `refuse`."""
    rows = list(_rows(root))
    taken: set[str] = set()
    for row in rows:
        by_hand = row.draft.attributes.eid
        if by_hand and by_hand in taken:
            refuse(row.draft, f"The address {by_hand} is set twice.", "Give each its own {#eid}.")
        taken |= {by_hand} - {""}
    repeated = {short for short, count in Counter(row.short for row in rows).items() if count > 1}
    copies: Counter[str] = Counter()
    for row in rows:
        wanted = _derived(row, repeated)
        row.draft.eid = row.draft.attributes.eid or _unique(wanted, taken, copies)
        if row.draft.eid not in {wanted, row.draft.attributes.eid}:
            _warn_of_copy(row.draft, warn)


def derive_eids(root: Draft) -> dict[Draft, str]:
    """Return the address that each draft would have had, its parent's being what it really is."""
    rows = list(_rows(root))
    counts = Counter(row.short for row in rows)
    repeated = {short for short, count in counts.items() if count > 1}
    return {row.draft: _derived(row, repeated) for row in rows}


def slug(text: str) -> str:
    """Return `text` as a part of an address: lower case, words joined by hyphens.

    >>> slug("When a charge is refunded")
    'when-a-charge-is-refunded'
    """
    words = _NOT_WORD.sub("-", collapse(text).casefold()).strip("-")
    return words[:_SLUG_LENGTH].strip("-") or "untitled"


def _rows(root: Draft) -> Iterator[_Row]:
    """Yield what stands under `root` in document order."""
    waiting = [_row(child, root, 0, in_section=False) for child in reversed(root.children)]
    while waiting:
        row = waiting.pop()
        yield row
        draft = row.draft
        numbered = row.short.startswith("sec_")
        depth = row.depth + 1 if draft.kind == ENUMERATOR and not numbered else 0
        inside = row.in_section or draft.is_section or numbered
        waiting += [
            _row(child, draft, depth, in_section=inside) for child in reversed(draft.children)
        ]


def _row(draft: Draft, parent: Draft, depth: int, *, in_section: bool) -> _Row:
    # `12.` is itself a section where no section, article or schedule is open.
    is_section = draft.style == (".", "digit") and not in_section and depth == 0
    short = f"sec_{_number(draft)}" if is_section else _short_name(draft)
    return _Row(draft, parent, short, depth, in_section)


def _short_name(draft: Draft) -> str:
    if draft.kind == DOTTED:
        return f"sec_{_number(draft)}"
    if draft.kind == UNLABELLED:
        return f"hd_{slug(draft.heading)}"
    if draft.kind == DEFINITION:
        return f"def_{_number(draft)}"
    if draft.kind == OWN:
        return "" if draft.number else "preamble"
    return "" if draft.kind == ENUMERATOR else f"{draft.kind}_{_number(draft)}"


def _derived(row: _Row, repeated: set[str]) -> str:
    prefix = f"{row.parent.eid}__" if row.parent.eid else ""
    if row.short:
        return prefix + row.short if row.short in repeated else row.short
    level = LEVELS[min(row.depth, len(LEVELS) - 1)]
    return f"{prefix}{level}_{_number(row.draft)}"


def _unique(eid: str, taken: set[str], copies: Counter[str]) -> str:
    found = eid
    while found in taken:
        copies[eid] = max(copies[eid], 1) + 1
        found = f"{eid}_{copies[eid]}"
    taken.add(found)
    return found


def _warn_of_copy(draft: Draft, warn: Report) -> None:
    what = f"{draft.number or draft.heading or draft.kind} stands here a second time"
    mend = "Mend the label, or set the address by hand: {#eid}."
    warn(draft, f"{what}: its address is {draft.eid}.", mend)


def _number(draft: Draft) -> str:
    if draft.kind == DEFINITION and draft.label:
        return slug(draft.label.bare)
    if draft.attributes.number:
        return slug(draft.attributes.number)
    return _NOT_ALLOWED.sub("", draft.label.bare) if draft.label else "untitled"
