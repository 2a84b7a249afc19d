"""Two conditions in one breath as a list: "if A and B" becomes one line each, with all or any said.

Source: US Federal Plain Language Guidelines, "Use lists". Only at the end of a sentence, and only
where the parse shows whole clauses, each with its own subject, joined by the same word: then the
list says exactly what the sentence said.
"""

from collections.abc import Iterator

from kb.plain.drafting.suggestion import Suggestion, Voice
from kb.plain.language import Parsed, Sentence
from kb.plain.words import WordList

_MARKS = {"if": "if", "where": "if", "when": "when"}
_WHICH = {"and": "all of these are so", "or": "any of these is so"}
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_WHY = "Each condition on a line of its own."


def suggest(parsed: Parsed, voice: Voice, words: WordList) -> Iterator[Suggestion]:
    """Yield the two places that change: after the first word, and between the conditions."""
    del voice, words
    if parsed.is_blank:
        return
    for sentence in parsed.sentences:
        for at in range(sentence.first, sentence.last):
            if parsed.words[at].dep == "advcl":
                yield from _listed(parsed, sentence, at)


def _listed(parsed: Parsed, sentence: Sentence, verb: int) -> Iterator[Suggestion]:
    first = parsed.subtree(verb)[0]
    mark = parsed.words[first]
    other = _second_clause(parsed, verb)
    if mark.lower not in _MARKS or first == sentence.first or other is None:
        return
    joined, begins = other
    if not _ends_sentence(parsed, sentence, verb) or parsed.words[joined].lower not in _WHICH:
        return
    group = f"conditions:{mark.start}"
    which = _WHICH[parsed.words[joined].lower]
    lead = f"{_MARKS[mark.lower]} {which}:\n- "
    yield Suggestion("list", mark.start, parsed.words[first + 1].start, lead, _WHY, group)
    before = parsed.words[joined - 1]
    start = before.start if before.text == "," else before.end
    yield Suggestion("list", start, parsed.words[begins].start, "\n- ", _WHY, group)


def _second_clause(parsed: Parsed, verb: int) -> tuple[int, int] | None:
    """Return what joins the one other clause, and its first word; None where it is not sure."""
    below = parsed.children.get(verb, ())
    joins = [one for one in below if parsed.words[one].dep == "cc"]
    clauses = [one for one in below if parsed.words[one].dep == "conj"]
    if len(joins) != 1 or len(clauses) != 1:
        return None
    inside = parsed.children.get(clauses[0], ())
    if not any(parsed.words[one].dep in _SUBJECTS for one in inside):
        return None
    if any(parsed.words[one].dep in {"conj", "cc", "mark"} for one in inside):
        return None
    begins = parsed.subtree(clauses[0])[0]
    return (joins[0], begins) if begins == joins[0] + 1 else None


def _ends_sentence(parsed: Parsed, sentence: Sentence, verb: int) -> bool:
    after = range(parsed.subtree(verb)[-1] + 1, sentence.last)
    return all(parsed.words[one].dep == "punct" for one in after)
