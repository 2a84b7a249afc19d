"""Exceptions, conditions, references and what joins: as many of each, of the same kind."""

import re
from collections.abc import Iterator

from kb.plain.facts import Fact, FactKind
from kb.plain.fidelity.finding import Finding, Severity, Sort
from kb.plain.fidelity.texts import Side
from kb.plain.phrases import word_set

ANY = ("or", "nor", "any", "either", "neither")
ALL = ("and", "all", "both", "each", "every")
CONDITIONAL = word_set("who which whose that only should unless except otherwise")
ENDING = re.compile("[;“”]")  # a denial reaches no further
LONG = 4
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
        yield Finding(
            fact.kind, Sort.ADDED, Severity.MEDIUM, says, None, (fact.start, fact.end)
        )


def _unconditional(law: Side, plain: Side, clauses: list[Fact]) -> Iterator[Finding]:
    """Yield clauses whose words the plain text has, with nothing in it that makes a condition."""
    for fact in clauses:
        forms = _forms(law, fact)
        kept = forms & plain.all_stems
        if 2 * len(kept) > len(forms) and not CONDITIONAL & plain.all_stems:
            says = f"You say “{law.words(fact.start, fact.end)}” without a condition."
            yield Finding(fact.kind, Sort.LOST, Severity.MEDIUM, says, (fact.start, fact.end), None)


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
            is_turned = _is_denied(plain, fact) != _is_denied(law, old)
            yield Finding(
                "logic",
                Sort.CHANGED,
                Severity.LOW if is_turned else Severity.HIGH,
                says,
                (old.start, old.end),
                (fact.start, fact.end),
            )
    yield from _beside(law, plain)
    yield from _turned(law, plain)
    yield from _chosen(law, plain)
    yield from _counted(theirs, ours)


def _counted(theirs: list[Fact], ours: list[Fact]) -> Iterator[Finding]:
    """Yield counts that differ; as many "and" more as "or" fewer is one turned into the other."""
    more = {
        word: _count(ours, word) - _count(theirs, word)
        for word in ("and", "or", "all", "any", "both", "either")
    }
    for word, difference in more.items():
        if difference:
            had = _count(theirs, word)
            says = f"“{word}”: {had} in the law, {had + difference} in your words."
            is_turned = word in {"and", "or"} and more["and"] == -more["or"]
            severity = Severity.MEDIUM if is_turned else Severity.LOW
            yield Finding("logic", Sort.CHANGED, severity, says)


def _beside(law: Side, plain: Side) -> Iterator[Finding]:
    """Yield "and" for "or" after the very word, or before it, where no denial explains it."""
    theirs = [one for one in law.of_kind(FactKind.LOGIC) if one.value[:3] in {"and", "or:"}]
    for fact in plain.of_kind(FactKind.LOGIC):
        joined = fact.value.split(":")[0]
        if joined not in {"and", "or"}:
            continue
        same = [old for old in theirs if _meet(law, old, plain, fact)]
        if not same or any(old.value.split(":")[0] == joined for old in same):
            continue
        old = same[0]
        if _is_denied(plain, fact) == _is_denied(law, old):
            says = f"The law says “{_around(law, old)}” where you say “{_around(plain, fact)}”."
            yield Finding(
                "logic",
                Sort.CHANGED,
                Severity.MEDIUM,
                says,
                (old.start, old.end),
                (fact.start, fact.end),
            )


def _meet(law: Side, old: Fact, plain: Side, new: Fact) -> bool:
    """True where two joining words stand beside the same word, or across a comma between the same."""
    beside = [(law.form_beside(old.start, at), plain.form_beside(new.start, at)) for at in (-1, 1)]
    if any(one and one == other for one, other in beside):
        return True
    between = [
        (law.form_beside(old.start, at, across=","), plain.form_beside(new.start, at, across=","))
        for at in (-1, 1)
    ]
    return all(one and one == other for one, other in between)


def _around(side: Side, fact: Fact) -> str:
    text = side.parsed.text
    start = text.rfind(" ", 0, max(0, fact.start - 1)) + 1
    end = text.find(" ", fact.end + 1)
    return side.words(start, end if end > 0 else len(text)).strip(" ,;.")


def _is_denied(side: Side, fact: Fact) -> bool:
    """True in the reach of a denial: "no fee for A or B" is the same as "A and B are free"."""
    sentences = side.with_leads(side.sentence_at(fact.start))
    conditions = side.of_kind(FactKind.CONDITION)
    return any(
        one.start < fact.start
        and side.sentence_at(one.start) in sentences
        and not ENDING.search(side.parsed.text, one.end, fact.start)
        and not any(_holds(given, one) and not _holds(given, fact) for given in conditions)
        for one in side.of_kind(FactKind.NEGATION, FactKind.EXCEPTION)
    )


def _holds(clause: Fact, fact: Fact) -> bool:
    return clause.start <= fact.start < clause.end


def _turned(law: Side, plain: Side) -> Iterator[Finding]:
    """Yield where one text has only "or" and the other only "and", or all against any."""
    theirs, ours = law.of_kind(FactKind.LOGIC), plain.of_kind(FactKind.LOGIC)
    for one, other in (("and", "or"), ("all", "any"), ("both", "either")):
        for had, has in ((one, other), (other, one)):
            old, new = _first(theirs, had), _first(ours, has)
            if old and new and not _count(theirs, has) and not _count(ours, had):
                says = f"The law says “{had}” where you say “{has}”."
                is_turned = _is_denied(law, old) != _is_denied(plain, new)
                yield Finding(
                    "logic",
                    Sort.CHANGED,
                    Severity.LOW if is_turned else Severity.MEDIUM,
                    says,
                    (old.start, old.end),
                    (new.start, new.end),
                )


def _chosen(law: Side, plain: Side) -> Iterator[Finding]:
    """Yield "any of these" for a list the law joins by nothing but "and", "all" for "or" alone."""
    theirs, ours = law.of_kind(FactKind.LOGIC), plain.of_kind(FactKind.LOGIC)
    for joins, others, chooses in (("and", ANY, "any"), ("or", ALL, "all"), ("or", ALL, "both")):
        old, new = _first(theirs, joins), _first(ours, chooses)
        if old and new and not any(_count(theirs, word) for word in others):
            says = f"The law joins with “{joins}” where you say “{chooses}”."
            spans = (old.start, old.end), (new.start, new.end)
            yield Finding("logic", Sort.CHANGED, Severity.MEDIUM, says, *spans)


def _first(facts: list[Fact], word: str) -> Fact | None:
    return next((fact for fact in facts if fact.value.split(":")[0] == word), None)


def _pair(side: Side, fact: Fact) -> frozenset[str]:
    return frozenset(side.lexicon.stem(part) for part in fact.value.split(":")[1:])


def _count(facts: list[Fact], word: str) -> int:
    return sum(fact.value.split(":")[0] == word for fact in facts)
