"""Where a label belongs: under which open provision, and which of its meanings holds.

Every open provision is a possible parent. Each pair of parent and meaning gets a cost: 0 for the
next label of the list that parent holds, more for a gap, a repeat, a list that does not start at
its beginning, an indentation that does not fit. The cheapest wins, of equals the innermost. Where
the two cheapest are close, what follows decides: after `(h)` and `(i)` comes `(j)` or `(ii)`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from kb.text.provisions.draft import OWN, ROOT, Draft
from kb.text.provisions.labels import ENUMERATOR, Label, Reading
from kb.text.provisions.numerals import to_letter, to_roman

MAX_DEPTH = 30  # law nests eight deep; what is deeper is an accident
_LOOK_AHEAD = 80
_LEAVES_HEADING = 10
_CLOSE_CALL = 1
_GAP, _REPEAT, _NOT_FIRST = 3, 6, 4
_SAME_STYLE, _OTHER_LIST, _REOPENED, _WRONG_INDENT, _MISREAD = 8, 2, 3, 4, 2
_ROMAN_LIMIT = 49


@dataclass(frozen=True)
class Place:
    """A decision: the depth of the parent on the stack, and what the label means there."""

    depth: int
    reading: Reading
    cost: int = 0
    other: Reading | None = None  # set where it could as well have been this


def find_place(
    stack: Sequence[Draft], label: Label, indent: int, *, following: Iterable[Label], indented: bool
) -> Place | None:
    """Return where `label` at column `indent` belongs, or None when it can be no label here.

    `following` are the labels after it, up to the next heading or section; `indented` says
    whether this text uses indentation at all.
    """
    places = [
        Place(depth, reading, cost)
        for depth in range(min(len(stack), MAX_DEPTH) - 1, -1, -1)
        for reading in label.readings
        if (cost := _cost(stack, depth, label, reading, indent, indented=indented)) is not None
    ]
    if not places:
        return None
    places.sort(key=lambda place: place.cost)  # stable: innermost first among equals
    return _between(stack, label, places, following)


def _cost(
    stack: Sequence[Draft],
    depth: int,
    label: Label,
    reading: Reading,
    indent: int,
    *,
    indented: bool,
) -> int | None:
    parent = stack[depth]
    last = _last_listed(parent)
    style = (label.decoration, reading.alphabet)
    misread = _MISREAD if reading.alphabet == "digit" and label.bare == "l" else 0
    goes_on = last is not None and last.style == style
    if last is not None and last.reading is not None and goes_on:
        if not (reading.opens_lists(label.bare) or _is_put_in(last.reading, reading)):
            return None
        off = 0 if abs(last.indent - indent) <= 1 else _WRONG_INDENT
        off += _LEAVES_HEADING if _leaves_heading(stack, depth, last) else 0
        return _in_sequence(last.reading, reading) + off + misread
    if not reading.opens_lists(label.bare):
        return None  # "(ca)" stands only after (c): elsewhere it is a word in brackets
    aligned = indented and last is not None and abs(last.indent - indent) <= 1
    if aligned and parent.kind == ENUMERATOR:
        return 1 + misread  # another list at the same column of an indented text
    cost = 0 if reading.is_first else _NOT_FIRST
    cost += _OTHER_LIST if last is not None else 0
    cost += _REOPENED if depth < len(stack) - 1 else 0
    cost += _LEAVES_HEADING if _leaves_heading(stack, depth, None) else 0
    cost += _style_cost(stack[: depth + 1], style, indent)
    return cost + _indent_cost(parent, indent, indented=indented) + misread


def _last_listed(parent: Draft) -> Draft | None:
    for child in reversed(parent.children[-4:]):
        if child.reading is not None:
            return child
    return None


def _leaves_heading(stack: Sequence[Draft], depth: int, last: Draft | None) -> bool:
    """True where a line would close a heading, other than the one whose number it follows."""
    return any(draft.level for draft in stack[depth + 1 :] if draft is not last)


def _is_put_in(last: Reading, reading: Reading) -> bool:
    """True of (aa) after (z), of (ca) after (c) and of (cc) after (ca)."""
    later = (reading.base, reading.suffix) > (last.base, last.suffix)
    return reading.follows(last) or (reading.base == last.base and later)


def _in_sequence(last: Reading, reading: Reading) -> int:
    if reading.follows(last):
        return 0
    later = (reading.base, reading.suffix) > (last.base, last.suffix)
    return _GAP if later else _REPEAT


def _style_cost(parents: Sequence[Draft], style: tuple[str, str], indent: int) -> int:
    for parent in reversed(parents):
        if parent.kind != ENUMERATOR or parent.level:
            return 0
        if parent.style == style:
            return 1 if indent > parent.indent + 1 else _SAME_STYLE
    return 0


def _indent_cost(parent: Draft, indent: int, *, indented: bool) -> int:
    if parent.kind == ROOT or indent > parent.indent:
        return 0
    if indent < parent.indent:
        return _WRONG_INDENT + 2
    if parent.level:
        return 0
    if parent.kind == OWN:
        return _WRONG_INDENT
    return 3 if indented and parent.kind == ENUMERATOR else 1


def _between(
    stack: Sequence[Draft], label: Label, places: list[Place], following: Iterable[Label]
) -> Place:
    best = places[0]
    rivals = [place for place in places[1:] if place.cost - best.cost <= _CLOSE_CALL]
    rival = next((place for place in rivals if place.reading != best.reading), None)
    if rival is None:
        rival = next(iter(rivals), None)
        return best if rival is None else _followed(stack, label, best, rival, following) or best
    chosen = _followed(stack, label, best, rival, following)
    return chosen or Place(best.depth, best.reading, best.cost, other=rival.reading)


def _followed(
    stack: Sequence[Draft], label: Label, one: Place, two: Place, following: Iterable[Label]
) -> Place | None:
    """Return the rival that the labels after it continue, or None where neither is."""
    above = {
        bare
        for parent in stack[: min(one.depth, two.depth)]
        if (last := _last_listed(parent)) is not None and last.reading and last.label
        for bare in [(last.label.decoration, _after(last.reading))]
    }
    ones, twos = _after(one.reading), _after(two.reading)
    if ones == twos:
        return None
    for later in islice(following, _LOOK_AHEAD):
        if (later.decoration, later.bare) in above:
            return None
        if later.decoration == label.decoration and later.bare in {ones, twos}:
            return one if later.bare == ones else two
    return None


def _after(reading: Reading) -> str:
    """Return the bare number that comes after `reading` in its list."""
    value = reading.base + 1
    if reading.alphabet == "digit":
        return str(value)
    if reading.alphabet in {"roman", "ROMAN"}:
        bare = to_roman(value) if value <= _ROMAN_LIMIT else ""
    else:
        doubled = reading.alphabet in {"double", "DOUBLE"}
        bare = to_letter(value) * (2 if doubled else 1)
    return bare.upper() if reading.alphabet in {"upper", "ROMAN", "DOUBLE"} else bare
