"""Who must, who may: the subject of each main verb."""

from collections.abc import Iterator

from kb.plain.facts.fact import Fact, FactKind
from kb.plain.language import Parsed

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
YOU, WE = frozenset({"you", "your"}), frozenset({"we", "us", "our"})


def find_actors(parsed: Parsed) -> Iterator[Fact]:
    """Yield "subject:verb" for every subject."""
    for at, word in enumerate(parsed.words):
        if word.dep not in SUBJECTS:
            continue
        verb = parsed.words[word.head]
        passive = "by" if word.dep == "nsubjpass" else "does"
        yield Fact(FactKind.ACTOR, f"{word.lemma}:{passive}:{verb.lemma}", word.start, word.end)
        del at
