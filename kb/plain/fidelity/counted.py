"""Exceptions, conditions, references and what joins: as many of each, of the same kind."""

from collections.abc import Iterator

from kb.plain.facts import Fact, FactKind
from kb.plain.fidelity.finding import Finding, Severity, Sort
from kb.plain.fidelity.texts import Side


def compare_clauses(law: Side, plain: Side) -> Iterator[Finding]:
    """Yield exceptions and conditions that only one text has."""
    for kind in (FactKind.EXCEPTION, FactKind.CONDITION):
        theirs, ours = law.of_kind(kind), plain.of_kind(kind)
        if len(theirs) > len(ours):
            yield from _lost(law, plain, theirs)
            says = f"{kind.capitalize()}s: {len(theirs)} in the law, {len(ours)} in your words."
            yield Finding(kind, Sort.LOST, Severity.LOW, says)
        elif len(ours) > len(theirs):
            says = f"{kind.capitalize()}s: {len(theirs)} in the law, {len(ours)} in your words."
            yield Finding(kind, Sort.ADDED, Severity.LOW, says)


def _lost(law: Side, plain: Side, clauses: list[Fact]) -> Iterator[Finding]:
    for fact in clauses:
        forms = _forms(law, fact)
        kept = forms & plain.all_stems
        if forms and len(kept) <= len(forms) / 3:
            says = f"“{law.words(fact.start, fact.end)}” is not in your words."
            yield Finding(fact.kind, Sort.LOST, Severity.MEDIUM, says, (fact.start, fact.end), None)


def _forms(side: Side, fact: Fact) -> set[str]:
    return {
        one.form
        for sentence in side.meanings
        for one in sentence
        if fact.start <= side.parsed.words[one.at].start < fact.end
    }


def compare_references(law: Side, plain: Side) -> Iterator[Finding]:
    """Yield references that are not the law's."""
    theirs = law.of_kind(FactKind.REFERENCE)
    labels = {one.value for one in theirs}
    ours = plain.of_kind(FactKind.REFERENCE)
    for fact in ours:
        if fact.value not in labels:
            says = f"The law does not refer to “{plain.words(fact.start, fact.end)}”."
            yield Finding(
                "reference", Sort.CHANGED, Severity.HIGH, says, None, (fact.start, fact.end)
            )
    for fact in theirs:
        if fact.value not in {one.value for one in ours}:
            says = f"The law refers to “{law.words(fact.start, fact.end)}”."
            yield Finding("reference", Sort.LOST, Severity.LOW, says, (fact.start, fact.end), None)


def compare_logic(law: Side, plain: Side) -> Iterator[Finding]:
    """Yield and/or, all/any that changed sides, and counts that differ."""
    theirs, ours = law.of_kind(FactKind.LOGIC), plain.of_kind(FactKind.LOGIC)
    for fact in ours:
        joined, pair = fact.value.split(":")[0], _pair(plain, fact)
        same = [old for old in theirs if len(pair) > 1 and _pair(law, old) == pair]
        if same and all(old.value.split(":")[0] != joined for old in same):
            old = same[0]
            named = "” and “".join(fact.value.split(":")[1:])
            says = f"The law joins “{named}” with “{old.value.split(':')[0]}”, you with “{joined}”."
            is_denied = _is_denied(plain, fact) or _is_denied(law, old)
            yield Finding(
                "logic",
                Sort.CHANGED,
                Severity.LOW if is_denied else Severity.HIGH,
                says,
                (old.start, old.end),
                (fact.start, fact.end),
            )
    yield from _turned(theirs, ours)
    for word in ("and", "or", "all", "any", "both", "either"):
        had, have = (_count(side, word) for side in (theirs, ours))
        if had != have:
            says = f"“{word}”: {had} in the law, {have} in your words."
            yield Finding("logic", Sort.CHANGED, Severity.LOW, says)


def _is_denied(side: Side, fact: Fact) -> bool:
    """True in a sentence that denies: "not A or B" is the same as "not A and not B"."""
    sentence = side.sentence_at(fact.start)
    denying = side.of_kind(FactKind.NEGATION, FactKind.EXCEPTION)
    return any(side.sentence_at(one.start) == sentence for one in denying)


def _turned(theirs: list[Fact], ours: list[Fact]) -> Iterator[Finding]:
    """Yield where one text has only "or" and the other only "and", or all against any."""
    for one, other in (("and", "or"), ("all", "any"), ("both", "either")):
        for had, has in ((one, other), (other, one)):
            old, new = _first(theirs, had), _first(ours, has)
            if old and new and not _count(theirs, has) and not _count(ours, had):
                says = f"The law says “{had}” where you say “{has}”."
                yield Finding(
                    "logic",
                    Sort.CHANGED,
                    Severity.MEDIUM,
                    says,
                    (old.start, old.end),
                    (new.start, new.end),
                )


def _first(facts: list[Fact], word: str) -> Fact | None:
    return next((fact for fact in facts if fact.value.split(":")[0] == word), None)


def _pair(side: Side, fact: Fact) -> frozenset[str]:
    return frozenset(side.lexicon.stem(part) for part in fact.value.split(":")[1:])


def _count(facts: list[Fact], word: str) -> int:
    return sum(fact.value.split(":")[0] == word for fact in facts)
