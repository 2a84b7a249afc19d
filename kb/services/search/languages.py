"""Answers open in the language that the agent speaks in, where they have it.

The line in the list stays in the words that were typed: those are recognised at a glance.
"""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import bindparam, select

from kb.errors import InvalidError
from kb.models import Revision, StateChange, Thing
from kb.services.publishing.published import shown_revisions
from kb.services.search.results import Result
from kb.services.unit import Unit
from kb.vocabulary import ResultKind, State, ThingKind

PUBLISHED_IN = (
    select(Revision.language)
    .join(Thing, Revision.thing_id == Thing.id)
    .join(StateChange, StateChange.revision_id == Revision.id)
    .where(
        Thing.kind == ThingKind.ANSWER,
        StateChange.state == State.PUBLISHED,
        StateChange.effective_at <= bindparam("now"),
    )
    .distinct()
)


def require_language(unit: Unit, language: str) -> None:
    """Raise InvalidError, naming those there are, unless answers were published in `language`."""
    if not language:
        return
    known = sorted(unit.session.scalars(PUBLISHED_IN, {"now": unit.now}))
    if language not in known:
        said = ", ".join(known) or "none yet"
        raise InvalidError(f"Nothing is said in the language {language!r}. Use one of: {said}.")


def open_in(unit: Unit, results: Sequence[Result], language: str) -> list[Result]:
    """Return `results`; those answers that are published in `language` open in it."""
    keys = {_key(result, language) for result in results if _may_change(result, language)}
    shown = shown_revisions(unit, ThingKind.ANSWER, keys) if keys else {}
    return [
        replace(result, opens_in=language)
        if _may_change(result, language) and _key(result, language) in shown
        else result
        for result in results
    ]


def _may_change(result: Result, language: str) -> bool:
    return result.kind is ResultKind.ANSWER and language not in {"", result.language}


def _key(result: Result, language: str) -> str:
    return f"{language}/{result.id}"
