"""What the words that were typed may mean beside themselves, each way in a file of its own.

Pure: what the library holds is asked of a function that is handed in. Each finding is an
`Insight`, which the page can explain: what was said, what was searched for as well, and why.
"""

from kb.search.understanding.insight import Insight, Way
from kb.search.understanding.intent import asked_kinds
from kb.search.understanding.long_text import gist, is_long
from kb.search.understanding.near_words import is_everyday
from kb.search.understanding.widening import Held, settled, widen

__all__ = [
    "Held",
    "Insight",
    "Way",
    "asked_kinds",
    "gist",
    "is_everyday",
    "is_long",
    "settled",
    "widen",
]
