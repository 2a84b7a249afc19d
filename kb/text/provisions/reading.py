"""The entry to the reader: the Markdown body of an edition -> provisions, problems and warnings."""

from dataclasses import dataclass

from kb.errors import Problem
from kb.text.provisions.draft import freeze
from kb.text.provisions.eids import assign_eids
from kb.text.provisions.lines import read_pieces
from kb.text.provisions.model import Provision
from kb.text.provisions.tree import TreeBuilder


@dataclass(frozen=True)
class Reading:
    """What a text was read as. `problems` refuse the load; `warnings` say what was doubtful."""

    provisions: tuple[Provision, ...]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    title: str = ""


def read_provisions(text: str, *, file: str, first_line: int = 1) -> Reading:
    """Read the body of an edition, after its front matter; never raises.

    `file` and `first_line`, the number of the body's first line in it, are for messages.
    The time is linear in the length of `text`.

    >>> reading = read_provisions("## 4.1 Refunds\\n\\n(a) We refund.\\n", file="x.md")
    >>> [child.eid for child in reading.provisions[0].children]
    ['sec_4.1__para_a']
    """
    builder = TreeBuilder(list(read_pieces(text, first_line)), file)
    builder.build()
    problems, warnings = list(builder.problems), list(builder.warnings)
    assign_eids(
        builder.root,
        refuse=lambda draft, what, mend: problems.append(Problem(file, draft.line, what, mend)),
        warn=lambda draft, what, mend: warnings.append(Problem(file, draft.line, what, mend)),
    )
    provisions = tuple(freeze(child) for child in builder.root.children)
    return Reading(provisions, _in_order(problems), _in_order(warnings), builder.title)


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.line))
