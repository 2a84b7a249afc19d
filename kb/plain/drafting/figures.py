"""Numbers as figures: "twenty-eight days" is seen at once as "28 days".

Source: GOV.UK style guide, "Numbers". "One" stays a word.
"""

from collections.abc import Iterator

from kb.plain.drafting.suggestion import Suggestion, Voice
from kb.plain.facts.numbers import find_numbers
from kb.plain.language import Parsed
from kb.plain.words import WordList


def suggest(parsed: Parsed, voice: Voice, words: WordList) -> Iterator[Suggestion]:
    """Yield figures for whole numbers in words."""
    del voice, words
    for number in find_numbers(parsed.text):
        if number.words[0].isalpha() and number.value.isdigit() and number.value not in {"0", "1"}:
            why = "Figures are read faster."
            yield Suggestion("figure", number.start, number.end, number.value, why)
