"""Edits as drafters make them: amend, repeal, insert, renumber, move, swap, correct a letter."""

from random import Random

from tests.propagation.brute import Line

WORDS = ("charge", "pays", "month", "notice", "written", "fee", "keeps", "seven", "must", "may")


def sentence(chance: Random) -> str:
    """A few words; few enough that two are sometimes the same."""
    return " ".join(chance.choices(WORDS, k=chance.choice((1, 2, 2, 5)))).capitalize() + "."


def amend(chance: Random, lines: list[Line]) -> list[Line]:
    at = _any(chance, lines)
    return _put(lines, at, lines[at]._replace(text=f"{lines[at].text} {sentence(chance)}".strip()))


def repeal(chance: Random, lines: list[Line]) -> list[Line]:
    gone = _below(lines, lines[_any(chance, lines)].eid)
    return [line for line in lines if line.eid not in gone] or lines


def insert(chance: Random, lines: list[Line]) -> list[Line]:
    at = _any(chance, lines)
    eid = _free(lines, lines[at].parent, chance)
    return [*lines[:at], Line(eid, lines[at].parent, sentence(chance)), *lines[at:]]


def renumber(chance: Random, lines: list[Line]) -> list[Line]:
    """Give a provision, and all below it, another address."""
    line = lines[_any(chance, lines)]
    return _renamed(lines, line.eid, _free(lines, line.parent, chance))


def move(chance: Random, lines: list[Line]) -> list[Line]:
    """Hang a provision, and all below it, under another one, or at the top."""
    line = lines[_any(chance, lines)]
    own = _below(lines, line.eid)
    homes = ["", *(other.eid for other in lines if other.eid not in own)]
    home = chance.choice(homes)
    eid = _free(lines, home, chance)
    moved = [one._replace(parent=home) if one.eid == line.eid else one for one in lines]
    return _renamed(_parents_first(moved), line.eid, eid)


def swap(chance: Random, lines: list[Line]) -> list[Line]:
    one, two = _any(chance, lines), _any(chance, lines)
    first, second = lines[one].text, lines[two].text
    swapped = _put(lines, one, lines[one]._replace(text=second))
    return _put(swapped, two, swapped[two]._replace(text=first)) if one != two else lines


def typo(chance: Random, lines: list[Line]) -> list[Line]:
    at = _any(chance, lines)
    text = lines[at].text or "Words."
    cut = chance.randrange(len(text))
    return _put(lines, at, lines[at]._replace(text=(text[:cut] + text[cut + 1 :]).strip() or "x"))


EDITS = (amend, repeal, insert, renumber, move, swap, typo)


def _any(chance: Random, lines: list[Line]) -> int:
    return chance.randrange(len(lines))


def _put(lines: list[Line], at: int, line: Line) -> list[Line]:
    return [*lines[:at], line, *lines[at + 1 :]]


def _below(lines: list[Line], eid: str) -> set[str]:
    """Return `eid` and everything below it; parents stand before their children."""
    found = {eid}
    for line in lines:
        if line.parent in found:
            found.add(line.eid)
    return found


def _free(lines: list[Line], parent: str, chance: Random) -> str:
    used = {line.eid for line in lines}
    prefix = f"{parent}__" if parent else ""
    names = (f"{prefix}n_{chance.randrange(40)}" for _ in range(10_000))
    return next(name for name in names if name not in used)


def _renamed(lines: list[Line], old: str, new: str) -> list[Line]:
    names = {line.eid: line.eid for line in lines}
    for eid in _below(lines, old):
        names[eid] = new + eid.removeprefix(old) if eid.startswith(old) else f"{new}__{eid}"
    if len(set(names.values())) < len(names):
        return lines
    return [Line(names[eid], names.get(parent, ""), text) for eid, parent, text in lines]


def _parents_first(lines: list[Line]) -> list[Line]:
    found: list[Line] = []

    def add(parent: str) -> None:
        for line in lines:
            if line.parent == parent:
                found.append(line)
                add(line.eid)

    add("")
    return found
