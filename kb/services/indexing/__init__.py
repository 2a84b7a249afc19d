"""From database to index, one way: what changed goes out in order, and all of it can be rebuilt.

A change writes an outbox row in its own transaction; `Indexer.catch_up` turns rows into documents
and applies them in batches; `Indexer.rebuild` makes a new generation from nothing (I5).
"""

from kb.services.indexing.indexer import Indexer

__all__ = ["Indexer"]
