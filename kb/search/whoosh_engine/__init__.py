"""The default engine, and the only door to Whoosh.

Whoosh keeps the inverted index on disk: segments, postings, deletions, commits, one writer.
Ranking is ours, because it must be the same after a rebuild and see nothing but what is shown at
the asked instant, which no query of Whoosh can promise (its counts include superseded copies
until they are merged). So no query object, parser, filter or collector of Whoosh is ever used.

    schema.py       what is written for a document
    merging.py      when small segments become one
    segment.py      one immutable segment in memory: its records, and postings as they are asked for
    snapshot.py     the index as of one commit
    engine.py       the engine: how the files are read, written on and filled (kb/search/on_disk.py)

Numbers and reasons: docs/decisions/0003.
"""

import warnings

with warnings.catch_warnings():
    # Whoosh is from 2016; its source is warned about when Python compiles it, at first start.
    warnings.simplefilter("ignore")
    from kb.search.whoosh_engine.engine import WhooshEngine, open_engine

__all__ = ["WhooshEngine", "open_engine"]
