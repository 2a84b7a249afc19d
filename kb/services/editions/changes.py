"""The changes of an edition, page by page: what became of each provision, and how large that is.

A by-law can change in thousands of places, so they are read and saved in pages. Of what is sent,
the rows that are right are kept and the others come back with what is wrong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kb.errors import ConflictError, InvalidError
from kb.importers.library.decode import clean_line
from kb.models import Edition
from kb.services.actor import Actor
from kb.services.editions.life import OPEN
from kb.services.editions.read_edition import Head, head_of
from kb.services.editions.stored import find_edition, matter_of
from kb.services.editions.undecided import Differences, needs_decision, read_differences
from kb.services.permits import may, require
from kb.services.propagation.compared import Change
from kb.services.propagation.impact import impact
from kb.services.propagation.neighbours import Near
from kb.services.publishing.sizes import decide_size
from kb.services.unit import Unit
from kb.text.changes import ChangeKind
from kb.vocabulary import SHOWN, Size, Verb

PER_PAGE = 50
UNDECIDED = "undecided"
NONE, TICKED = "none", "ticked"


@dataclass(frozen=True)
class Given:
    """What was said of one change: a size ("" for nothing yet), a reason, and what it concerns.

    `concerns` is "none" or "ticked": a new provision has to have one of them said.
    """

    size: str = ""
    reason: str = ""
    concerns: str = ""
    touches: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wrong:
    """What is wrong with one decision, and in which of its two boxes: "size" or "concerns"."""

    box: str
    what: str


@dataclass(frozen=True)
class ChangeRow:
    """One change as its page shows it; `given` and `wrong` where it was just sent and refused."""

    change: Change
    is_to_decide: bool
    near: tuple[Near, ...] = ()
    given: Given | None = None
    wrong: Wrong | None = None


@dataclass(frozen=True)
class ChangesPage:
    """Some of the changes of an edition."""

    head: Head
    previous: date | None
    differences: Differences
    counts: Mapping[str, int]
    kind: str
    rows: tuple[ChangeRow, ...]
    number: int
    pages: int
    can_decide: bool

    @property
    def total(self) -> int:
        """How many changes there are in all."""
        return len(self.differences.changes)


@dataclass(frozen=True)
class Saved:
    """What became of a page of decisions: how many were kept, and what is wrong with the rest."""

    kept: int
    wrong: Mapping[str, Wrong] = field(default_factory=dict)


def read_changes(  # noqa: PLR0913 - what was refused comes back with the page it was on
    unit: Unit,
    actor: Actor,
    edition_id: int,
    *,
    kind: str = "",
    number: int = 1,
    given: Mapping[str, Given] | None = None,
    wrong: Mapping[str, Wrong] | None = None,
) -> ChangesPage:
    """Return one page of changes: all, those of one kind, or those that are undecided."""
    edition = find_edition(unit, actor, edition_id)
    differences = read_differences(unit, edition)
    chosen = [one for one in differences.changes if _is_of(one, kind) or one.key in (wrong or {})]
    pages = max(1, -(-len(chosen) // PER_PAGE))
    number = min(max(number, 1), pages)
    shown = chosen[(number - 1) * PER_PAGE : number * PER_PAGE]
    near = _near(unit, edition, shown)
    rows = (
        ChangeRow(
            one,
            needs_decision(one),
            near.get(one.key, ()),
            (given or {}).get(one.key) if one.key in (wrong or {}) else None,
            (wrong or {}).get(one.key),
        )
        for one in shown
    )
    return ChangesPage(
        head=head_of(unit, edition),
        previous=differences.previous.in_force_from if differences.previous else None,
        differences=differences,
        counts=_counts(differences),
        kind=kind,
        rows=tuple(rows),
        number=number,
        pages=pages,
        can_decide=_can_decide(unit, actor, edition),
    )


def save_sizes(
    unit: Unit,
    actor: Actor,
    edition_id: int,
    given: Mapping[str, Given],
    *,
    accept: bool = False,
) -> Saved:
    """Keep the decisions of one page. With `accept`, what is left open is decided as proposed.

    Raises ConflictError while the edition is with its reviewer.
    """
    edition = find_edition(unit, actor, edition_id)
    require(actor, Verb.WRITE, matter_of(edition))
    if not _can_decide(unit, actor, edition):
        raise ConflictError("This edition is with its reviewer. Take it back to decide anew.")
    differences = read_differences(unit, edition)
    found = [one for one in differences.to_decide if one.key in given]
    near = _near(unit, edition, found) if accept else {}
    kept = 0
    wrong: dict[str, Wrong] = {}
    for change in found:
        said = given[change.key]
        if accept and not said.size and change.decided is None and not near.get(change.key):
            said = _as_proposed(change)
        if _says_nothing(said) or _says_the_same(change, said):
            continue
        problem = _keep(unit, actor, edition, differences, change, said)
        wrong |= {change.key: problem} if problem else {}
        kept += problem is None
    return Saved(kept, wrong)


def _keep(
    unit: Unit,
    actor: Actor,
    edition: Edition,
    differences: Differences,
    change: Change,
    said: Given,
) -> Wrong | None:
    """Keep one decision, or return what is wrong with it."""
    if differences.previous is None or said.size not in set(Size):
        return Wrong("size", "Choose editorial, minor or major.")
    if change.is_new and said.concerns not in {NONE, TICKED}:
        return Wrong("concerns", "Say what it concerns, or that it concerns none.")
    if said.concerns == TICKED and not said.touches:
        return Wrong("concerns", "Tick what must be written again, or choose “none”.")
    is_proposed = change.proposal is not None and change.proposal.size == said.size
    reason = clean_line(said.reason) or (_proposed_reason(change) if is_proposed else "")
    try:
        decide_size(
            unit,
            actor,
            edition,
            differences.previous,
            change.key,
            size=Size(said.size),
            reason=reason,
            touches=tuple(map(clean_line, said.touches)) if said.concerns == TICKED else (),
        )
    except InvalidError as error:
        return Wrong("size", str(error))
    return None


def _as_proposed(change: Change) -> Given:
    if change.proposal is None:
        return Given()
    return Given(change.proposal.size, _proposed_reason(change), NONE)


def _proposed_reason(change: Change) -> str:
    reasons = change.proposal.reasons if change.proposal else ()
    return f"As proposed: {'; '.join(reasons)}" if reasons else "As proposed."


def _says_nothing(said: Given) -> bool:
    return not (said.size or said.reason.strip() or said.concerns or said.touches)


def _says_the_same(change: Change, said: Given) -> bool:
    """True where the form only says again what stands."""
    stands = change.decided
    if stands is None or stands.size != said.size:
        return False
    touches = said.touches if said.concerns == TICKED else ()
    same_reason = not said.reason.strip() or said.reason.strip() == stands.reason
    return same_reason and (not change.is_new or sorted(touches) == sorted(stands.touches))


def _near(unit: Unit, edition: Edition, shown: Sequence[Change]) -> dict[str, tuple[Near, ...]]:
    """Return {change key: what stands around it} of new provisions."""
    if not any(one.is_new for one in shown):
        return {}
    return {one.change.key: one.near for one in impact(unit, edition).new}


def _is_of(change: Change, kind: str) -> bool:
    if kind == UNDECIDED:
        return needs_decision(change) and change.decided is None
    return not kind or change.kind == kind


def _counts(differences: Differences) -> dict[str, int]:
    """Return how many changes there are of each kind, kinds without any left out."""
    found = {
        kind.value: sum(one.kind is kind for one in differences.changes) for kind in ChangeKind
    }
    found[UNDECIDED] = len(differences.undecided)
    return {kind: count for kind, count in found.items() if count}


def _can_decide(unit: Unit, actor: Actor, edition: Edition) -> bool:
    state = head_of(unit, edition).state
    return state in OPEN | SHOWN and may(actor, Verb.WRITE, matter_of(edition))
