"""Lawyers' words and long words, with the plain ones from the library's word list.

Source: the word list of the library (content/plain-words.yaml), begun from the habits that the US
Federal Plain Language Guidelines and GOV.UK's "Words to avoid" describe. A term of art that must
stay is marked `keep` there, and its explanation is shown instead.
"""

from kb.plain.checks.remark import Check, Found
from kb.plain.language import Parsed
from kb.plain.words import WordList

EXAMPLES = WordList.of([("commence", "start"), ("prior to", "before")])


def _find(parsed: Parsed, words: WordList) -> Found:
    for start, end, listed in words.find(parsed.text):
        if listed.keep:
            continue
        if listed.instead:
            named = "” or “".join(listed.instead)
            yield start, end, f"Say “{named}”.", listed.instead
        else:
            yield start, end, "Leave it out: the sentence says the same without it.", ("",)


CHECK = Check(
    id="lawyer-word",
    name="Lawyer's word",
    about="Customers say it in other words.",
    source="content/plain-words.yaml; Federal Plain Language Guidelines: Use simple words",
    find=_find,
    needs_grammar=False,
    fires_on=("Payments commence in May.", "Call us prior to your visit."),
    silent_on=("Payments start in May.",),
)
