"""Use cases, one verb per function: the only floor that knows all workshops.

A service is `verb(unit, actor, …)`: may they? get, decide, change. It never commits: the caller
opens one unit of work per request or command (`unit.py`), which commits once, together with its
audit entries and index work. `permits.py` is the only decision about rights.
"""
