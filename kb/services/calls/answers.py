"""Every answer at a glance: for scripts, and for finding what is out of step."""

from dataclasses import dataclass
from typing import Any

from kb.importers.content import unpack
from kb.importers.records import AnswerRecord
from kb.services.actor import Actor
from kb.services.permits import require
from kb.services.propagation.outdated import outdated_keys
from kb.services.publishing.published import shown_revisions
from kb.services.unit import Unit
from kb.vocabulary import State, ThingKind, Verb


@dataclass(frozen=True)
class AnswerRow:
    """One answer that is shown: `state` is "published", or "outdated" where the law changed."""

    original: str
    answer: str
    language: str
    state: str
    covers: tuple[str, ...]
    edition: str | None

    def as_values(self) -> dict[str, Any]:
        """Return the JSON values that commands print."""
        return {**vars(self), "covers": list(self.covers)}


def list_answers(unit: Unit, actor: Actor) -> list[AnswerRow]:
    """Return the answers that are shown now, by original, place in it and language."""
    require(actor, Verb.READ)
    shown = shown_revisions(unit, ThingKind.ANSWER)
    outdated = outdated_keys(unit, ThingKind.ANSWER, shown)
    records = {key: unpack(AnswerRecord, one.content) for key, one in shown.items()}
    ordered = sorted(records, key=lambda key: (records[key].original, records[key].position, key))
    return [_row(records[key], is_outdated=key in outdated) for key in ordered]


def _row(record: AnswerRecord, *, is_outdated: bool) -> AnswerRow:
    return AnswerRow(
        original=record.original,
        answer=record.id,
        language=record.language,
        state="outdated" if is_outdated else State.PUBLISHED.value,
        covers=tuple(f"{cover.original}#{cover.eid}" for cover in record.covers),
        edition=record.edition.isoformat() if record.edition else None,
    )
