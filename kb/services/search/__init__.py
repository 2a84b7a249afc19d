"""Search as agents use it: understand, find, and let the database say what may be shown (I1)."""

from kb.services.search.nearest import nearest_answers
from kb.services.search.results import Result, SearchPage
from kb.services.search.search import search

__all__ = ["Result", "SearchPage", "nearest_answers", "search"]
