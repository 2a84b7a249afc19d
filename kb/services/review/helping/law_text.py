"""The law that an answer stands for, as lines to show and as prose to start from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_lowercase

from kb.errors import InvalidError
from kb.importers.records import AnswerRecord
from kb.services.law.nodes import LawNode, law_nodes
from kb.services.review.forms import FORMS
from kb.services.review.working_copies import Copy
from kb.services.unit import Unit
from kb.services.workshop.texts import provisions_of
from kb.text.markup import to_text
from kb.text.provisions.model import BlockKind
from kb.vocabulary import ThingKind

MOST_CHARS = 20_000
"""Of law to start from: an answer of more could not be read out."""


@dataclass(frozen=True)
class LawLine:
    """A line of the law; number and heading only on the first one of a provision."""

    number: str
    heading: str
    depth: int
    text: str


def answer_of(copy: Copy) -> AnswerRecord:
    """Return what a copy says. Raises InvalidError where it is no answer that can be read."""
    if copy.kind is ThingKind.ANSWER:
        record = FORMS[copy.kind].read(copy.key, copy.fields).record
        if isinstance(record, AnswerRecord):
            return record
    raise InvalidError("Mend first what cannot be read: press Check to see it.")


def covered_nodes(unit: Unit, record: AnswerRecord) -> tuple[LawNode, ...]:
    """Return the provisions that an answer stands for, with what is above and below them."""
    by_edition: dict[int, list[str]] = {}
    editions = {}
    for one in provisions_of(unit, record):
        editions[one.edition.id] = one.edition
        by_edition.setdefault(one.edition.id, []).append(one.eid)
    return tuple(
        node for key, eids in by_edition.items() for node in law_nodes(unit, editions[key], eids)
    )


def law_lines(nodes: Iterable[LawNode], depth: int = 0) -> Iterator[LawLine]:
    """Yield the words of provisions in order, a line a paragraph."""
    for node in nodes:
        number, heading = node.number, node.heading
        for block in node.blocks:
            if block.child is None and not block.text:
                continue
            if block.child is None:
                for line in to_text(block.text).split("\n"):
                    yield LawLine(number, heading, depth, line)
                    number = heading = ""
            else:
                if number or heading:
                    yield LawLine(number, heading, depth, "")
                    number = heading = ""
                yield from law_lines([block.child], depth + 1)


def law_prose(nodes: Iterable[LawNode]) -> str:
    """Return the law as running text: an enumeration in one line with its lead-in words.

    Raises InvalidError where there is none, or more than anybody could say.
    """
    text = "".join(_paragraphs(line for node in nodes for line in _prose(node)))
    if not text:
        raise InvalidError("Choose first which provisions the answer stands for.")
    if len(text) > MOST_CHARS:
        raise InvalidError(
            f"These provisions hold {len(text):,} letters, and {MOST_CHARS:,} are the most to "
            "start from. Let this answer stand for fewer of them, and make several answers."
        )
    return text


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines as Markdown reads them: a paragraph each, items of a list close together."""
    before = ""
    for line in lines:
        is_next_item = before.startswith("- ") and line.startswith("- ")
        yield ("\n" if is_next_item else "\n\n" if before else "") + line
        before = line


def _prose(node: LawNode) -> Iterator[str]:
    open_line = ""
    items = 0
    for block in node.blocks:
        if block.child is not None and open_line and _is_item(block.child):
            label = _label(block.child.number, items)
            open_line, items = f"{open_line} {label} {' '.join(_prose(block.child))}", items + 1
            continue
        if open_line:
            yield open_line
        open_line, items = "", 0
        if block.child is not None:
            yield from _prose(block.child)
        elif block.kind is BlockKind.TABLE:
            yield from _rows(block.text)
        elif block.text:
            *lines, open_line = to_text(block.text).split("\n")
            yield from lines
    if open_line:
        yield open_line


def _rows(table: str) -> Iterator[str]:
    """Yield each row below the head of a table as an item: "first: second, third"."""
    for line in table.strip().split("\n")[2:]:
        first, *others = (to_text(cell) for cell in line.strip().strip("|").split("|"))
        yield f"- {first}: {', '.join(others)}" if others else f"- {first}"


def _is_item(node: LawNode) -> bool:
    """True for one short item of an enumeration: words of its own, and nothing below them."""
    return not node.heading and not any(block.child for block in node.blocks)


def _label(number: str, at: int) -> str:
    is_letter = number.startswith("(") and number[1:-1].isalpha()
    return number if is_letter else f"({ascii_lowercase[at % len(ascii_lowercase)]})"
