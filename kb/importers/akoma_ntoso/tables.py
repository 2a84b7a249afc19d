"""Tables to Markdown, a cell that spans several repeated where it is short.

Read aloud, a row must make sense by itself: the name of a group that spans five rows is said in
each of them. A long cell is said once, and a ditto sign stands where it would be repeated. A
heading is not repeated downwards, nor is a cell that is all of its row.
"""

import re
from dataclasses import dataclass

from kb.importers.akoma_ntoso.words import Warn, as_markdown, lines_of
from kb.importers.akoma_ntoso.xml import Element

DITTO = "″"
MOST_REPEATED = 80  # characters
MOST_COLUMNS = 60
MOST_ROWS = 2_000

_SPAN = re.compile(r"[0-9]{1,5}")

LINE_BREAK = "<br>"

Grid = list[dict[int, str]]


@dataclass(frozen=True)
class _Cell:
    text: str
    rows: int
    columns: int
    is_head: bool


def table_markdown(table: Element, warn: Warn) -> str:
    """Return `table` as Markdown, "" where it has no cells; captions are for the caller."""
    rows = [
        [_cell(one, warn) for one in row.elements if one.name in {"td", "th"}]
        for row in _rows(table)
    ]
    rows = [row for row in rows if row]
    if not rows:
        return ""
    grid, width = _filled(rows)
    has_head = all(cell.is_head for cell in rows[0])
    lines = [] if has_head else ["|" + "  |" * width]
    lines += [_line(row, width) for row in grid]
    lines.insert(1, "|" + " --- |" * width)
    return "\n".join(lines)


def _rows(table: Element) -> list[Element]:
    found: list[Element] = []
    for one in table.elements:
        found += [one] if one.name == "tr" else _rows(one) if one.name in {"thead", "tbody"} else []
    return found


def _cell(element: Element, warn: Warn) -> _Cell:
    text = LINE_BREAK.join(map(as_markdown, lines_of(element, warn)))
    return _Cell(
        text.replace("|", "\\|").replace("\\\\|", "\\|"),
        min(_span(element.get("rowspan")), MOST_ROWS),
        min(_span(element.get("colspan")), MOST_COLUMNS),
        element.name == "th",
    )


def _span(value: str) -> int:
    """Return what a span says, at most as many as a table can have; anything else is one."""
    found = int(value) if _SPAN.fullmatch(value) else 1
    return max(found, 1)


def _filled(rows: list[list[_Cell]]) -> tuple[Grid, int]:
    """Return every place of the table with its words, and how many columns there are."""
    grid: Grid = [{} for _ in rows]
    width = 0
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in grid[at]:
                column += 1
            _place(grid, at, column, cell, alone=len(row) == 1)
            column += cell.columns
        width = max(width, *(place + 1 for place in grid[at]))
    return grid, width


def _place(grid: Grid, at: int, column: int, cell: _Cell, *, alone: bool) -> None:
    again = cell.text if len(cell.text) <= MOST_REPEATED else DITTO
    beside = "" if alone or not cell.text else again
    below = "" if cell.is_head or not cell.text else again
    for down in range(min(cell.rows, len(grid) - at)):
        for right in range(cell.columns):
            said = below if down else beside if right else cell.text
            grid[at + down].setdefault(column + right, said)


def _line(row: dict[int, str], width: int) -> str:
    return "".join(f"| {row.get(column, '')} " for column in range(width)) + "|"
