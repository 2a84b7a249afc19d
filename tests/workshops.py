"""Workshops for tests: the one that compares, and one that cannot, for rules about other things."""

from functools import cache

import spacy

from kb.plain.language import Language
from kb.services.workshop.workshop import Workshop
from tests.applications import shared_workshop

__all__ = ["shared_workshop", "silent_workshop"]


@cache
def silent_workshop() -> Workshop:
    """Return a workshop without grammar: it compares nothing, so it holds nothing up."""
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    return Workshop(lambda: Language(blank, is_blank=True))
