"""Sentences that are hard to say in one breath.

Source: our own measure. English is spoken at some 150 words a minute, a calm breath lasts some 6
seconds; a run without a pause (comma, dash, full stop) beyond 18 words, or a row of three long
words, makes a reader stumble. Brackets cannot be heard at all.
"""

import re

from kb.plain.checks.remark import Check, Found
from kb.plain.language import Parsed
from kb.plain.words import WordList

BREATH_WORDS = 18
LONG = 4  # groups of vowels in a word that the tongue has to get round
IN_A_ROW = 3
_RUN = re.compile(r"[^,;:.!?\n–—()]+")
_WORD = re.compile(r"[\w’'-]+")
_VOWELS = re.compile(r"[aeiouy]+", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()\n]{12,}\)")


def _find(parsed: Parsed, _words: WordList) -> Found:
    for run in _RUN.finditer(parsed.text):
        words = list(_WORD.finditer(run[0]))
        if len(words) > BREATH_WORDS:
            says = f"{len(words)} words without a pause. Start a new sentence."
            start, end = words[0].start(), words[-1].end()
            yield run.start() + start, run.start() + end, says, ()
        yield from _stumbles(run.start(), words)
    for match in _BRACKETS.finditer(parsed.text):
        yield match.start(), match.end(), "Brackets cannot be heard. Make it a sentence.", ()


def _stumbles(offset: int, words: list[re.Match[str]]) -> Found:
    for at in range(len(words) - IN_A_ROW + 1):
        row = words[at : at + IN_A_ROW]
        if all(len(_VOWELS.findall(word[0])) >= LONG for word in row):
            says = "Three long words in a row are hard to say."
            yield offset + row[0].start(), offset + row[-1].end(), says, ()


CHECK = Check(
    id="hard-to-say",
    name="Hard to say",
    about="It is read aloud: one breath, few long words, no brackets.",
    source="own measure: 150 words a minute, 6 seconds a breath",
    find=_find,
    needs_grammar=False,
    fires_on=(
        "You can ask the people who decided about your claim to look at it once more for you now.",
        "Bring a bill (of electricity or water) with you.",
        "It is an administrative reconsideration opportunity.",
    ),
    silent_on=("You can ask us to look at it again.", "Call us (free)."),
)
