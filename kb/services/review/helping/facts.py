"""The facts of a legal text marked in place: each piece of a line with what kind of fact it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from kb.plain.facts import Fact, FactKind, find_facts
from kb.plain.language import Parsed

NAMES = {
    FactKind.MONEY: "amount",
    FactKind.PERCENT: "percentage",
    FactKind.DURATION: "period",
    FactKind.NUMBER: "number",
    FactKind.DATE: "date",
    FactKind.BOUND: "limit",
    FactKind.NEGATION: "not",
    FactKind.EXCEPTION: "exception",
    FactKind.CONDITION: "condition",
    FactKind.LOGIC: "and / or",
    FactKind.REFERENCE: "reference",
}
"""What each kind is called on the page; actors are in every sentence and are not marked."""
STRENGTHS = {
    "must": "duty",
    "should": "duty",
    "may": "permission",
    "must_not": "ban",
    "need_not": "no duty",
}
AROUND = " ,;.:\n"


@dataclass(frozen=True)
class FactPiece:
    """A run of words; `name` is the kind of fact that it is part of, `is_first` where it begins."""

    words: str
    name: str = ""
    is_first: bool = False


def mark_facts(parsed: Parsed) -> tuple[FactPiece, ...]:
    """Return the whole text in pieces. Where facts lie in one another the shorter one shows."""
    facts = [(fact, name) for fact in find_facts(parsed) if (name := _name(fact))]
    facts.sort(key=lambda one: one[0].start - one[0].end)  # the shortest is painted last
    owner: list[int] = [-1] * len(parsed.text)
    for at, (fact, _) in enumerate(facts):
        owner[fact.start : fact.end] = [at] * (fact.end - fact.start)
    return tuple(_pieces(parsed.text, owner, [name for _, name in facts]))


def _name(fact: Fact) -> str:
    if fact.kind is FactKind.MODALITY:
        return STRENGTHS.get(fact.value.split(":")[0], "")
    return NAMES.get(fact.kind, "")


def _pieces(text: str, owner: list[int], names: list[str]) -> Iterator[FactPiece]:
    """Yield runs of one fact each; blanks and stops at their ends stay outside."""
    begun: set[int] = set()
    for fact, run in groupby(range(len(text)), key=owner.__getitem__):
        at = list(run)
        words = text[at[0] : at[-1] + 1]
        core = words.strip(AROUND)
        if fact < 0 or not core:
            yield FactPiece(words)
            continue
        before, _, after = words.partition(core)
        yield from (FactPiece(before),) if before else ()
        yield FactPiece(core, names[fact], fact not in begun)
        yield from (FactPiece(after),) if after else ()
        begun.add(fact)
