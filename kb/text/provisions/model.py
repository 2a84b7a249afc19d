"""What a legal text is once it has been read: a tree of provisions, each an ordered list of blocks.

A provision's own words are those of its heading, text, table and closing blocks, without its
children's and without its number (the domain's *text of a provision*): that is what is compared
between editions, translated, indexed and hashed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from kb.text.normal import collapse


class BlockKind(StrEnum):
    """What a block of a provision holds."""

    TEXT = "text"
    TABLE = "table"
    CHILD = "child"  # `content` is the child's eid
    CLOSING = "closing"  # words after the children


@dataclass(frozen=True)
class ProvisionBlock:
    """One block: its kind and its Markdown, or a child's eid."""

    kind: BlockKind
    content: str


@dataclass(frozen=True)
class Provision:
    """The smallest unit of an edition that can be cited. `number` is as printed: `(a)`, `4.1`."""

    eid: str
    number: str = ""
    heading: str = ""
    blocks: tuple[ProvisionBlock, ...] = ()
    children: "tuple[Provision, ...]" = ()
    starts: date | None = None  # its own commencement
    ends: date | None = None
    transitional: str = ""
    line: int = 0  # where it stood in its file; 0 is unknown

    @property
    def text(self) -> str:
        """Own words and heading: NFC, white space collapsed."""
        own = (block.content for block in self.blocks if block.kind is not BlockKind.CHILD)
        return collapse(" ".join([self.heading, *own]))

    @property
    def text_hash(self) -> str:
        """SHA-256 of `text`, in hex."""
        return sha256(self.text.encode()).hexdigest()


def walk(provisions: Iterable[Provision]) -> Iterator[tuple[Provision, Provision | None]]:
    """Yield every provision with its parent, in document order."""
    for provision in provisions:
        yield provision, None
        yield from _below(provision)


def _below(parent: Provision) -> Iterator[tuple[Provision, Provision | None]]:
    for child in parent.children:
        yield child, parent
        yield from _below(child)
