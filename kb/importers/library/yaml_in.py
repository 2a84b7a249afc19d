"""YAML to plain nodes that know their lines; the only door to PyYAML.

Only what library files need is read: mappings, lists and scalars *as written* (`no` stays
"no", `1.50` stays "1.50"). Anchors, aliases, tags, several documents and deep nesting are
refused, so no small file can grow into a large one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from kb.importers.library.notes import FileNotes

DEPTH_LIMIT = 6
_EMPTY = frozenset({"", "~"})


@dataclass(frozen=True)
class Scalar:
    """A word or text, as written; an empty one says nothing."""

    value: str
    line: int


@dataclass(frozen=True)
class Sequence:
    """A list."""

    items: "tuple[Node, ...]"
    line: int


@dataclass(frozen=True)
class Mapping:
    """Keys and their values, in the order of the file."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    line: int

    def get(self, key: str) -> "Node | None":
        """Return the value of a key, or `None` where it is absent."""
        return next((node for name, node in self.entries if name.value == key), None)


Node = Scalar | Sequence | Mapping


class _Refused(Exception):  # noqa: N818 - private: says "stop", never leaves this module
    def __init__(self, line: int, what: str, mend: str) -> None:
        super().__init__(what)
        self.line, self.what, self.mend = line, what, mend


def read_yaml(text: str, notes: FileNotes, *, first_line: int = 1) -> Mapping | None:
    """Return the mapping that `text` holds, or `None` with a problem noted.

    `first_line` is the line of the file at which `text` begins.
    """
    try:
        return _Composer(text, notes, first_line).document()
    except _Refused as refused:
        notes.problem(refused.line, refused.what, refused.mend)
    except yaml.MarkedYAMLError as error:
        _note_syntax(error, notes, first_line)
    except yaml.YAMLError:  # characters that YAML does not print
        what = "There is a character here that YAML does not allow."
        notes.problem(first_line, what, "Delete it, or type it again.")
    return None


def _note_syntax(error: yaml.MarkedYAMLError, notes: FileNotes, first_line: int) -> None:
    mark = error.problem_mark or error.context_mark
    line = mark.line if mark is not None else 0
    what = f"This is not YAML: {error.problem or error.context}."
    mend = "Check colons, indentation and brackets; put a text with a colon in quotation marks."
    notes.problem(first_line + line, what, mend)


class _Composer:
    """Turns the events of one document into nodes, one level of calls per level of nesting."""

    def __init__(self, text: str, notes: FileNotes, first_line: int) -> None:
        self._events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=yaml.SafeLoader))
        self._notes = notes
        self._first_line = first_line

    def document(self) -> Mapping:
        next(self._events)  # the stream starts
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise _Refused(self._first_line, "This says nothing.", "Write its keys, or remove it.")
        node = self._node(next(self._events), 0)
        next(self._events)  # the document ends
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            mend = "Remove the line `---` in the middle."
            raise _Refused(self._line(after), "A second document starts here.", mend)
        return self._as_mapping(node)

    def _as_mapping(self, node: Node) -> Mapping:
        if isinstance(node, Mapping):
            return node
        mend = "Write one `key: value` on each line."
        raise _Refused(node.line, "This is not a list of keys with values.", mend)

    def _node(self, event: yaml.Event, depth: int) -> Node:
        line = self._line(event)
        self._refuse_tricks(event, line, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items(depth)), line)
        if isinstance(event, yaml.MappingStartEvent):
            return Mapping(tuple(self._entries(depth)), line)
        if not isinstance(event, yaml.ScalarEvent):  # nothing else is left where a value stands
            raise TypeError(type(event).__name__)
        value: str = event.value.strip(" \t\n")
        return Scalar("" if event.style is None and value in _EMPTY else value, line)

    def _refuse_tricks(self, event: yaml.Event, line: int, depth: int) -> None:
        if getattr(event, "anchor", None) is not None:  # aliases have one, too
            what = "Anchors and aliases (`&name`, `*name`) are not allowed."
            raise _Refused(line, what, "Write the text out, or put it in quotation marks.")
        if getattr(event, "tag", None) not in (None, "!"):
            mend = "Remove the tag, or put the text in quotation marks."
            raise _Refused(line, "Tags (`!name`) are not allowed.", mend)
        if depth > DEPTH_LIMIT:
            mend = "Write it with fewer levels; docs/formats.md shows the shape."
            raise _Refused(line, "This is nested too deep.", mend)

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _entries(self, depth: int) -> Iterator[tuple[Scalar, Node]]:
        seen: dict[str, int] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Scalar):
                raise _Refused(key.line, "A key must be one word.", "Write `key: value`.")
            if key.value in seen:
                what = f'The key "{key.value}" stands here a second time, after line'
                self._notes.problem(
                    key.line, f"{what} {seen[key.value]}.", "Remove one of the two."
                )
                continue
            seen[key.value] = key.line
            yield key, value

    def _line(self, event: yaml.Event) -> int:
        mark = event.start_mark
        return self._first_line + (mark.line if mark is not None else 0)
