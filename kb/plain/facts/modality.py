"""Duties, permissions and prohibitions: who must, must not, may, need not.

The value is the strength and the verb it governs: "must:notify". Verbs are lemmas.
"""

from collections.abc import Iterator
from enum import StrEnum

from kb.plain.facts.fact import Fact, FactKind
from kb.plain.language import Parsed, Word
from kb.plain.phrases import word_set


class Strength(StrEnum):
    """What a modal word does to its verb."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"
    MUST_NOT = "must_not"
    NEED_NOT = "need_not"


NEGATED = {
    Strength.MUST: Strength.MUST_NOT,
    Strength.MAY: Strength.MUST_NOT,
    Strength.SHOULD: Strength.SHOULD,
}
_MODALS = {
    "must": Strength.MUST,
    "shall": Strength.MUST,
    "should": Strength.SHOULD,
    "may": Strength.MAY,
    "can": Strength.MAY,
    "ca": Strength.MAY,  # of "can't"
    "could": Strength.MAY,
    "might": Strength.MAY,
}
_DUTIES = word_set("require oblige need bind compel")
_OBLIGATION = word_set("obligation duty")
_OBLIGATORY = word_set("mandatory compulsory obligatory")
_LEAVES = word_set("entitle allow permit authorise authorize eligible able free")
_NOT = word_set("not n't no never")
_NOBODY = word_set("no nothing nobody none neither")
_EMPTY = word_set("be have")
_NEAR = 2
_AHEAD = 6


def find_modality(parsed: Parsed) -> Iterator[Fact]:
    """Yield the modal words of a text with what they govern."""
    for at, word in enumerate(parsed.words):
        found = _auxiliary(parsed, at, word) or _phrase(parsed, at, word)
        if found is not None:
            strength, verb = found
            end = max(word.end, parsed.words[verb].end)
            value = f"{strength}:{parsed.words[verb].lemma}"
            yield Fact(FactKind.MODALITY, value, word.start, end)


def _auxiliary(parsed: Parsed, at: int, word: Word) -> tuple[Strength, int] | None:
    """Read "must", "may" and their kind."""
    if word.tag != "MD" or word.lower not in _MODALS or word.text == "Should":
        return None  # "Should they call" is an "if"
    strength = _MODALS[word.lower]
    head = word.head if word.head > at else _verb_after(parsed, at + 1)
    if any(other.tag == "MD" for other in parsed.words[at + 1 : head]):
        head = at  # "if you cannot, I will alert them": its verb is left out
    return (NEGATED[strength] if _is_negated(parsed, at) else strength), head


def _phrase(parsed: Parsed, at: int, word: Word) -> tuple[Strength, int] | None:
    """Read "have to", "is required to", "need to", "is entitled to" and their kind."""
    following = parsed.words[at + 1].lower if at + 1 < len(parsed.words) else ""
    is_duty = (word.lemma == "have" and following == "to") or (
        word.lemma in _DUTIES and (following == "to" or word.tag == "VBN")
    )
    if is_duty or (word.lemma == "need" and following == "not"):
        is_free = _is_negated(parsed, at, before=_NEAR)
        strength = Strength.NEED_NOT if is_free else Strength.MUST
        return strength, _verb_after(parsed, at + 1)
    if word.lemma == "liable" and following == "on":
        return Strength.MAY, at  # "liable on conviction to a fine": it can be imposed
    if word.lower in _OBLIGATORY or (word.lemma in _OBLIGATION and following == "to"):
        is_free = _is_negated(parsed, at, before=_NEAR)
        strength = Strength.NEED_NOT if is_free else Strength.MUST
        return strength, _verb_after(parsed, at + 1)
    if word.lemma in _LEAVES and following in {"to", "for"}:
        is_denied = _is_negated(parsed, at, before=_NEAR)
        strength = Strength.MUST_NOT if is_denied else Strength.MAY
        return strength, _governed(parsed, at + 2)
    return None


def _governed(parsed: Parsed, at: int) -> int:
    """Return the verb after "entitled to", or the thing: in "entitled to it" there is none."""
    first = parsed.words[at : at + 1]
    is_thing = bool(first) and first[0].pos in {"PRON", "DET", "NOUN", "PROPN", "NUM"}
    return at if is_thing else _verb_after(parsed, at)


def _is_negated(parsed: Parsed, at: int, *, before: int = 0) -> bool:
    """True when a "not" follows the word, or stands up to `before` words ahead of it.

    Or when its subject is nobody.
    """
    near = parsed.words[max(0, at - before) : at + 2]
    if any(word.lower in _NOT for word in near):
        return True
    below = parsed.children.get(parsed.words[at].head, ())
    subjects = [one for one in below if parsed.words[one].dep.startswith("nsubj")]
    parts = [part for one in subjects for part in (one, *parsed.children.get(one, ()))]
    return any(parsed.words[part].lower in _NOBODY for part in parts)


def _verb_after(parsed: Parsed, at: int) -> int:
    for place in range(at, min(at + _AHEAD, len(parsed.words))):
        word = parsed.words[place]
        if word.pos in {"VERB", "AUX"} and word.lemma not in _EMPTY:
            return place
    return min(at, len(parsed.words) - 1)
