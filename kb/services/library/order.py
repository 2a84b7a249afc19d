"""The places of answers in their file: moved is not changed, and a gap is not a move.

A file numbers its answers anew each time it is read. An answer that left (withdrawn, or kept out of
the files) or came must not make new revisions of all those behind it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kb.importers.records import AnswerRecord, Library
from kb.services.library.covers import key_of
from kb.services.publishing.published import shown_revisions
from kb.services.unit import Unit
from kb.vocabulary import ThingKind


def with_known_places(unit: Unit, library: Library) -> Library:
    """Return `library` with each answer in the place it has here, where that keeps their order."""
    shown = shown_revisions(unit, ThingKind.ANSWER, [key_of(one) for one in library.answers])
    places = {key: int(revision.content["position"]) for key, revision in shown.items()}
    by_file: dict[tuple[str, str], list[AnswerRecord]] = {}
    for answer in library.answers:
        by_file.setdefault((answer.language, answer.original), []).append(answer)
    answers = (one for file in by_file.values() for one in _settled(file, places))
    return replace(library, answers=tuple(answers))


def _settled(answers: list[AnswerRecord], places: Mapping[str, int]) -> Iterator[AnswerRecord]:
    placed = [replace(one, position=places.get(key_of(one), one.position)) for one in answers]
    in_order = sorted(answers, key=_order) == answers
    yield from placed if in_order and sorted(placed, key=_order) == placed else answers


def _order(answer: AnswerRecord) -> tuple[int, str]:
    return answer.position, answer.id
