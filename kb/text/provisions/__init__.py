"""Provisions: labels and headings of a legal text -> a tree with addresses (eids)."""

from kb.text.provisions.model import BlockKind, Provision, ProvisionBlock, walk

__all__ = ["BlockKind", "Provision", "ProvisionBlock", "walk"]
