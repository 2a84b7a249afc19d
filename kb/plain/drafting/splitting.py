"""Long sentences in two, where the grammar is sure: before a second main clause or an "unless".

"The authority shall decide, and shall give reasons" holds two duties: two sentences with the same
subject. An exception becomes a sentence of its own that begins with "But not".
"""

import re
from collections.abc import Iterator

from kb.plain.drafting.suggestion import Suggestion, Voice
from kb.plain.language import Parsed, Sentence
from kb.plain.words import WordList

LONG = 16  # words
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
LEAST_CHARS = 30  # before an exception: a main clause must stand there
_MODAL = r"(?:shall|must|may|can|will|is|are|has|have)"
_AND = re.compile(
    rf"\s*[,;]?\s+(?P<joined>and|but)\s+(?=(?:the|a|an|any|no|each|he|she|it|they)\s+(?:[\w'’-]+\s+){{1,6}}?{_MODAL}\b)",
    re.IGNORECASE,
)
_AND_SAME = re.compile(r"\s*[,;]?\s+(?P<joined>and|but)\s+(?=(?:shall|must)\b)", re.IGNORECASE)
_UNLESS = re.compile(
    r"\s*,?\s+(?P<joined>unless|except\s+(?:where|when|if|that)|save\s+(?:that|where))\s+",
    re.IGNORECASE,
)


def suggest(parsed: Parsed, voice: Voice, words: WordList) -> Iterator[Suggestion]:
    """Yield full stops for long sentences that hold two main clauses or end with an exception."""
    del voice, words
    if parsed.is_blank:
        return
    for sentence in parsed.sentences:
        inside = parsed.of(sentence)
        if len(inside) < LONG:
            continue
        start, end = inside[0].start, inside[-1].end
        yield from _second_clause(parsed, sentence, start, end)
        yield from _exception(parsed, start, end)


def _second_clause(
    parsed: Parsed, sentence: Sentence, start: int, end: int
) -> Iterator[Suggestion]:
    for match in _AND.finditer(parsed.text, start, end):
        if _joins_main_clauses(parsed, sentence, match.start("joined")):
            lead = "But " if match["joined"].lower() == "but" else ""
            following = parsed.text[match.end()]
            said = f". {lead}{following if lead else following.upper()}"
            yield Suggestion(
                "split", match.start(), match.end() + 1, said, "Two sentences are heard better."
            )
    subject = _subject(parsed, sentence)
    for match in _AND_SAME.finditer(parsed.text, start, end):
        if subject and _joins_main_clauses(parsed, sentence, match.start("joined")):
            lead = "But " if match["joined"].lower() == "but" else ""
            said = f". {lead}{subject if lead else subject[:1].upper() + subject[1:]} "
            yield Suggestion(
                "split", match.start(), match.end(), said, "Two duties, two sentences."
            )


def _exception(parsed: Parsed, start: int, end: int) -> Iterator[Suggestion]:
    for match in _UNLESS.finditer(parsed.text, start, end):
        if match.start() - start > LEAST_CHARS:
            joined = match["joined"].lower()
            said = ". But not if " if joined.startswith(("unless", "except")) else ". But "
            yield Suggestion(
                "split", match.start(), match.end(), said, "The exception gets its own sentence."
            )


def _joins_main_clauses(parsed: Parsed, sentence: Sentence, offset: int) -> bool:
    """True when what is joined is a clause with its own verb, coordinated with the main one."""
    for at in range(sentence.first, sentence.last):
        word = parsed.words[at]
        if word.start == offset:
            head = parsed.words[word.head]
            is_main = head.dep == "ROOT" and head.pos in {"VERB", "AUX"}
            return is_main or _begins_main_clause(parsed, sentence, at + 1)
    return False


def _begins_main_clause(parsed: Parsed, sentence: Sentence, first: int) -> bool:
    """True when a clause with its own subject begins at `first`, coordinated with the main verb.

    The joining word itself is often read as part of what stands before it.
    """
    for verb in range(first, sentence.last):
        word = parsed.words[verb]
        if word.dep == "conj" and parsed.words[word.head].dep == "ROOT":
            below = parsed.children.get(verb, ())
            has_subject = any(parsed.words[one].dep in _SUBJECTS for one in below)
            return has_subject and parsed.subtree(verb)[0] == first
    return False


def _subject(parsed: Parsed, sentence: Sentence) -> str:
    """Return the words of the main verb's subject, without what hangs on them."""
    for at in range(sentence.first, sentence.last):
        word = parsed.words[at]
        if word.dep in _SUBJECTS and parsed.words[word.head].dep == "ROOT":
            near = [one for one in parsed.subtree(at) if one <= at]
            return parsed.text[parsed.words[near[0]].start : word.end].lower()
    return ""
