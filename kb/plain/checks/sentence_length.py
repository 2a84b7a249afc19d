"""Sentences of more than 25 words.

Source: GOV.UK, "Writing for GOV.UK": sentences of 25 words at most; people read and hear the rest
less well. This is read aloud, so the limit holds for every sentence.
"""

from kb.plain.checks.remark import Check, Found
from kb.plain.language import Parsed
from kb.plain.words import WordList

MOST_WORDS = 25
TOO_LONG = (
    "If you are going to miss your appointment because you are ill or because somebody you look "
    "after is ill, you can ask us for another one on the same day or on the next."
)


def _find(parsed: Parsed, _words: WordList) -> Found:
    for sentence in parsed.sentences:
        inside = parsed.of(sentence)
        count = sum(any(letter.isalnum() for letter in word.text) for word in inside)
        if count > MOST_WORDS:
            says = f"This sentence has {count} words. Make it two of at most {MOST_WORDS}."
            yield inside[0].start, inside[-1].end, says, ()


CHECK = Check(
    id="sentence-length",
    name="Long sentence",
    about="A sentence of more than 25 words is hard to hear at once.",
    source="GOV.UK, Writing for GOV.UK: sentence length",
    find=_find,
    needs_grammar=False,
    fires_on=(TOO_LONG,),
    silent_on=("You can ask us for another appointment if you are ill.",),
)
