"""References to somewhere on a page: "above", "the following", "see below", "as mentioned".

Source: our own rule: the caller hears one answer and sees no page.
"""

import re

from kb.plain.checks.remark import Check, Found
from kb.plain.language import Parsed
from kb.plain.words import WordList

_ELSEWHERE = re.compile(
    r"\b(?:(?:as\s+)?(?:mentioned|described|stated|shown|set\s+out|listed|referred\s+to)\s+(?:above|below|earlier|previously)|"
    r"see\s+(?:above|below|overleaf)|(?:the\s+)?(?:above|aforementioned|said|former|latter)(?=\s+(?:\w+))|"
    r"in\s+the\s+(?:previous|next)\s+(?:section|paragraph|part)|overleaf|click\s+here)\b",
    re.IGNORECASE,
)
_NUMBER_AFTER = re.compile(r"\s+(?:the|a|an|\d|[$£€])", re.IGNORECASE)


def _find(parsed: Parsed, _words: WordList) -> Found:
    for match in _ELSEWHERE.finditer(parsed.text):
        bare = match[0].lower() in {"above", "said"}
        if bare and (match[0].lower() == "said" or _NUMBER_AFTER.match(parsed.text, match.end())):
            continue
        yield match.start(), match.end(), "The caller sees no page. Say the thing itself.", ()


CHECK = Check(
    id="elsewhere",
    name="Points at a page",
    about="“Above” and “below” mean nothing on the telephone.",
    source="own rule: answers are heard one at a time",
    find=_find,
    needs_grammar=False,
    fires_on=("Send the documents listed above.", "The above rules do not count."),
    silent_on=("Your income is above the limit.", "Send your passport."),
)
