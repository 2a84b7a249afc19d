"""The rules of I4 once more, from the texts alone: slow, plain, and written without the product.

`became` follows the order in which the library's documents say that provisions are matched; sizes
are walked one edition at a time. Tests compare the product with it.
"""

from collections import Counter, defaultdict
from typing import NamedTuple


class Line(NamedTuple):
    """A provision: its address, its parent's ("" at the top), its words."""

    eid: str
    parent: str
    text: str


def became(old: list[Line], new: list[Line]) -> dict[str, str | None]:
    """Return {old eid: new eid, or None where it is gone}."""
    there = {line.eid: line for line in new}
    went: dict[str, str] = {}
    taken: set[str] = set()

    def pair(one: Line, two: Line) -> None:
        if one.eid not in went and two.eid not in taken:
            went[one.eid] = two.eid
            taken.add(two.eid)

    for one in old:  # same address, same words
        if one.text and one.eid in there and there[one.eid].text == one.text:
            pair(one, there[one.eid])
    counts_old = Counter(line.text for line in old)
    counts_new = Counter(line.text for line in new)
    by_text = {line.text: line for line in new}
    for one in old:  # same words, once on each side
        if one.text and counts_old[one.text] == counts_new[one.text] == 1:
            pair(one, by_text[one.text])
    _pair_wordless(old, new, went, pair)
    _pair_children(old, new, went, taken, pair)
    for one in old:  # what has the same address has changed
        if one.eid in there:
            pair(one, there[one.eid])
    return {line.eid: went.get(line.eid) for line in old}


def _pair_wordless(old, new, went, pair) -> None:
    """What has no words of its own goes where most of its children went, else to its address."""
    there = {line.eid: line for line in new}
    wordless = [line for line in old if not line.text]
    for one in reversed(wordless):
        children = [line for line in reversed(old) if line.parent == one.eid]
        homes = [there[went[child.eid]].parent for child in children if child.eid in went]
        homes = [home for home in homes if home]
        if homes:
            best = there[Counter(homes).most_common(1)[0][0]]
            if not best.text:
                pair(one, best)
    for one in wordless:
        if one.eid in there and not there[one.eid].text:
            pair(one, there[one.eid])


def _pair_children(old, new, went, taken, pair) -> None:
    """Pair the same words under the same parent, in order; parents stand before children."""
    alike = defaultdict(list)
    for two in new:
        alike[two.parent, two.text].append(two)
    for one in old:
        parent = went.get(one.parent) if one.parent else ""
        free = [two for two in alike[parent, one.text] if two.eid not in taken]
        if free and one.eid not in went:
            pair(one, free[0])


def out_of(old: list[Line], new: list[Line]) -> dict[str, bool]:
    """Return {old eid: whether its words changed or are gone}."""
    words = {line.eid: line.text for line in new}
    went = became(old, new)
    return {line.eid: went[line.eid] is None or words[went[line.eid]] != line.text for line in old}
