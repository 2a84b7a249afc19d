"""A provision while it is being read: growing, not yet addressed. Lives only inside one reading."""

import re
from dataclasses import dataclass, field

from kb.text.provisions.attributes import NO_ATTRIBUTES, Attributes
from kb.text.provisions.labels import ENUMERATOR, Label, Reading
from kb.text.provisions.model import BlockKind, Provision, ProvisionBlock

BULLET = re.compile(r"[-*+•][ ]")
ROOT, UNLABELLED, DEFINITION, OWN = "root", "hd", "def", "own"


@dataclass(eq=False)
class Draft:
    """One provision in the making. `level` is its heading's, 0 where a line opened it."""

    kind: str
    line: int
    indent: int
    level: int = 0
    label: Label | None = None
    reading: Reading | None = None
    number: str = ""
    heading: str = ""
    attributes: Attributes = NO_ATTRIBUTES
    blocks: list[tuple[BlockKind, str]] = field(default_factory=list)
    children: list["Draft"] = field(default_factory=list)
    eid: str = ""

    @property
    def style(self) -> tuple[str, str] | None:
        """How its label looks and counts, None where it is no enumerator."""
        if self.label is None or self.reading is None:
            return None
        return self.label.decoration, self.reading.alphabet

    @property
    def is_container(self) -> bool:
        """True of what holds sections: the root, a part, an unlabelled heading."""
        return self.kind not in {ENUMERATOR, DEFINITION, OWN} and not self.is_section

    @property
    def is_section(self) -> bool:
        """True of what the levels para, subpara, item … are counted under."""
        return self.kind in {"sec", "art", "sched", "annex", "app", "dotted"}

    @property
    def awaits_words(self) -> bool:
        """True of a heading that is only `(a)` or `{#eid}`: what comes next are its own words."""
        bare = self.level > 0 and not self.heading and not self.blocks
        listed = self.kind == ENUMERATOR and self.style != (".", "digit")
        return bare and (listed or self.kind == UNLABELLED)

    def add_child(self, child: "Draft") -> None:
        """Put `child` after everything that is here already."""
        self.children.append(child)
        self.blocks.append((BlockKind.CHILD, ""))

    def add_words(self, words: str) -> None:
        """Put words here: text before the children, closing words after them; lists go on."""
        kind = BlockKind.CLOSING if self.children else BlockKind.TEXT
        before = self.blocks[-1] if self.blocks else (BlockKind.CHILD, "")
        if before[0] is kind and BULLET.match(words) and BULLET.match(before[1]):
            self.blocks[-1] = (kind, f"{before[1]}\n{words}")
        else:
            self.blocks.append((kind, words))

    def last_words(self) -> str:
        """Return the last words before anything else began, "" if there are none."""
        texts = [words for kind, words in self.blocks if kind is BlockKind.TEXT]
        return texts[-1] if texts else self.heading


def freeze(draft: Draft) -> Provision:
    """Return the provision that a draft has become, with all below it; its eid is assigned."""
    children = tuple(freeze(child) for child in draft.children)
    eids = iter(children)
    blocks = tuple(
        ProvisionBlock(kind, next(eids).eid if kind is BlockKind.CHILD else words)
        for kind, words in draft.blocks
    )
    return Provision(
        eid=draft.eid,
        number=draft.number,
        heading=draft.heading,
        blocks=blocks,
        children=children,
        starts=draft.attributes.starts,
        ends=draft.attributes.ends,
        transitional=draft.attributes.transitional,
        line=draft.line,
    )
