"""The library's word list, as it is published: for checks, suggestions and comparing."""

from kb.importers.content import unpack
from kb.importers.records import PlainWordRecord
from kb.plain.content_words import Lexicon
from kb.plain.words import ListedWord, WordList
from kb.services.publishing.published import shown_revisions
from kb.services.unit import Unit
from kb.vocabulary import ThingKind


def word_list(unit: Unit) -> WordList:
    """Return every listed word."""
    shown = shown_revisions(unit, ThingKind.PLAIN_WORD)
    records = (unpack(PlainWordRecord, one.content) for _, one in sorted(shown.items()))
    return WordList(tuple(ListedWord(one.word, one.instead, one.keep, one.why) for one in records))


def lexicon_of(words: WordList) -> Lexicon:
    """Return what brings law and plain words together: one word for one."""
    return Lexicon(
        (one.word, one.instead[0])
        for one in words.listed
        if one.instead and " " not in one.word + one.instead[0]
    )
