"""Which date counts: the rules of transition that stand in the law of an open answer.

Law can apply to some cases and not yet, or still, to others: "applications made before 1 April:
the old text". The agent has to ask for the date that the rule names before the law is right.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kb.services.law.nodes import LawNode
from kb.services.law.pane import LawPart


@dataclass(frozen=True)
class DateRule:
    """A provision with a rule of transition, or that begins or ends by itself."""

    name: str  # as people cite it; within what is cited, its printed number or its heading
    words: str  # the rule's own words, "" where only days are given
    starts: date | None
    ends: date | None


def date_rules(parts: Iterable[LawPart]) -> tuple[DateRule, ...]:
    """Return the rules in what an answer stands for, each once, in its order."""
    rules = (
        rule for part in parts for node in part.nodes for rule in _rules(node, dict(part.citations))
    )
    return tuple(dict.fromkeys(rules))


def _rules(node: LawNode, cited: Mapping[str, str], above: str = "") -> Iterator[DateRule]:
    name = cited.get(node.eid) or node.number or node.heading or above
    if node.transitional or node.starts or node.ends:
        yield DateRule(name, node.transitional, node.starts, node.ends)
    for block in node.blocks:
        if block.child:
            yield from _rules(block.child, cited, name)
