"""The person the law is about becomes "you", with the verbs that go with it.

Only words that the translation declares ("applicant", "claimant") are replaced: who "you" is, is
decided by people. "An applicant who has … must" becomes "If you have …, you must", "the
applicant's" becomes "your".
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from kb.plain.drafting.suggestion import Suggestion, Voice
from kb.plain.language import Parsed
from kb.plain.words import WordList

_IRREGULAR = {"is": "are", "was": "were", "has": "have", "does": "do"}
_WHY = "Talk to the caller."
_HIS_OR_HER = re.compile(r"\b(?:his\s+or\s+her|he\s+or\s+she|his/her|he/she)\b", re.IGNORECASE)


def suggest(parsed: Parsed, voice: Voice, words: WordList) -> Iterator[Suggestion]:
    """Yield "you" and "your" for the declared words, and verbs that agree."""
    del words
    if not voice.you or parsed.is_blank:
        return
    names = "|".join(re.escape(one) for one in sorted(voice.you, key=len, reverse=True))
    article = r"(?:an?|the|any|every|each|that|such)"
    form = re.compile(
        rf"\b(?:the\s+(?P<owned>\w+)\s+of\s+)?{article}\s+(?P<name>{names})\b(?P<of>['’]s?)?"
        rf"(?P<who>\s+who\b)?(?!\s+whose\b)",
        re.IGNORECASE,
    )
    found = list(form.finditer(parsed.text))
    for match in found:
        yield from _replaced(parsed, match)
    for match in _HIS_OR_HER.finditer(parsed.text) if found else ():
        said = "your" if match[0].lower().startswith("his") else "you"
        yield Suggestion("addressee", match.start(), match.end(), said, _WHY)


def _replaced(parsed: Parsed, match: re.Match[str]) -> Iterator[Suggestion]:
    """Yield all that changes with one mention: the name, and the verbs that agree with it."""
    group = f"addressee:{match.start()}"
    for one in _changes(parsed, match):
        yield replace(one, group=group)


def _changes(parsed: Parsed, match: re.Match[str]) -> Iterator[Suggestion]:
    subject = _subject_at(parsed, match)
    said = _said(match, is_subject=subject is not None)
    if match[0][0].isupper():
        said = said[:1].upper() + said[1:]
    yield Suggestion("addressee", match.start(), match.end(), said, _WHY)
    if match["who"]:
        yield from _relative(parsed, match)
        if subject is not None:
            yield from _main_clause(parsed, subject)
    elif subject is not None and not match["of"]:
        yield from _agreeing(parsed, parsed.words[subject].head)


def _said(match: re.Match[str], *, is_subject: bool) -> str:
    if match["owned"] and not is_subject:
        return f"your {match['owned']}"
    if match["of"]:
        return "your"
    if not match["who"]:
        return "you"
    return "if you" if is_subject else "you if you"


def _subject_at(parsed: Parsed, match: re.Match[str]) -> int | None:
    """Return the index of the word among the replaced ones that is a subject, if one is."""
    for at, word in enumerate(parsed.words):
        inside = match.start("name") <= word.start < match.end("name")
        if inside and word.dep.startswith("nsubj"):
            return at
    return None


def _main_clause(parsed: Parsed, subject: int) -> Iterator[Suggestion]:
    """Yield ", you" before the main verb: its subject has become a condition."""
    verb = parsed.words[subject].head
    start = parsed.words[_first_of(parsed, verb)].start
    if start > parsed.words[subject].end:
        blank = len(parsed.text[:start]) - len(parsed.text[:start].rstrip(" ,"))
        yield Suggestion("addressee", start - blank, start, ", you ", _WHY)
        yield from _agreeing(parsed, verb)


def _relative(parsed: Parsed, match: re.Match[str]) -> Iterator[Suggestion]:
    """Yield the verbs of the "who" clause, which are the caller's now."""
    for at, word in enumerate(parsed.words):
        if match.start("name") <= word.start < match.end("name"):
            for one in parsed.children.get(at, ()):
                if parsed.words[one].dep == "relcl":
                    yield from _agreeing(parsed, one)


def _agreeing(parsed: Parsed, verb: int) -> Iterator[Suggestion]:
    """Yield the form for "you" of a verb and of those that share its subject."""
    yield from _agreed(parsed, verb)
    for one in parsed.children.get(verb, ()):
        below = [parsed.words[two].dep for two in parsed.children.get(one, ())]
        if parsed.words[one].dep == "conj" and not any(dep.startswith("nsubj") for dep in below):
            yield from _agreeing(parsed, one)


def _agreed(parsed: Parsed, verb: int) -> Iterator[Suggestion]:
    word = parsed.words[_first_of(parsed, verb)]
    if word.tag == "VBZ" or word.lower == "was":
        said = _IRREGULAR.get(word.lower, word.lemma)
        yield Suggestion("agreement", word.start, word.end, said, _WHY)


def _first_of(parsed: Parsed, verb: int) -> int:
    """Return the index of the first helper of a verb, or of the verb itself."""
    helpers = [
        one for one in parsed.children.get(verb, ()) if parsed.words[one].dep.startswith("aux")
    ]
    return min([*helpers, verb])
