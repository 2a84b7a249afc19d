"""A first version of an answer: begun from the law, decided piece by piece, put in by a person."""

from kb.errors import InvalidError, NotFoundError
from kb.plain.drafting import (
    Decision,
    Draft,
    draft_from,
    likely_callers,
    suggestions,
    voice_of,
)
from kb.services.actor import Actor
from kb.services.review.forms import Fields
from kb.services.review.helping.law_text import answer_of, covered_nodes, law_prose
from kb.services.review.working_copies import Copy, keep_machine_text, save_copy
from kb.services.unit import Unit
from kb.services.workshop.checking import LANGUAGE
from kb.services.workshop.words import word_list
from kb.services.workshop.workshop import Workshop
from kb.vocabulary import BlockKind


def prose_to_start_from(unit: Unit, copy: Copy) -> str:
    """Return the law that an answer stands for. Raises InvalidError where none can be used."""
    record = answer_of(copy)
    if record.language != LANGUAGE:
        raise InvalidError("The law is English: a first version in another language is written.")
    return law_prose(covered_nodes(unit, record))


def callers_in(unit: Unit, workshop: Workshop, copy: Copy) -> str:
    """Return the law's words that may stand for the caller, as somebody would type them."""
    return ", ".join(likely_callers(workshop.read(prose_to_start_from(unit, copy))))


def start_draft(unit: Unit, workshop: Workshop, actor: Actor, copy: Copy, you: str) -> Copy:
    """Begin a first version; `you` names the law's words for the caller ("applicant, claimant").

    Raises InvalidError where the law says nothing, or nothing could be said more plainly.
    """
    law = prose_to_start_from(unit, copy)
    found = suggestions(workshop.read(law), voice_of(you), word_list(unit))
    return begin_with(unit, actor, copy, draft_from(law, found))


def begin_with(unit: Unit, actor: Actor, copy: Copy, draft: Draft) -> Copy:
    """Keep a draft beside a copy; one that stood there goes."""
    without = copy.machine.without_draft(copy.fields)
    return keep_machine_text(unit, actor, copy, without.with_draft(draft))


def decide_part(unit: Unit, actor: Actor, copy: Copy, name: str, decision: Decision) -> Copy:
    """Accept or reject one proposal, or open it again. Raises NotFoundError."""
    draft = _draft_of(copy)
    if name not in draft.names:
        raise NotFoundError("That suggestion is not there any more.")
    decided = draft.decide(name, decision)
    return keep_machine_text(unit, actor, copy, copy.machine.with_draft(decided))


def drop_draft(unit: Unit, actor: Actor, copy: Copy) -> Copy:
    """Let a draft go; nothing of it is used."""
    return keep_machine_text(unit, actor, copy, copy.machine.without_draft(copy.fields))


def take_draft(unit: Unit, actor: Actor, copy: Copy) -> Copy:
    """Put a decided draft into the answer as something to say. Raises InvalidError while open."""
    draft = _draft_of(copy)
    if draft.open_names:
        raise InvalidError(
            f"{len(draft.open_names)} of its suggestions wait for you. Accept or reject each first."
        )
    saved = save_copy(unit, actor, copy, _with_words(copy.fields, draft.text))
    return keep_machine_text(unit, actor, saved, saved.machine.without_draft(saved.fields))


def _draft_of(copy: Copy) -> Draft:
    if copy.machine.draft is None:
        raise NotFoundError("There is no draft here any more.")
    return copy.machine.draft


def _with_words(fields: Fields, words: str) -> Fields:
    """Return the fields with words to say: in the first empty piece, else in a new last one."""
    kinds, texts = list(fields.get("piece_kind", [])), list(fields.get("piece_text", []))
    if not words:
        return fields
    for at, (kind, text) in enumerate(zip(kinds, texts, strict=False)):
        if kind == BlockKind.SAY and not text.strip():
            texts[at] = words
            return fields | {"piece_text": texts}
    return fields | {"piece_kind": [*kinds, BlockKind.SAY.value], "piece_text": [*texts, words]}
