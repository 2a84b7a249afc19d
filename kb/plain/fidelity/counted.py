"""Exceptions, conditions and references: as many of each, of the same kind."""

from collections.abc import Iterator

from kb.plain.facts import Fact, FactKind
from kb.plain.fidelity.finding import Finding, Severity, Sort
from kb.plain.fidelity.texts import Side
from kb.plain.phrases import word_set

CONDITIONAL = word_set("who which whose that only should unless except otherwise")
LONG = 4
LEFT = {FactKind.EXCEPTION: 1 / 2, FactKind.CONDITION: 1 / 3}
DESCRIBING = frozenset({"other than", "apart from"})  # "a person other than you" excepts nothing


def compare_clauses(law: Side, plain: Side) -> Iterator[Finding]:
    """Yield exceptions and conditions that only one text has."""
    for kind in (FactKind.EXCEPTION, FactKind.CONDITION):
        theirs, ours = law.of_kind(kind), plain.of_kind(kind)
        if len(theirs) > len(ours):
            yield from _lost(law, plain, theirs)
            if kind is FactKind.CONDITION and not ours:
                yield from _unconditional(law, plain, theirs)
            says = f"{kind.capitalize()}s: {len(theirs)} in the law, {len(ours)} in your words."
            yield Finding(kind, Sort.LOST, Severity.LOW, says)
        elif len(ours) > len(theirs):
            says = f"{kind.capitalize()}s: {len(theirs)} in the law, {len(ours)} in your words."
            yield Finding(kind, Sort.ADDED, Severity.LOW, says)
            if kind is FactKind.EXCEPTION:
                yield from _added(law, plain, theirs, ours)


def _added(law: Side, plain: Side, theirs: list[Fact], ours: list[Fact]) -> Iterator[Finding]:
    """Yield an exception that says something else than each of the law's exceptions.

    Said otherwise it is none: "only if" of the law, or a denial of its own, is an "unless" too.
    """
    known = {form for fact in theirs for form in _forms(law, fact)}
    for fact in ours:
        if fact.value in DESCRIBING or _forms(plain, fact) & known:
            continue
        says = f"The law does not make the exception “{plain.words(fact.start, fact.end)}”."
        yield Finding(fact.kind, Sort.ADDED, Severity.MEDIUM, says, None, (fact.start, fact.end))


def _unconditional(law: Side, plain: Side, clauses: list[Fact]) -> Iterator[Finding]:
    """Yield clauses whose words the plain text has, with nothing in it that makes a condition."""
    for fact in clauses:
        forms = _forms(law, fact)
        kept = forms & plain.all_stems
        if 2 * len(kept) > len(forms) and not CONDITIONAL & plain.all_stems:
            says = f"You say “{law.words(fact.start, fact.end)}” without a condition."
            yield Finding(fact.kind, Sort.LOST, Severity.MEDIUM, says, (fact.start, fact.end), None)


def _lost(law: Side, plain: Side, clauses: list[Fact]) -> Iterator[Finding]:
    """Yield clauses of which too few words are left."""
    for fact in clauses:
        forms = _forms(law, fact)
        kept = forms & plain.all_stems
        if forms and len(kept) <= len(forms) * LEFT[fact.kind]:
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
        if fact.value not in labels and not _is_quoted(law, fact):
            says = f"The law does not refer to “{plain.words(fact.start, fact.end)}”."
            yield Finding(
                "reference", Sort.CHANGED, Severity.HIGH, says, None, (fact.start, fact.end)
            )
    for fact in theirs:
        if fact.value not in {one.value for one in ours}:
            says = f"The law refers to “{law.words(fact.start, fact.end)}”."
            yield Finding("reference", Sort.LOST, Severity.LOW, says, (fact.start, fact.end), None)


def _is_quoted(law: Side, fact: Fact) -> bool:
    """True where the law has the very number, long enough to be no other: "the 274/1994 Act"."""
    return len(fact.value) > LONG and fact.value.replace("/", "") in law.digits
