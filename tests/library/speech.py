"""What an agent reads aloud from an answer or a step: values filled in, split into sentences."""

import re
from datetime import date

from kb.importers.records import AnswerRecord, Block, Library
from kb.services.publishing.values import print_value
from kb.vocabulary import BlockKind

SPOKEN = {BlockKind.SAY, BlockKind.WORD_FOR_WORD}
_VALUE = re.compile(r"\{\{\s*value:([a-z0-9-]+)\s*\}\}")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+")
_END = re.compile(r"(?<=[.!?])[\"”]?\s+")


def fill_values(text: str, library: Library, *, on: date) -> str:
    """Print each `{{ value:name }}` as it stands on a day, with its unit."""
    values = {value.slug: value for value in library.values}
    return _VALUE.sub(lambda match: print_value(values[match[1]], on) or match[0], text)


def edition_of(answer: AnswerRecord, library: Library) -> date:
    """Return the in-force date of the edition that an answer stands for."""
    heads = {(head.language, head.original): head.edition for head in library.translations}
    newest = max(
        edition.in_force_from for edition in library.editions if edition.original == answer.original
    )
    return answer.edition or heads[answer.language, answer.original] or newest


def words_of(answer: AnswerRecord, library: Library, *, kinds: set[BlockKind]) -> str:
    """Return the blocks of these kinds as one text, values filled in."""
    text = "\n\n".join(block.text for block in answer.blocks if block.kind in kinds)
    return fill_values(text, library, on=edition_of(answer, library))


def sentences_of(blocks: list[Block]) -> list[str]:
    """Split spoken text; a list item ends a sentence."""
    found: list[str] = []
    for paragraph in "\n\n".join(block.text for block in blocks).split("\n\n"):
        lines = paragraph.split("\n")
        pieces = lines if any(_ITEM.match(line) for line in lines) else [" ".join(lines)]
        for piece in pieces:
            found += [part for part in _END.split(_ITEM.sub("", piece).strip()) if part]
    return found
