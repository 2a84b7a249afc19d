"""A mapping of a file, read by the keys that its format declares.

`Fields` notes every problem with its line and every name referred to, and always returns
something usable, so that one mistake does not hide the next.
"""

import re
from collections.abc import Iterator
from collections.abc import Sequence as Items
from datetime import date
from typing import TypeGuard

from kb.importers.library.decode import CONTROL, clean
from kb.importers.library.keys import Key
from kb.importers.library.nearest import nearest
from kb.importers.library.notes import EID, NAME, FileNotes, Kind
from kb.importers.library.yaml_in import Mapping, Node, Scalar, Sequence
from kb.importers.records import Cover


def as_day(text: str) -> date | None:
    """Return the day that `2026-04-01` names; other ways of writing dates are none."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


class Fields:
    """One mapping, read by its declared keys. `where` is how messages call the mapping."""

    def __init__(
        self, mapping: Mapping, keys: Items[Key], *, notes: FileNotes, where: str = "here"
    ) -> None:
        self.line = mapping.line
        self._keys = {key.name: key for key in keys}
        self._nodes = dict(self._known(mapping, notes, where))
        self._notes = notes
        self._note_missing(where)

    def line_of(self, name: str) -> int:
        """Return the line of a key, or that of the mapping where it is absent."""
        found = self._nodes.get(name)
        return found[0].line if found else self.line

    def text(self, name: str) -> str:
        """Return a text, as written, without blanks at its ends."""
        node = self._value(name)
        if node is None or not self._is_scalar(node, f'"{name}" must be a text.'):
            return self._keys[name].default
        return self._printable(node)

    def word(self, name: str) -> str:
        """Return one of the words that the key allows, or its default (which may be none)."""
        key, text = self._keys[name], self.text(name)
        if text in {*key.words, key.default}:
            return text
        what = f'"{text}" is not a {name} that is known here.'
        self._notes.problem(self.line_of(name), what, f"Write one of: {', '.join(key.words)}.")
        return key.default

    def name(self, name: str) -> str:
        """Return a single name and note that it is referred to."""
        text = self.text(name)
        return text if text and self._is_name(text, name, self.line_of(name)) else ""

    def names(self, name: str) -> tuple[str, ...]:
        """Return a list of names, each once, and note that they are referred to."""
        found = list(self._scalars(name, split=True))
        return tuple(
            item.value for item in self._once(found) if self._is_name(item.value, name, item.line)
        )

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(self._printable(item) for item in self._scalars(name, split=False))

    def day(self, name: str) -> date | None:
        """Return a day, or `None` where none is given."""
        text = self.text(name)
        found = as_day(text)
        if text and found is None:
            what = f'"{text}" is not a day of the calendar.'
            self._notes.problem(self.line_of(name), what, "Write the day like 2026-04-01.")
        return found

    def flag(self, name: str) -> bool:
        """Return true or false; absent is false."""
        text = self.text(name)
        if text not in ("", "true", "false"):
            what = f'"{name}" is either true or false, not "{text}".'
            self._notes.problem(self.line_of(name), what, "Write true or false.")
        return text == "true"

    def provisions(
        self,
        name: str,
        *,
        original: str = "",
        edition: date | None = None,
        any_edition: bool = True,
    ) -> tuple[Cover, ...]:
        """Return provisions; a bare eid is one of `original`, to be found in `edition`.

        Provisions of other originals may stand in any of their editions.
        """
        covers = []
        for item in self._once(list(self._scalars(name, split=True))):
            cover = self._as_cover(item, original)
            if cover is None:
                continue
            own = not any_edition and cover.original == original
            named = cover.edition or (edition if own else None)
            if cover.edition:
                day = f"{cover.original}@{cover.edition}"
                self._notes.refers(Kind.EDITION, day, item.line)
            self._notes.refers_to_provision(
                f"{cover.original}#{cover.eid}",
                item.line,
                edition=named,
                any_edition=named is None and not own,
            )
            covers.append(cover)
        return tuple(covers)

    def provision(self, name: str) -> Cover | None:
        """Return one provision, or `None` where none is given."""
        found = self.provisions(name)
        if len(found) > 1:
            what = f'"{name}" names more than one provision.'
            self._notes.problem(self.line_of(name), what, "Keep one of them.")
        return found[0] if found else None

    def answers(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return answers as (original, id)."""
        found = []
        for item in self._once(list(self._scalars(name, split=True))):
            original, mark, answer = item.value.partition("#")
            if mark and NAME.fullmatch(original) and NAME.fullmatch(answer):
                self._notes.refers(Kind.ANSWER, item.value, item.line)
                found.append((original, answer))
                continue
            what = f'"{item.value}" does not name an answer.'
            self._notes.problem(item.line, what, "Write it as original#answer.")
        return tuple(found)

    def pairs(self, name: str) -> Iterator[tuple[Scalar, Node]]:
        """Yield the keys and values below a key."""
        node = self._value(name)
        if isinstance(node, Mapping):
            yield from node.entries
        elif node is not None and node != Scalar("", node.line):
            what = f'"{name}" must hold keys with values.'
            self._notes.problem(node.line, what, f"Write them as {name}: {{key: value}}.")

    def text_pairs(self, name: str) -> Iterator[tuple[Scalar, str]]:
        """Yield keys with texts below a key."""
        for key, node in self.pairs(name):
            if self._is_scalar(node, f'"{key.value}" in "{name}" must be a text.'):
                yield key, self._printable(node)

    def entries(self, name: str, keys: Items[Key]) -> "Iterator[Fields]":
        """Yield the fields of each item of a list whose items have `keys` of their own."""
        node = self._value(name)
        if node is None or node == Scalar("", node.line):
            return
        items = node.items if isinstance(node, Sequence) else (node,)
        for item in items:
            if isinstance(node, Sequence) and isinstance(item, Mapping):
                where = f'in an item of "{name}"'
                yield Fields(item, keys, notes=self._notes, where=where)
                continue
            what = f'"{name}" must be a list of keys with values.'
            mend = f"Begin each item with `- {keys[0].name}:` and its other keys below that."
            self._notes.problem(item.line, what, mend)

    # Helpers, in the order in which they are called.

    def _known(
        self, mapping: Mapping, notes: FileNotes, where: str
    ) -> Iterator[tuple[str, tuple[Scalar, Node]]]:
        for key, node in mapping.entries:
            if key.value in self._keys:
                yield key.value, (key, node)
                continue
            near = nearest(key.value, list(self._keys))
            mend = f'Write "{near}"' if near else "Remove it"
            mend += f", or use one of: {', '.join(self._keys)}."
            notes.problem(key.line, f'The key "{key.value}" is not known {where}.', mend)

    def _note_missing(self, where: str) -> None:
        for key in self._keys.values():
            if key.required and self._value(key.name) in (None, Scalar("", self.line_of(key.name))):
                what = f'The key "{key.name}" is missing {where}.'
                self._notes.problem(
                    self.line_of(key.name), what, f"Add {key.name}: with its value."
                )

    def _value(self, name: str) -> Node | None:
        found = self._nodes.get(name)
        return found[1] if found else None

    def _is_scalar(self, node: Node, what: str) -> TypeGuard[Scalar]:
        if not isinstance(node, Scalar):
            mend = "Write one text; put it in quotation marks if it holds brackets or a colon."
            self._notes.problem(node.line, what, mend)
        return isinstance(node, Scalar)

    def _printable(self, node: Scalar) -> str:
        if CONTROL.search(node.value):
            what = "There is a control character in this text."
            self._notes.problem(node.line, what, "Delete it, or type the text again.")
        return clean(node.value)

    def _is_name(self, text: str, name: str, line: int) -> bool:
        if not NAME.fullmatch(text):
            what = f'"{text}" cannot be a name.'
            mend = "Use lower-case letters a to z, digits and hyphens."
            self._notes.problem(line, what, mend)
            return False
        refers = self._keys[name].refers
        if refers is not None:
            self._notes.refers(refers, text, line)
        return True

    def _scalars(self, name: str, *, split: bool) -> Iterator[Scalar]:
        node = self._value(name)
        if isinstance(node, Scalar):
            words = node.value.split() if split else [node.value]
            yield from (Scalar(word, node.line) for word in words if word)
        elif isinstance(node, Sequence):
            for item in node.items:
                if self._is_scalar(item, f'An item of "{name}" must be a text.'):
                    yield item
        elif node is not None:
            what = f'"{name}" must be a list.'
            self._notes.problem(node.line, what, f"Write it as {name}: [one, two].")

    def _once(self, items: list[Scalar]) -> Iterator[Scalar]:
        seen: set[str] = set()
        for item in items:
            if item.value in seen:
                what = f'"{item.value}" is named twice.'
                self._notes.problem(item.line, what, "Remove one of the two.")
                continue
            seen.add(item.value)
            yield item

    def _as_cover(self, item: Scalar, original: str) -> Cover | None:
        """Read `eid`, `original#eid` or `original@2026-04-01#eid`."""
        where, mark, eid = item.value.rpartition("#")
        slug, at, day = where.partition("@")
        edition = as_day(day) if at else None
        slug = slug if mark else original
        if NAME.fullmatch(slug) and EID.fullmatch(eid) and bool(edition) == bool(at):
            return Cover(slug, eid, edition)
        what = f'"{item.value}" does not name a provision.'
        mend = "Write it as original#eid." if not original else "Write its eid, or original#eid."
        self._notes.problem(item.line, what, mend)
        return None
