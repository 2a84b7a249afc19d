"""What is searched for: in masked words, to the hour, without a person, and not for ever (I10).

Noted so that trainers learn what callers ask and do not find. Words pass through `mask` before
they reach the database; a name that nobody introduced as one can slip through, so entries are
forgotten when the settings say so. The moment is kept to the hour: together with sessions, a
second would tell who it was.
"""

from datetime import timedelta

from sqlalchemy import delete, select

from kb.models import Line, SearchLogEntry
from kb.search.understand import MAX_CHARS, tidy
from kb.search.understanding import is_long
from kb.services.unit import Unit
from kb.text.masking import mask

LONG_TEXT = "‹a long text›"


def note_search(unit: Unit, words: str, *, results: int, took_ms: float, line: str = "") -> None:
    """Note one finished search; `line` is the slug of the line it was asked in, "" if unknown."""
    unit.session.add(
        SearchLogEntry(
            words=masked_words(words),
            results=results,
            took_ms=round(took_ms),
            line_id=unit.session.scalar(select(Line.id).where(Line.slug == line)),
            at=unit.now.replace(minute=0, second=0, microsecond=0),
        )
    )


def masked_words(words: str) -> str:
    """Return what may be kept of `words`: masked, clean, at most 500 characters.

    Of what was pasted, a customer's e-mail say, nothing is kept.

    >>> masked_words("refund for my name is Ada Byron, 555 0142 17")
    'refund for my name is ‹name›, ‹number›'
    """
    return LONG_TEXT if is_long(words) else mask(tidy(words))[:MAX_CHARS]


def forget_searches(unit: Unit, older_than: timedelta) -> int:
    """Delete what was noted longer ago than `older_than`; return how many entries that was."""
    old = SearchLogEntry.at < unit.now - older_than
    return len(
        unit.session.scalars(delete(SearchLogEntry).where(old).returning(SearchLogEntry.id)).all()
    )
