"""Passive sentences that hide who does it.

Source: US Federal Plain Language Guidelines, "Use active voice": say who must do what. A passive
with "by" tells who does it and is left alone, and so is a state ("you are covered").
"""

from kb.plain.checks.remark import Check, Found
from kb.plain.language import Parsed
from kb.plain.phrases import word_set
from kb.plain.words import WordList

STATES = word_set(
    "cover entitle allow register concern interest marry bear close open base locate know call "
    "suppose use involve relate require limit finish retire disable qualify unemploy insure"
)


def _find(parsed: Parsed, _words: WordList) -> Found:
    for at, word in enumerate(parsed.words):
        below = parsed.children.get(at, ())
        deps = {parsed.words[one].dep for one in below}
        if word.tag != "VBN" or "auxpass" not in deps or "agent" in deps or word.lemma in STATES:
            continue
        start = min(parsed.words[one].start for one in below if parsed.words[one].dep == "auxpass")
        says = f"Who does it? Say who “{word.lemma}s”: “we”, “you”, or a name."
        yield start, word.end, says, ()


CHECK = Check(
    id="hidden-actor",
    name="Nobody does it",
    about="A passive without “by” hides who must act.",
    source="Federal Plain Language Guidelines: Use active voice",
    find=_find,
    fires_on=("Your claim will be decided within 10 days.",),
    silent_on=("We decide your claim within 10 days.", "Your claim is decided by a panel."),
)
