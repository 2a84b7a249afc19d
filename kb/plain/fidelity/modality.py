"""Duties and permissions: must stays must, may stays may."""

from collections import Counter
from collections.abc import Iterator

from kb.plain.facts import Fact, FactKind
from kb.plain.facts.modality import Strength
from kb.plain.fidelity.finding import Finding, Severity, Sort
from kb.plain.fidelity.texts import Side, aligned

ALIKE = 3  # words that two sentences share, the verb among them
RANK = {
    Strength.MAY: 0,
    Strength.NEED_NOT: 0,
    Strength.SHOULD: 1,
    Strength.MUST: 2,
    Strength.MUST_NOT: 2,
}
DUTIES = frozenset({Strength.MUST, Strength.MUST_NOT, Strength.NEED_NOT})
ANNOUNCING = frozenset({"will", "require", "oblige", "responsible"})

TURNED = frozenset(
    {
        (Strength.MAY, Strength.MUST_NOT),
        (Strength.MUST, Strength.NEED_NOT),
        (Strength.MUST, Strength.MUST_NOT),
        (Strength.MUST_NOT, Strength.MAY),
    }
)


def compare_modality(law: Side, plain: Side) -> Iterator[Finding]:
    """Yield each modal word of the plain text that the law does not bear."""
    theirs = law.of_kind(FactKind.MODALITY)
    for fact in plain.of_kind(FactKind.MODALITY):
        strength, verb = _split(fact)
        near = set(aligned(plain, plain.sentence_at(fact.start), law))
        candidates = [one for one in theirs if law.sentence_at(one.start) in near]
        same_verb = [one for one in candidates if _form(law, _split(one)[1]) == _form(plain, verb)]
        choice = same_verb or candidates
        if any(_split(one)[0] == strength for one in choice):
            continue
        if any(_is_other_side(law, plain, one, fact) for one in choice):
            continue
        yield _finding(law, plain, fact, choice, sure=_is_sure(law, plain, fact, same_verb))
    yield from _counts(law, plain)


def _is_other_side(law: Side, plain: Side, old: Fact, new: Fact) -> bool:
    """True for "may, unless a court forbids it" said as "if a court forbids it, may not"."""
    if (_split(old)[0], _split(new)[0]) not in TURNED:
        return False
    unless = _clause(law, old, FactKind.EXCEPTION)
    given = _clause(plain, new, FactKind.CONDITION)
    return bool(given) and 2 * len(unless & given) > len(given)


def _clause(side: Side, near: Fact, kind: FactKind) -> set[str]:
    """Return what the clauses of a kind say in the sentence of `near`."""
    at = side.sentence_at(near.start)
    spans = [(one.start, one.end) for one in side.of_kind(kind)]
    return {
        one.form
        for one in side.meanings[at]
        for start, end in spans
        if start <= side.parsed.words[one.at].start < end
    }


def _split(fact: Fact) -> tuple[Strength, str]:
    strength, _, verb = fact.value.partition(":")
    return Strength(strength), verb


def _form(side: Side, verb: str) -> str:
    return side.lexicon.stem(verb)


def _is_sure(law: Side, plain: Side, fact: Fact, same_verb: list[Fact]) -> bool:
    """True where the same verb stands in sentences that speak of the same."""
    own = {one.form for one in plain.meanings[plain.sentence_at(fact.start)]}
    return any(
        len(own & {one.form for one in law.meanings[law.sentence_at(old.start)]}) >= ALIKE
        for old in same_verb
    )


def _is_first_duty(law: Side, fact: Fact) -> bool:
    """True of a duty where the law lays down, denies and announces none at all."""
    known = {_split(one)[0] for one in law.of_kind(FactKind.MODALITY)}
    if _split(fact)[0] is Strength.SHOULD:
        return Strength.SHOULD not in known
    announces = any(word.lemma in ANNOUNCING for word in law.parsed.words)
    return _split(fact)[0] is Strength.MUST and not known & DUTIES and not announces


def _finding(law: Side, plain: Side, fact: Fact, choice: list[Fact], *, sure: bool) -> Finding:
    words = plain.words(fact.start, fact.end)
    if not choice:
        severity = Severity.MEDIUM if _is_first_duty(law, fact) else Severity.LOW
        return Finding(
            "modality",
            Sort.ADDED,
            severity,
            f"The law does not say “{words}” here.",
            None,
            (fact.start, fact.end),
        )
    old = choice[0]
    strength, before = _split(fact)[0], _split(old)[0]
    sort = Sort.STRENGTHENED if RANK[strength] > RANK[before] else Sort.WEAKENED
    says = f"The law says “{law.words(old.start, old.end)}”; you say “{words}”."
    severity = Severity.HIGH if sure else Severity.MEDIUM
    return Finding("modality", sort, severity, says, (old.start, old.end), (fact.start, fact.end))


def _counts(law: Side, plain: Side) -> Iterator[Finding]:
    """Yield a hint where the plain words have more or fewer duties than the law."""
    ours = Counter(_split(fact)[0] for fact in plain.of_kind(FactKind.MODALITY))
    theirs = Counter(_split(fact)[0] for fact in law.of_kind(FactKind.MODALITY))
    for strength in Strength:
        if ours[strength] != theirs[strength]:
            named = strength.replace("_", " ")
            says = f"“{named}”: {theirs[strength]} in the law, {ours[strength]} in your words."
            sort = Sort.ADDED if ours[strength] > theirs[strength] else Sort.LOST
            yield Finding("modality", sort, Severity.LOW, says)
