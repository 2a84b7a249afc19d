"""Steps hidden in a sentence: "first …, then …, and finally …".

Source: US Federal Plain Language Guidelines, "Use lists": one step a line; in a call they belong
into the process.
"""

import re

from kb.plain.checks.remark import Check, Found
from kb.plain.language import Parsed
from kb.plain.words import WordList

_THEN = re.compile(
    r"\b(?:first(?:ly)?|secondly|thirdly|then|next|after\s+that|afterwards|finally|lastly|once\s+you\s+have)\b",
    re.IGNORECASE,
)
FEW = 2


def _find(parsed: Parsed, _words: WordList) -> Found:
    for line in re.finditer(r"[^\n]+", parsed.text):
        found = list(_THEN.finditer(line[0]))
        if len(found) > FEW - 1:
            start, end = line.start() + found[0].start(), line.start() + found[-1].end()
            yield start, end, "These are steps. Make them a list, or a process.", ()


CHECK = Check(
    id="hidden-steps",
    name="Steps in a sentence",
    about="Steps are followed one at a time: a list, or a process.",
    source="Federal Plain Language Guidelines: Use lists",
    find=_find,
    needs_grammar=False,
    fires_on=("First fill in the form, then sign it, and finally send it to us.",),
    silent_on=("Fill in the form. Then send it to us.",),
)
