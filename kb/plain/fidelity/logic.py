"""What joins and what chooses: and/or, all/any, by the words beside them and by count."""

from collections.abc import Iterator

from kb.plain.facts import Fact, FactKind
from kb.plain.fidelity.finding import Finding, Severity, Sort
from kb.plain.fidelity.texts import Side

ANY = ("or", "nor", "any", "either", "neither")
ALL = ("and", "all", "both", "each", "every")
OTHER = {"and": "or", "or": "and"}
QUOTES = "“”"  # a denial reaches no further


def compare_logic(law: Side, plain: Side) -> Iterator[Finding]:
    """Yield and/or, all/any that changed sides, and counts that differ."""
    theirs, ours = law.of_kind(FactKind.LOGIC), plain.of_kind(FactKind.LOGIC)
    for fact in ours:
        joined, pair = _joining(fact), _pair(plain, fact)
        same = [old for old in theirs if len(pair) > 1 and _pair(law, old) == pair]
        if same and all(_joining(old) != joined for old in same):
            old = same[0]
            named = "” and “".join(fact.value.split(":")[1:])
            says = f"The law joins “{named}” with “{_joining(old)}”, you with “{joined}”."
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
    """Yield "and" for "or" beside the very word, where no denial explains it."""
    known = _keyed(law)
    for fact in plain.of_kind(FactKind.LOGIC):
        joined = _joining(fact)
        same = {word: old for key in _keys(plain, fact) for word, old in known.get(key, {}).items()}
        if joined not in OTHER or joined in same or OTHER[joined] not in same:
            continue
        old = same[OTHER[joined]]
        if _is_denied(plain, fact) == _is_denied(law, old):
            says = f"The law says “{_around(law, old)}” where you say “{_around(plain, fact)}”."
            spans = (old.start, old.end), (fact.start, fact.end)
            yield Finding("logic", Sort.CHANGED, Severity.MEDIUM, says, *spans)


def _keyed(side: Side) -> dict[tuple[str, ...], dict[str, Fact]]:
    """Return the joining words of a text by what stands beside them, the first of each."""
    found: dict[tuple[str, ...], dict[str, Fact]] = {}
    for fact in side.of_kind(FactKind.LOGIC):
        for key in _keys(side, fact) if _joining(fact) in OTHER else ():
            found.setdefault(key, {}).setdefault(_joining(fact), fact)
    return found


def _keys(side: Side, fact: Fact) -> Iterator[tuple[str, ...]]:
    """Yield the word right before, the word right after, and both where a comma parts them."""
    for where, step in (("before", -1), ("after", 1)):
        beside = side.form_beside(fact.start, step)
        if beside:
            yield where, beside
    both = [side.form_beside(fact.start, step, across=",") for step in (-1, 1)]
    if all(both):
        yield "both", *both


def _joining(fact: Fact) -> str:
    return fact.value.split(":")[0]


def _around(side: Side, fact: Fact) -> str:
    text = side.parsed.text
    start = text.rfind(" ", 0, max(0, fact.start - 1)) + 1
    end = text.find(" ", fact.end + 1)
    return side.words(start, end if end > 0 else len(text)).strip(" ,;.")


def _is_denied(side: Side, fact: Fact) -> bool:
    """True in the reach of a denial: "no fee for A or B" is the same as "A and B are free"."""
    text = side.parsed.text
    quoted = max(text.rfind(mark, 0, fact.start) for mark in QUOTES)
    sentences = side.with_leads(side.sentence_at(fact.start))
    conditions = side.of_kind(FactKind.CONDITION)
    return any(
        one.start < fact.start
        and side.sentence_at(one.start) in sentences
        and one.end > quoted
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
    return next((fact for fact in facts if _joining(fact) == word), None)


def _pair(side: Side, fact: Fact) -> frozenset[str]:
    return frozenset(side.lexicon.stem(part) for part in fact.value.split(":")[1:])


def _count(facts: list[Fact], word: str) -> int:
    return sum(_joining(fact) == word for fact in facts)
