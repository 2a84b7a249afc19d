"""How large a change is: what compliance decided step by step, or else what the system proposes.

From the edition that words were translated from to the one in force there may be several steps.
Each step at which the provision's text changed has the size that was decided for it; the largest
counts. A step that nobody decided counts as proposed, but never as less than minor: nobody's
silence makes a change editorial (I4).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import select

from kb.errors import InvalidError
from kb.models import Edition, SizeOfChange, Thing
from kb.services.actor import Actor
from kb.services.permits import ORIGINAL, Matter, require
from kb.services.publishing.texts import (
    IN_STEP,
    Moves,
    Text,
    moves_of_editions,
    read_moves,
    released_texts,
)
from kb.services.unit import Unit
from kb.text.compare import Match, MatchKind
from kb.text.sizes import larger, propose_size
from kb.vocabulary import OriginalKind, Size, ThingKind, Verb

TOUCHABLE = frozenset({ThingKind.ANSWER, ThingKind.PROCESS, ThingKind.TERM})
"""What stands for law: it can be outdated."""
BETWEEN = "#"  # joins the two eids of a change's key; no eid has one


@dataclass(frozen=True)
class Decision:
    """What compliance decided of one change."""

    size: Size
    reason: str
    touches: tuple[str, ...]


def change_key(old_eid: str, new_eid: str) -> str:
    """Return the key of a change between two editions; "" stands for no provision.

    >>> change_key("sec_1", "")
    'sec_1#'
    """
    return f"{old_eid}{BETWEEN}{new_eid}"


def decide_size(  # noqa: PLR0913 - everything a decision says, and none of it can be left out
    unit: Unit,
    actor: Actor,
    edition: Edition,
    previous: Edition,
    change_key: str,
    *,
    size: Size,
    reason: str,
    touches: Collection[str] = (),
) -> None:
    """Record what compliance decided of one change between two editions; the newest counts.

    The index hears of it: what is best for the law of another day may be another text now.

    `touches` are keys of things that a new provision concerns: "answer:en/slug#id",
    "process:slug#step", "term:slug". Raises InvalidError on a change that is none.
    """
    require(actor, Verb.WRITE, Matter(ORIGINAL, rank=OriginalKind(edition.kind)))
    match = _change(unit, edition, previous, change_key)
    _check(unit, match, size, reason, touches)
    old, new = match.old, match.new
    proposal = propose_size(old.text if old else "", new.text if new else "")
    row = SizeOfChange(
        edition_id=edition.id,
        previous_id=previous.id,
        old_eid=old.eid if old else "",
        new_eid=new.eid if new else "",
        size=size,
        reason=reason.strip(),
        touches=sorted(set(touches)),
        details={"proposed": proposal.size, "reasons": list(proposal.reasons)},
        actor_id=actor.id,
        at=unit.now,
    )
    unit.session.add(row)
    unit.session.flush()
    _record(unit, actor, edition, row)


def _check(unit: Unit, match: Match, size: Size, reason: str, touches: Collection[str]) -> None:
    """Raise InvalidError on a decision that says too little, or contradicts itself."""
    if not reason.strip():
        raise InvalidError("Say why the change has this size: one sentence is enough.")
    if touches and match.old is not None:
        raise InvalidError("Only a new provision names what it concerns: the others are derived.")
    if touches and size is Size.EDITORIAL:
        raise InvalidError("An editorial change concerns nothing. Choose minor or major.")
    for key in touches:
        _check_thing(unit, key)


def _check_thing(unit: Unit, key: str) -> None:
    kind, _, name = key.partition(":")
    name = name.partition("#")[0] if kind == ThingKind.PROCESS else name
    known = select(Thing.id).where(Thing.kind == kind, Thing.key == name)
    if kind not in TOUCHABLE or unit.session.scalar(known) is None:
        raise InvalidError(
            f"There is no “{key}”. Write answer:en/original#answer, process:slug#step or term:slug."
        )


def _record(unit: Unit, actor: Actor, edition: Edition, row: SizeOfChange) -> None:
    facts = {
        "edition": edition.in_force_from.isoformat(),
        "version": edition.version,
        "change": change_key(row.old_eid, row.new_eid),
        "size": row.size,
        "touches": row.touches,
        **row.details,
    }
    group = f"original:{edition.original.slug}"
    unit.record(actor, "decide_size", group, details=facts, why=row.reason)
    unit.enqueue(group)


def decisions(unit: Unit, edition: Edition, previous: Edition) -> Mapping[str, Decision]:
    """Return {change key: what was decided} between exactly these two editions."""
    query = (
        select(SizeOfChange)
        .where(
            SizeOfChange.edition_id == edition.id,
            SizeOfChange.previous_id == previous.id,
            SizeOfChange.at <= unit.now,
        )
        .order_by(SizeOfChange.id)
    )
    return {  # in the order in which they were written: the last one of each key stays
        change_key(row.old_eid, row.new_eid): Decision(
            Size(row.size), row.reason, tuple(row.touches)
        )
        for row in unit.session.scalars(query)
    }


@dataclass(frozen=True)
class Since:
    """How large a change is, and the day from which the law has had these other words."""

    size: Size
    day: date

    def then(self, step: "Since") -> "Since":
        """Return this change with a later step: the larger size, and the day of what was heard."""
        heard = step if step.size is not Size.EDITORIAL else self
        return Since(larger(self.size, step.size), heard.day)


class Sizes:
    """The sizes of changes between texts, for the length of one derivation."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._released: dict[int, tuple[Text, ...]] = {}
        self._decided: dict[int, list[SizeOfChange]] = {}
        self._moves: dict[tuple[int, int], Moves] = {}

    def since(self, old: Text, new: Text, match: Match) -> Since | None:
        """Return how large what became of `match.old` is, and since when; None is in step.

        `match` is the direct comparison of both texts: words that were changed and changed back
        are in step, whatever happened between.
        """
        if match.kind in IN_STEP or match.old is None:
            return None
        found = self._along(self._steps(old, new), match.old.eid)
        since = found or Since(_proposed(match), _day_of(old, new))
        return None if since.size is Size.EDITORIAL else since

    def moves(self, old: Text, new: Text) -> Moves:
        """Return what became of the provisions of `old` in `new`, compared once."""
        key = old.key, new.key
        if key not in self._moves:
            self._moves[key] = read_moves(self._unit, old, new)
        return self._moves[key]

    def released(self, original_id: int) -> tuple[Text, ...]:
        """Return the released versions of an original, the oldest first."""
        if original_id not in self._released:
            self._released[original_id] = released_texts(self._unit, original_id)
        return self._released[original_id]

    def _steps(self, old: Text, new: Text) -> list[Text]:
        """Return the texts that the law went through: each day's newest, corrections of the first.

        For the law of a day before `old`, the same way back.
        """
        first, last = sorted((old, new), key=lambda text: text.place)
        between = [one for one in self.released(old.original_id) if _is_between(first, one, last)]
        own_day = [one for one in between if one.in_force_from == first.in_force_from]
        newest = {one.in_force_from: one for one in between if one not in own_day}
        newest.pop(last.in_force_from, None)
        steps = [first, *own_day, *newest.values(), last]
        return steps if first is old else steps[::-1]

    def _along(self, steps: Sequence[Text], eid: str) -> Since | None:
        """Return the largest size along consecutive texts, None where no step changed anything."""
        since: Since | None = None
        for one, two in pairwise(steps):
            match = self.moves(one, two).matches.get(eid)
            if match is None:
                continue
            if match.kind not in IN_STEP:
                step = Since(self._step(one, two, match), _day_of(one, two))
                since = step if since is None else since.then(step)
            if match.new is None:
                break
            eid = match.new.eid
        return since

    def _step(self, one: Text, two: Text, match: Match) -> Size:
        decided = self._decision(one, two, match)
        if decided is not None:
            return decided
        corrected = self._corrected(one, two)
        if corrected and match.old:
            found = self._along([one, *corrected, two], match.old.eid)
            return found.size if found else _proposed(match)
        return _proposed(match)

    def _corrected(self, one: Text, two: Text) -> list[Text]:
        """Return earlier versions of the later text's day: what was decided of them stands."""
        later = max(one, two, key=lambda text: text.place)
        if one.in_force_from == two.in_force_from or one is later:
            return []
        return [
            text
            for text in self.released(later.original_id)
            if text.in_force_from == later.in_force_from and text.version < later.version
        ]

    def _decision(self, one: Text, two: Text, match: Match) -> Size | None:
        """Return what was decided of a step, against whichever version of the day before."""
        first, last = sorted((one, two), key=lambda text: text.place)
        old, new = (match.old, match.new) if first is one else (match.new, match.old)
        if last.edition is None:
            return None
        address = (old.eid if old else "", new.eid if new else "")
        days = {text.key: text.in_force_from for text in self.released(one.original_id)}
        rows = (
            row
            for row in self._decisions_of(last.edition)
            if (row.old_eid, row.new_eid) == address
            and days.get(row.previous_id) == first.in_force_from
        )
        return next((Size(row.size) for row in rows), None)

    def _decisions_of(self, edition: Edition) -> list[SizeOfChange]:
        """Return what was decided of an edition's changes, the newest first."""
        if edition.id not in self._decided:
            query = (
                select(SizeOfChange)
                .where(SizeOfChange.edition_id == edition.id, SizeOfChange.at <= self._unit.now)
                .order_by(SizeOfChange.id.desc())
            )
            self._decided[edition.id] = list(self._unit.session.scalars(query))
        return self._decided[edition.id]


def _day_of(one: Text, two: Text) -> date:
    """Return the first day of the later one of two texts."""
    return max(one.in_force_from, two.in_force_from)


def _is_between(first: Text, one: Text, last: Text) -> bool:
    return first.place < one.place < last.place


def _proposed(match: Match) -> Size:
    old, new = match.old, match.new
    return larger(Size.MINOR, propose_size(old.text if old else "", new.text if new else "").size)


def _change(unit: Unit, edition: Edition, previous: Edition, key: str) -> Match:
    """Return the change that a key names. Raises InvalidError where there is none."""
    old_eid, _, new_eid = key.partition(BETWEEN)
    moves = moves_of_editions(unit, previous.id, edition.id)
    match = moves.matches.get(old_eid)
    if match and match.kind not in IN_STEP and (match.new.eid if match.new else "") == new_eid:
        return match
    new = next((one for one in moves.new if one.eid == new_eid and not old_eid), None)
    if new is None:
        raise InvalidError(
            f"Between these two editions nothing changed at “{key}”. Open their comparison again."
        )
    return Match(None, new, MatchKind.NEW)
