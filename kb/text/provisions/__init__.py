"""Provisions: labels and headings of a legal text -> a tree with addresses (eids)."""

from kb.text.provisions.model import BlockKind, Provision, ProvisionBlock, walk
from kb.text.provisions.reading import Reading, read_provisions
from kb.text.provisions.writing import write_provisions

__all__ = [
    "BlockKind",
    "Provision",
    "ProvisionBlock",
    "Reading",
    "read_provisions",
    "walk",
    "write_provisions",
]
