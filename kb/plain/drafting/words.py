"""Lawyers' words for plain ones, from the library's word list."""

from collections.abc import Iterator

from kb.plain.drafting.suggestion import Suggestion, Voice
from kb.plain.language import Parsed
from kb.plain.words import WordList


def suggest(parsed: Parsed, voice: Voice, words: WordList) -> Iterator[Suggestion]:
    """Yield a suggestion for each listed word that need not stay."""
    del voice
    for start, end, listed in words.find(parsed.text):
        if listed.keep or not listed.instead:
            continue
        instead = listed.instead[0]
        if parsed.text[start].isupper():
            instead = instead[:1].upper() + instead[1:]
        yield Suggestion("word", start, end, instead, f"Customers say “{listed.instead[0]}”.")
