"""The answer that these tests write on, and deeds on a copy of it."""

from kb.services.review.working_copies import save_copy
from kb.vocabulary import ThingKind

ANSWER, KEY = ThingKind.ANSWER, "en/borrowing#how-long"
RULES = {
    "1": "A member shall return a book within the period of 21 days, unless it was renewed.",
    "2": "A late book costs the member not less than $5.",
}


def write(unit, actor, copy, words):
    """Let the answer say these words alone."""
    return save_copy(unit, actor, copy, copy.fields | {"piece_text": [words]})
