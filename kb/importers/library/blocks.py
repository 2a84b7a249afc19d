"""Pieces of an answer or a step: plain paragraphs, and quotations that begin with a label.

A run of plain paragraphs is one block; each labelled quotation is one; their order is kept.
A quotation without a label is a problem, because nobody may have to guess whether a sentence
is to be said or must not be said.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from kb.importers.library.decode import clean
from kb.importers.library.escapes import (
    LABELS,
    escape_body,
    escape_quote,
    is_like_a_label,
    known_label,
    unescape_body,
    unescape_quote,
)
from kb.importers.library.front_matter import Line
from kb.importers.library.notes import FileNotes
from kb.importers.library.sections import text_of
from kb.importers.records import Block
from kb.vocabulary import BlockKind

LABEL_OF = {
    BlockKind.ASK_FIRST: "Ask first",
    BlockKind.SAY: "Say",
    BlockKind.WORD_FOR_WORD: "Word for word",
    BlockKind.KNOW: "Know",
    BlockKind.DO_NOT_SAY: "Do not say",
}
ANSWER_LABELS = {
    LABEL_OF[kind]: kind
    for kind in (
        BlockKind.ASK_FIRST,
        BlockKind.WORD_FOR_WORD,
        BlockKind.KNOW,
        BlockKind.DO_NOT_SAY,
    )
}
"""Quotations of an answer; its plain text is what to say."""
STEP_LABELS = {LABEL_OF[kind]: kind for kind in (BlockKind.SAY, BlockKind.WORD_FOR_WORD)}
"""Quotations of a step; its plain text is what the agent is to do."""

_QUOTE = re.compile(r" {0,3}> ?(.*)")
_LABEL = re.compile(r" {0,3}([A-Za-z][A-Za-z ]{0,30}):[ \t]*(.*)")
_OWN_LINE = re.compile(r"\||[-*+][ \t]|\d+[.)][ \t]|#|>|`{3}|~{3}")


def read_blocks(
    lines: Iterable[Line], *, plain: BlockKind, labels: Mapping[str, BlockKind], notes: FileNotes
) -> tuple[Block, ...]:
    """Return the blocks of `lines` in their order."""
    blocks: list[Block] = []
    quoted_before = 0
    for quoted, group in groupby(lines, key=lambda line: bool(_QUOTE.match(line.text))):
        run = list(group)
        if quoted:
            blocks.extend(_read_quotes(run, labels, notes))
            quoted_before = run[-1].number
        else:
            _refuse_lazy(run, quoted_before, notes)
            blocks.extend(_read_plain(run, plain))
    return tuple(blocks)


def read_text(lines: Iterable[Line]) -> str:
    """Return lines in which nothing is structure as one text."""
    return text_of([Line(line.number, unescape_body(line.text)) for line in lines])


def write_blocks(blocks: Iterable[Block], *, plain: BlockKind) -> Iterator[str]:
    """Yield blocks as they stand in a file; quotations in a row stand together.

    Blocks without words are left out.
    """
    worded = [Block(block.kind, text) for block in blocks if (text := clean(block.text))]
    for is_plain, group in groupby(worded, key=lambda block: block.kind is plain):
        if is_plain:
            yield "\n\n".join(escape_body(block.text) for block in group)
        else:
            yield "\n".join(_write_quote(block) for block in group)


def write_text(text: str) -> str:
    """Return a text in which nothing is taken for structure."""
    return escape_body(clean(text))


def _read_plain(run: list[Line], plain: BlockKind) -> Iterator[Block]:
    text = read_text(run)
    if text:
        yield Block(plain, text)


def _refuse_lazy(run: list[Line], quoted_before: int, notes: FileNotes) -> None:
    first = run[0]
    if quoted_before == first.number - 1 and first.text.strip(" \t"):
        what = "This line follows a quotation without > and without an empty line."
        mend = "Begin it with > if it belongs to the quotation, or leave an empty line before it."
        notes.problem(first.number, what, mend)


def _read_quotes(
    run: list[Line], labels: Mapping[str, BlockKind], notes: FileNotes
) -> Iterator[Block]:
    kind: BlockKind | None = None
    texts: list[Line] = []
    for index, line in enumerate(run):
        text = _QUOTE.sub(r"\g<1>", line.text)
        found = _LABEL.match(text)
        if index and not (found and is_like_a_label(found[1])):
            texts.append(Line(line.number, unescape_quote(text)))
            continue
        yield from _finish(kind, texts, notes)
        label = known_label(found[1]) if found else ""
        kind = labels.get(label)
        texts = [Line(line.number, unescape_quote(found[2] if found else text))]
        if kind is None:
            _note_label(line.number, found[1] if found else "", labels, notes)
    yield from _finish(kind, texts, notes)


def _finish(kind: BlockKind | None, texts: list[Line], notes: FileNotes) -> Iterator[Block]:
    if kind is None:
        return
    text = text_of(texts)
    if text:
        yield Block(kind, text)
        return
    what = f'"{LABEL_OF[kind]}:" has no words after it.'
    notes.problem(texts[0].number, what, "Write them, or remove the quotation.")


def _note_label(number: int, word: str, labels: Mapping[str, BlockKind], notes: FileNotes) -> None:
    allowed = ", ".join(f"{label}:" for label in LABELS if label in labels)
    mend = f"Begin it with one of {allowed} or put a backslash before"
    if is_like_a_label(word):
        notes.problem(number, f'"{word}:" is not a label here.', f'{mend} "{word}" for a text.')
    else:
        notes.problem(number, "This quotation has no label.", f"{mend} > for a text.")


def _write_quote(block: Block) -> str:
    text = escape_quote(block.text)
    label = f"{LABEL_OF[block.kind]}:"
    text = f"{label}\n{text}" if _OWN_LINE.match(text) else f"{label} {text}"
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))
