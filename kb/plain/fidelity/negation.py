"""Negations: nothing is denied that the law affirms, nor the other way round."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from kb.plain.facts import Fact, FactKind
from kb.plain.fidelity.finding import Finding, Severity, Sort
from kb.plain.fidelity.texts import Side, aligned
from kb.plain.language import Word
from kb.plain.phrases import word_set

IMPLIED = word_set("""
    unless except only refuse reject deny fail lack prohibit forbid prevent unable false absence
    exclude exempt decline stop cease disregard void invalid ineligible illegal unlawful
    unnecessary impossible until little barely hardly few overturn quash dismiss oppose
    against rather instead save avoid waive free disagree improper insufficient inadequate
    irrelevant incorrect wrong miss missing mere alone inadmissible incomplete inaccurate
    incapable incompetent inability ineffective inconsistent immaterial impractical
    impracticable irregular improbable disagree disallow disapprove discontinue disqualify
    disclaim dishonest dispense
""")
OPEN = frozenset({"ADJ", "ADV", "VERB", "NOUN"})
FAILING = word_set("fail unable refuse decline neglect lack")
DENYING = re.compile(
    r"non|un(?!der|i(?!n)|til|anim|cle)"
)  # "under", "unit" and "unanimous" deny nothing


def compare_negation(law: Side, plain: Side) -> Iterator[Finding]:
    """Yield negations that only one of the texts has."""
    yield from _one_way(plain, law, Sort.ADDED)
    yield from _one_way(law, plain, Sort.LOST)
    yield from _unsaid(law, plain)
    ours, theirs = (len(side.of_kind(FactKind.NEGATION)) for side in (plain, law))
    if ours != theirs:
        says = f"Negations: {theirs} in the law, {ours} in your words."
        yield Finding("negation", Sort.ADDED if ours > theirs else Sort.LOST, Severity.LOW, says)


def _one_way(here: Side, there: Side, sort: Sort) -> Iterator[Finding]:
    """Yield negations that find none in the other text, each of which stands for one only."""
    balanced = len(there.of_kind(FactKind.NEGATION)) >= len(here.of_kind(FactKind.NEGATION))
    for fact, near in _unpaired(here, there):
        is_said = balanced or _is_double(here, fact)
        implied = is_said or any(_implies(there, here, place) for place in near)
        yield _finding(here, fact, sort, Severity.LOW if implied else Severity.MEDIUM)


def _unpaired(here: Side, there: Side) -> Iterator[tuple[Fact, list[int]]]:
    """Yield negations without a partner, with the sentences where it should stand."""
    free = there.of_kind(FactKind.NEGATION)
    known = {_form(there, one) for one in free}
    own = here.of_kind(FactKind.NEGATION)
    for fact in sorted(own, key=lambda one: _form(here, one) not in known):
        likely = aligned(here, here.sentence_at(fact.start), there)
        near = [place for one in likely for place in there.with_leads(one)]
        others = [one for one in free if there.sentence_at(one.start) in near]
        same = [one for one in others if _form(there, one) == _form(here, fact)]
        if others:
            free.remove((same or others)[0])
        else:
            yield fact, near


def _unsaid(law: Side, plain: Side) -> Iterator[Finding]:
    """Yield "fails to", "unfamiliar" and their kind that the plain words affirm."""
    negated = {plain.sentence_at(one.start) for one in plain.of_kind(FactKind.NEGATION)}
    for word in law.parsed.words:
        near = _affirming(law, plain, word)
        denied = any(one in negated or _implies(plain, law, one) for one in near)
        if near and not denied:
            yield _finding(law, _denial(word), Sort.LOST, Severity.MEDIUM)


def _affirming(law: Side, plain: Side, word: Word) -> list[int]:
    """Return the plain sentences that would have to say what a denying word of the law says."""
    is_turned = word.lemma.startswith("un") and word.pos in {"ADJ", "ADV"}
    is_failing = word.lemma in FAILING
    if not (is_failing or is_turned) or law.lexicon.form(word) in plain.all_stems:
        return []
    if is_failing:
        return aligned(law, law.sentence_at(word.start), plain)
    form = plain.lexicon.form_of(word.lemma.removeprefix("un"))
    return [at for at, forms in enumerate(plain.sentence_forms) if form in forms]


def _denial(word: Word) -> Fact:
    return Fact(FactKind.NEGATION, word.lemma, word.start, word.end)


def _is_double(side: Side, fact: Fact) -> bool:
    """True in "not inconsistent", which affirms."""
    at = bisect_left(side.parsed.words, fact.end, key=lambda word: word.start)
    return any(_denies(word) for word in side.parsed.words[at : at + 1])


def _form(side: Side, fact: Fact) -> str:
    return side.lexicon.stem(fact.value)


def _implies(side: Side, other: Side, sentence: int) -> bool:
    """True where a sentence denies something without a "not", in a word that only it has."""
    words = side.parsed.of(side.parsed.sentences[sentence])
    return any(_denies(word) and side.lexicon.form(word) not in other.all_stems for word in words)


def _denies(word: Word) -> bool:
    return word.lemma in IMPLIED or (word.pos in OPEN and bool(DENYING.match(word.lemma)))


def _finding(side: Side, fact: Fact, sort: Sort, severity: Severity) -> Finding:
    words = side.words(max(0, fact.start - 20), fact.end + 20)
    where = "The law does not say" if sort is Sort.ADDED else "Your words leave out the negation of"
    span = (fact.start, fact.end)
    return Finding(
        "negation",
        sort,
        severity,
        f"{where} “…{words}…”.",
        *((None, span) if sort is Sort.ADDED else (span, None)),
    )
