"""The one ranking of every engine that keeps an index: engines differ in where postings lie.

    record.py   what is kept of a document beside its postings
    part.py     what an engine hands in: numbered records, and the postings of a term
    view.py     what is shown at one instant: counts, and each word's scores
    views.py    the views that are kept, one for each time between two changes of what is shown
    rank.py     adding up scores, exact matches, one result per group

The formulas are those of `kb.search.scoring`, so results are the oracle's to the last bit.
"""
