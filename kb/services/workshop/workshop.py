"""The loaded language, shared by all requests: loaded when first needed, texts read once.

Agents never need it, so a house of agents alone never pays for it (some 150 MB).
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from kb.plain.language import Language, Parsed, load_language

MOST_TEXTS = 500  # provisions and answers at hand; an answer's law is some five of them


class Workshop:
    """Reads texts; safe to use from several threads."""

    def __init__(self, load: Callable[[], Language] = load_language) -> None:
        self._load = load
        self._lock = Lock()
        self._language: Language | None = None
        self._read: OrderedDict[str, Parsed] = OrderedDict()

    @property
    def language(self) -> Language:
        """The loaded language."""
        with self._lock:
            if self._language is None:
                self._language = self._load()
            return self._language

    def read(self, text: str) -> Parsed:
        """Return `text` as it was read; one that was read lately is not read again."""
        with self._lock:
            if text in self._read:
                self._read.move_to_end(text)
                return self._read[text]
        parsed = self.language.parse(text)
        with self._lock:
            self._read[text] = parsed
            while len(self._read) > MOST_TEXTS:
                self._read.popitem(last=False)
        return parsed
