"""Every answer at a glance: for scripts, and for finding what is out of step."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from kb.importers.content import unpack
from kb.importers.records import AnswerRecord
from kb.services.actor import Actor
from kb.services.permits import require
from kb.services.propagation.outdated import Outdated, outdated
from kb.services.propagation.to_check import ToCheck, to_check
from kb.services.publishing.published import shown_revisions
from kb.services.publishing.standing import Standing
from kb.services.unit import Unit
from kb.vocabulary import State, ThingKind, Verb


@dataclass(frozen=True)
class AnswerRow:
    """One answer that is shown: `state` is "published", or "outdated" where the law changed.

    `outdated` says why, `checks` what wants a look though it is in step.
    """

    original: str
    answer: str
    language: str
    state: str
    covers: tuple[str, ...]
    edition: str | None
    outdated: Outdated | None = None
    checks: tuple[ToCheck, ...] = ()

    def as_values(self) -> dict[str, Any]:
        """Return the JSON values that commands print."""
        causes = self.outdated.causes if self.outdated else ()
        return {
            "original": self.original,
            "answer": self.answer,
            "language": self.language,
            "state": self.state,
            "covers": list(self.covers),
            "edition": self.edition,
            "size": self.outdated.size.value if self.outdated else None,
            "outdated_by": [cause.as_values() for cause in causes],
            "to_check": [check.as_values() for check in self.checks],
        }


def list_answers(unit: Unit, actor: Actor) -> list[AnswerRow]:
    """Return the answers that are shown now, by original, place in it and language."""
    require(actor, Verb.READ)
    shown = shown_revisions(unit, ThingKind.ANSWER)
    law = Standing.of_day(unit)
    out = outdated(unit, ThingKind.ANSWER, shown, standing=law)
    checks: dict[str, list[ToCheck]] = defaultdict(list)
    for one in to_check(unit, ThingKind.ANSWER, shown, standing=law):
        checks[one.name.key].append(one)
    records = {key: unpack(AnswerRecord, one.content) for key, one in shown.items()}
    ordered = sorted(records, key=lambda key: (records[key].original, records[key].position, key))
    return [_row(records[key], out.get(key), tuple(checks[key])) for key in ordered]


def _row(record: AnswerRecord, out: Outdated | None, checks: tuple[ToCheck, ...]) -> AnswerRow:
    return AnswerRow(
        original=record.original,
        answer=record.id,
        language=record.language,
        state="outdated" if out else State.PUBLISHED.value,
        covers=tuple(f"{cover.original}#{cover.eid}" for cover in record.covers),
        edition=record.edition.isoformat() if record.edition else None,
        outdated=out,
        checks=checks,
    )
