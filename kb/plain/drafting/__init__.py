"""Help with writing: suggestions by phrase that together make a first version.

Each rule is one file. A person accepts or rejects each; nothing is saved by itself.
"""

from collections.abc import Callable, Iterator

from kb.plain.drafting import (
    addressee,
    conditions,
    figures,
    limits,
    lists,
    modals,
    splitting,
    words,
)
from kb.plain.drafting.callers import likely_callers, voice_of
from kb.plain.drafting.draft import Decision, Draft, Part, Source, draft_from, draft_of
from kb.plain.drafting.reply import read_reply
from kb.plain.drafting.suggestion import Suggestion, Voice, apply
from kb.plain.language import Parsed
from kb.plain.words import WordList

RULES: tuple[Callable[[Parsed, Voice, WordList], Iterator[Suggestion]], ...] = (
    lists.suggest,
    conditions.suggest,
    splitting.suggest,
    limits.suggest,
    modals.suggest,
    addressee.suggest,
    figures.suggest,
    words.suggest,
)
"""Every rule of rewriting. A new one is added here."""

__all__ = [
    "RULES",
    "Decision",
    "Draft",
    "Part",
    "Source",
    "Suggestion",
    "Voice",
    "apply",
    "draft_from",
    "draft_of",
    "likely_callers",
    "read_reply",
    "suggestions",
    "voice_of",
]


def suggestions(parsed: Parsed, voice: Voice, listed: WordList) -> tuple[Suggestion, ...]:
    """Return what could be said more plainly, in the order of the text."""
    found = [one for rule in RULES for one in rule(parsed, voice, listed)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.rule)))
