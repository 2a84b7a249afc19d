"""What machines proposed for a text: kept beside a working copy, never in it.

The rule: words that a machine proposed are no person's words until a person accepts them. A draft
stands beside the text until each of its proposals was decided; only then its words may be put
into the answer, and while it stands nothing is submitted. Of a model, sentences that nobody
accepted are remembered: they cannot come in by another way. A form holds nothing of this, so
nothing that is posted can change it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kb.plain.drafting import Draft
from kb.services.review.forms import FieldProblem, Fields

_WORD = re.compile(r"\w+")
FEWEST_WORDS = 5
"""Of a sentence that is remembered: shorter ones are anybody's."""
QUOTED_CHARS = 80
READ_OUT = ("question", "phrasings", "piece_text")
"""The inputs of an answer that hold words."""


@dataclass(frozen=True)
class MachineText:
    """A draft that is decided, or None; and a model's sentences that nobody accepted."""

    draft: Draft | None = None
    not_accepted: tuple[str, ...] = ()

    def pack(self) -> dict[str, Any]:
        """Return this as JSON values."""
        draft = self.draft.pack() if self.draft else None
        return {"draft": draft, "not_accepted": list(self.not_accepted)}

    @classmethod
    def unpack(cls, values: Mapping[str, Any] | None) -> "MachineText":
        """Return what `pack` made; nothing of nothing."""
        if not values:
            return NOTHING
        draft = Draft.unpack(values["draft"]) if values["draft"] else None
        return cls(draft, tuple(values["not_accepted"]))

    def with_draft(self, draft: Draft) -> "MachineText":
        """Return this with a draft, before or after a decision."""
        return MachineText(draft, self.not_accepted)

    def without_draft(self, fields: Fields) -> "MachineText":
        """Return this after the draft went; what `fields` say already is their author's own."""
        if self.draft is None:
            return self
        own = _words(_said(fields)) + _words(" ".join(self.draft.accepted))
        found = dict.fromkeys([*self.not_accepted, *self.draft.not_accepted])
        kept = (one for one in found if _is_long(one) and _words(one) not in own)
        return MachineText(None, tuple(kept))


NOTHING = MachineText()


def machine_problems(machine: MachineText, fields: Fields) -> tuple[FieldProblem, ...]:
    """Return what keeps a text from being submitted: proposals that nobody decided or accepted."""
    return tuple(_draft_problems(machine.draft)) + tuple(_smuggled(machine, fields))


def _draft_problems(draft: Draft | None) -> Iterable[FieldProblem]:
    if draft is None:
        return
    waiting = len(draft.open_names)
    mend = "Put it into the answer under “Help with writing”, or drop it."
    if waiting:
        noun = "suggestion waits" if waiting == 1 else "suggestions wait"
        mend = "Accept or reject each under “Help with writing”, or drop the draft."
        yield FieldProblem("", f"{waiting} {noun} for your decision.", mend)
    else:
        yield FieldProblem("", "A draft was decided and not used.", mend)


def _smuggled(machine: MachineText, fields: Fields) -> Iterable[FieldProblem]:
    said = _words(_said(fields))
    waiting = machine.draft.not_accepted if machine.draft else ()
    for sentence in dict.fromkeys([*machine.not_accepted, *waiting]):
        if _is_long(sentence) and _words(sentence) in said:
            short = sentence[:QUOTED_CHARS] + ("…" if len(sentence) > QUOTED_CHARS else "")
            yield FieldProblem(
                "",
                f"“{short}” was written by a machine, and nobody accepted it.",
                "Say it in your own words.",
            )


def _said(fields: Fields) -> str:
    return "\n".join(text for name in READ_OUT for text in fields.get(name, []))


def _words(text: str) -> str:
    """Return the words alone, each between blanks: other signs and cases hide nothing."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _is_long(sentence: str) -> bool:
    return len(_WORD.findall(sentence)) >= FEWEST_WORDS
