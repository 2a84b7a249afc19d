"""What the law says and the plain words do not, and the other way round, by what carries meaning.

A hint by itself: people rightly say things in other words. It is grave only where next to nothing
of a whole sentence or item is found again.
"""

from collections.abc import Iterator

from kb.plain.content_words import Meaning
from kb.plain.facts import FactKind
from kb.plain.fidelity.finding import Finding, Severity, Sort
from kb.plain.fidelity.stretches import Beside
from kb.plain.fidelity.texts import Side

FEW = 3  # words that carry meaning: below, a sentence says too little to judge it
LITTLE = 0.2
PAIR, SOME = 2, 0.34  # enough of a sentence that lays down a duty or denies one
HEAVY = 4  # words of a stretch that are nowhere in the other text, nor replaced by others
REPLACED = 0.6


def compare_coverage(law: Side, plain: Side) -> Iterator[Finding]:
    """Yield the sentences of either text whose meaning the other does not have."""
    yield from _one_way(law, plain, Sort.LOST)
    yield from _one_way(plain, law, Sort.ADDED)
    yield from _left_out(law, plain)


def _left_out(law: Side, plain: Side) -> Iterator[Finding]:
    """Yield what the law says in a row and the plain words neither say nor say otherwise there."""
    for one in Beside(law, plain).stretches():
        if one.weight >= HEAVY and one.instead <= one.own * REPLACED:
            span = (law.parsed.words[one.first].start, law.parsed.words[one.last].end)
            says = f"Your words leave out “{law.words(*span)}”."
            yield Finding("omission", Sort.LOST, Severity.MEDIUM, says, span, None)


def _one_way(here: Side, there: Side, sort: Sort) -> Iterator[Finding]:
    for sentence in here.meanings:
        missing = [one for one in sentence if one.form not in there.all_stems]
        if not missing:
            continue
        share = 1 - len({one.form for one in missing}) / len({one.form for one in sentence})
        forms = len({one.form for one in sentence})
        is_gone = share <= LITTLE and forms >= FEW and _has_verb(here, sentence)
        if sort is Sort.ADDED and share <= SOME and len(missing) >= PAIR:
            is_gone = is_gone or _rules(here, sentence)
        yield _finding(here, missing, sort, Severity.MEDIUM if is_gone else Severity.LOW)


def _rules(side: Side, sentence: tuple[Meaning, ...]) -> bool:
    """True of a sentence that lays down a duty or denies one."""
    at = side.sentence_at(side.parsed.words[sentence[0].at].start)
    kinds = (FactKind.NEGATION, FactKind.EXCEPTION)
    return any(
        side.sentence_at(one.start) == at and (one.kind in kinds or one.value.startswith("must"))
        for one in side.of_kind(*kinds, FactKind.MODALITY)
    )


def _has_verb(side: Side, sentence: tuple[Meaning, ...]) -> bool:
    """True of a sentence; a bare citation or heading says nothing that could be lost."""
    return any(side.parsed.words[one.at].pos == "VERB" for one in sentence)


def _finding(side: Side, missing: list[Meaning], sort: Sort, severity: Severity) -> Finding:
    words = [side.parsed.words[one.at] for one in missing]
    named = ", ".join(dict.fromkeys(word.lower for word in words))
    span = (words[0].start, words[-1].end)
    if sort is Sort.LOST:
        return Finding("omission", sort, severity, f"Not found in your words: {named}.", span, None)
    return Finding("addition", sort, severity, f"Not found in the law: {named}.", None, span)
