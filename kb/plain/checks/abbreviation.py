"""Abbreviations that nobody explained.

Source: GOV.UK style guide, "Abbreviations and acronyms": spell it out the first time unless
everybody knows it.
"""

import re

from kb.plain.checks.remark import Check, Found
from kb.plain.language import Parsed
from kb.plain.phrases import word_set
from kb.plain.words import WordList

KNOWN = word_set("UK US USA EU ID PIN TV VAT PDF SMS GP MP BBC NHS CEO DNA PO AM PM OK FAQ A E Q")
_SHORT = re.compile(r"\b[A-Z][A-Z&]{1,5}s?\b")


def _find(parsed: Parsed, words: WordList) -> Found:
    kept = {listed.word for listed in words.listed if listed.keep}
    seen: set[str] = set()
    for match in _SHORT.finditer(parsed.text):
        name = match[0].removesuffix("s")
        if name in seen | KNOWN | kept or _is_shouting(parsed.text, match):
            continue
        seen.add(name)
        if f"({name})" not in parsed.text:
            yield match.start(), match.end(), f"Say what “{name}” stands for.", ()


def _is_shouting(text: str, match: re.Match[str]) -> bool:
    """True inside a heading or sentence that is all in capitals."""
    line = text[text.rfind("\n", 0, match.start()) + 1 :].split("\n", 1)[0]
    return line.isupper() and len(line.split()) > 1


CHECK = Check(
    id="abbreviation",
    name="Unexplained abbreviation",
    about="Callers do not know our short names.",
    source="GOV.UK style guide: Abbreviations and acronyms",
    find=_find,
    needs_grammar=False,
    fires_on=("Ask the BRC for help.",),
    silent_on=("Ask the Billing Review Centre (BRC). The BRC is open today.", "Bring your ID."),
)
