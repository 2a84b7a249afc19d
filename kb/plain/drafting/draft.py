"""A first version of an answer, as a machine proposes it: parts that people accept or reject.

A part is either words that stand as they are, or a proposal: instead of `words` (what the law
says there; nothing for a sentence that a model wrote) it could say `instead`. As long as one
proposal is open the draft is no text of anybody, so nothing of it can go into an answer.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any

from kb.plain.drafting.suggestion import Suggestion, without_overlap

_BLANKS = re.compile(r"[ \t]{2,}")
_LINES = re.compile(r"\n{3,}")


class Source(StrEnum):
    """Who proposes: the rules of this folder, or a model behind the optional endpoint."""

    RULES = "rules"
    MODEL = "model"


class Decision(StrEnum):
    """What a person said to a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Part:
    """Words of a draft; with a `name` they are a proposal. One name may have several parts."""

    words: str
    name: str = ""
    instead: str = ""
    why: str = ""
    decision: Decision = Decision.OPEN

    @property
    def is_open(self) -> bool:
        """True for a proposal that nobody decided."""
        return bool(self.name) and self.decision is Decision.OPEN

    @property
    def said(self) -> str:
        """The words as they stand: the law's where a proposal was rejected."""
        is_law = not self.name or self.decision is Decision.REJECTED
        return self.words if is_law else self.instead


@dataclass(frozen=True)
class Draft:
    """All parts in order. `text` is what it says if every open proposal is accepted."""

    source: Source
    parts: tuple[Part, ...]

    @property
    def open_names(self) -> tuple[str, ...]:
        """The proposals that wait for a person, in the order of the text."""
        return tuple(dict.fromkeys(part.name for part in self.parts if part.is_open))

    @property
    def names(self) -> tuple[str, ...]:
        """All proposals, in the order of the text."""
        return tuple(dict.fromkeys(part.name for part in self.parts if part.name))

    @property
    def text(self) -> str:
        """What the draft says, every open proposal taken as accepted."""
        joined = _BLANKS.sub(" ", "".join(part.said for part in self.parts))
        lines = (line.rstrip() for line in joined.split("\n"))
        return _LINES.sub("\n\n", "\n".join(lines)).strip()

    @property
    def not_accepted(self) -> tuple[str, ...]:
        """What a model wrote and nobody accepted, sentence by sentence; () of the rules."""
        if self.source is Source.RULES:
            return ()
        parts = (part for part in self.parts if part.name)
        return tuple(part.instead for part in parts if part.decision is not Decision.ACCEPTED)

    @property
    def accepted(self) -> tuple[str, ...]:
        """The words that somebody accepted, proposal by proposal."""
        return tuple(one.instead for one in self.parts if one.decision is Decision.ACCEPTED)

    def decide(self, name: str, decision: Decision) -> "Draft":
        """Return the draft with one proposal decided; KeyError where there is none of that name."""
        if name not in self.names:
            raise KeyError(name)
        parts = (
            replace(part, decision=decision) if part.name == name else part for part in self.parts
        )
        return Draft(self.source, tuple(parts))

    def pack(self) -> dict[str, Any]:
        """Return the draft as JSON values."""
        parts = [
            [one.words, one.name, one.instead, one.why, one.decision.value] for one in self.parts
        ]
        return {"source": self.source.value, "parts": parts}

    @classmethod
    def unpack(cls, values: Mapping[str, Any]) -> "Draft":
        """Return the draft that `pack` made."""
        parts = (
            Part(words, name, instead, why, Decision(decision))
            for words, name, instead, why, decision in values["parts"]
        )
        return cls(Source(values["source"]), tuple(parts))


def draft_from(text: str, found: Iterable[Suggestion]) -> Draft:
    """Return the first version of a text: all suggestions that can be done together, all open."""
    return Draft(Source.RULES, tuple(_parts(text, without_overlap(found))))


def draft_of(sentences: Iterable[tuple[str, str]], why: str) -> Draft:
    """Return what a model wrote: (sentence, what stands before it), each a proposal."""
    parts: list[Part] = []
    for number, (sentence, before) in enumerate(sentences):
        if before:
            parts.append(Part(before))
        parts.append(Part("", _name(f"model:{number}:{sentence}"), sentence, why))
    return Draft(Source.MODEL, tuple(parts))


def _parts(text: str, found: tuple[Suggestion, ...]) -> Iterator[Part]:
    at = 0
    for one in found:
        if text[at : one.start]:
            yield Part(text[at : one.start])
        name = _name(one.group or f"{one.rule}:{one.start}:{one.instead}")
        yield Part(text[one.start : one.end], name, one.instead, one.why)
        at = one.end
    if text[at:]:
        yield Part(text[at:])


def _name(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:10]
