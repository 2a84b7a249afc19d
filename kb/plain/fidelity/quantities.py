"""Amounts, percentages, durations, numbers and dates: the same ones, bounded the same way."""

import re
from collections.abc import Iterator

from kb.plain.facts import Fact, FactKind
from kb.plain.facts.limits import UPWARD, Limit
from kb.plain.fidelity.finding import Finding, Severity, Sort
from kb.plain.fidelity.texts import Side
from kb.plain.phrases import word_set

KINDS = (FactKind.MONEY, FactKind.PERCENT, FactKind.DURATION, FactKind.NUMBER, FactKind.DATE)
OTHER_SIDES = (frozenset({Limit.AT_MOST, Limit.MORE}), frozenset({Limit.AT_LEAST, Limit.LESS}))
BEYOND = (frozenset({Limit.AT_MOST, Limit.AFTER}),)
"""What comes after a limit that is said as well: "within 60 days … after the 60 days"."""
GRAVE = frozenset({FactKind.MONEY, FactKind.PERCENT, FactKind.DURATION})

FEW = word_set("two three four five six")
COUNTED = re.compile(
    r"\s+(?:things|ways|cases|reasons|rules|limits|exceptions|kinds|"
    r"groups|conditions|situations|steps|parts|points)\b"
)
POINTING = re.compile(r"\b(?:of|neither|either|one) (?:of )?the (?:first |last )?$", re.IGNORECASE)


def compare_quantities(law: Side, plain: Side) -> Iterator[Finding]:
    """Yield what is lost, changed or added of every kind, and limits that turned."""
    for kind in KINDS:
        ours, theirs = plain.of_kind(kind), law.of_kind(kind)
        lost = [fact for fact in theirs if not _is_in(fact, ours)]
        added = [fact for fact in ours if not _is_in(fact, theirs)]
        yield from _unmatched(law, plain, lost, added)
        yield from _limits(law, plain, theirs, ours)


def count_kept(law: Side, plain: Side) -> tuple[int, int]:
    """Return how many quantities the law names, each once, and how many the plain words have."""
    ours = {kind: plain.of_kind(kind) for kind in KINDS}
    theirs = {(fact.kind, fact.value): fact for fact in law.of_kind(*KINDS)}.values()
    return len(theirs), sum(_is_in(fact, ours[fact.kind]) for fact in theirs)


def _is_in(fact: Fact, others: list[Fact]) -> bool:
    if fact.kind is FactKind.DATE:
        return any(_same_date(fact.value, other.value) for other in others)
    return any(fact.value == other.value for other in others)


def _same_date(one: str, other: str) -> bool:
    return all(
        "?" in pair or pair[0] == pair[1]
        for pair in zip(one.split("-"), other.split("-"), strict=True)
    )


def _unmatched(law: Side, plain: Side, lost: list[Fact], added: list[Fact]) -> Iterator[Finding]:
    """Pair what is missing with what is new, in order: that is a change; the rest stands alone."""
    for old, new in zip(lost, added, strict=False):
        before, after = law.words(old.start, old.end), plain.words(new.start, new.end)
        says = f"The law says “{before}”; you say “{after}”."
        yield Finding(
            old.kind, Sort.CHANGED, Severity.HIGH, says, (old.start, old.end), (new.start, new.end)
        )
    for old in lost[len(added) :]:
        says = f"“{law.words(old.start, old.end)}” is not in your words."
        severity = Severity.LOW if old.kind is FactKind.NUMBER else Severity.MEDIUM
        yield Finding(old.kind, Sort.LOST, severity, says, (old.start, old.end), None)
    for new in added[len(lost) :]:
        words = _words(plain, new) if new.limit else plain.words(new.start, new.end)
        says = f"“{words}” is not in the law."
        severity = Severity.HIGH if new.kind in GRAVE else Severity.MEDIUM
        if _counts_own_items(plain, new):
            severity = Severity.LOW
        yield Finding(new.kind, Sort.ADDED, severity, says, None, (new.start, new.end))


def _counts_own_items(plain: Side, fact: Fact) -> bool:
    """True in "if two things are true", "the later of the two": the text counts its own items."""
    text = plain.parsed.text
    is_few = fact.kind is FactKind.NUMBER and text[fact.start : fact.end].lower() in FEW
    return is_few and bool(COUNTED.match(text, fact.end) or POINTING.search(text[: fact.start]))


def _limits(law: Side, plain: Side, theirs: list[Fact], ours: list[Fact]) -> Iterator[Finding]:
    for new in ours:
        same = [old for old in theirs if old.value == new.value]
        if not same or any(old.limit == new.limit for old in same):
            continue
        old = same[0]
        severity = _severity(old.limit, new.limit)
        if frozenset({old.limit, new.limit}) in BEYOND and _is_said(old, ours):
            severity = Severity.LOW
        says = f"The law bounds it as “{_words(law, old)}”; your words say “{_words(plain, new)}”."
        yield Finding(
            "threshold", Sort.CHANGED, severity, says, (old.start, old.end), (new.start, new.end)
        )


def _is_said(old: Fact, ours: list[Fact]) -> bool:
    """True where the plain words set the law's own limit too."""
    return any((one.value, one.limit) == (old.value, old.limit) for one in ours)


def compare_bounds(law: Side, plain: Side) -> Iterator[Finding]:
    """Yield bounds without a number that turned, or that only one text has."""
    theirs, ours = law.of_kind(FactKind.BOUND), plain.of_kind(FactKind.BOUND)
    known = {old.value for old in theirs}
    for new in ours:
        if new.value in known:
            continue
        word = new.value.partition(":")[2]
        same = [old for old in theirs if old.value.partition(":")[2] == word]
        span = (new.start, new.end)
        if same:
            says = f"The law says “{_bound(law, same[0])}”, you say “{_bound(plain, new)}”."
            severity = _severity(same[0].limit, new.limit)
            yield Finding(
                "threshold", Sort.CHANGED, severity, says, (same[0].start, same[0].end), span
            )
        elif not any(old.limit == new.limit for old in theirs):
            says = f"The law does not say “{_bound(plain, new)}”."
            yield Finding("threshold", Sort.ADDED, Severity.LOW, says, None, span)


def _bound(side: Side, fact: Fact) -> str:
    return side.words(fact.start, fact.end) + " " + fact.value.partition(":")[2]


def _words(side: Side, fact: Fact) -> str:
    return side.words(max(0, side.parsed.text.rfind(" ", 0, max(0, fact.start - 14)) + 1), fact.end)


def _severity(old: str, new: str) -> Severity:
    """Judge a limit that is not the same; its other side may be the same rule said the other way.

    "Gifts up to $50 do not count" is "gifts above $50 count": a place to look at, not an error.
    """
    if not old or not new or frozenset({old, new}) in OTHER_SIDES:
        return Severity.LOW
    if (Limit(old) in UPWARD) != (Limit(new) in UPWARD):
        return Severity.HIGH
    return Severity.MEDIUM
