"""What the plain-language workshop costs: processor time, and the memory of a loaded model.

    python -m benchmarks.plain_speed

Everything is measured on the library that ships and on generated text, in processor time, which
other work on the machine hardly touches. Findings of a keystroke are what the server does for one
change in the editor: the answer anew, its law as it was read before.
"""

import sys
from collections.abc import Callable, Iterator
from itertools import chain, cycle, islice
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from time import process_time
from typing import TypeVar

from benchmarks.data_sets import ROOT
from benchmarks.measures import machine
from kb.importers.library import read_library
from kb.importers.records import Library
from kb.plain.checks import remarks
from kb.plain.content_words import Lexicon
from kb.plain.fidelity import check_fidelity
from kb.plain.language import Language, Parsed, load_language
from kb.plain.words import ListedWord, WordList
from kb.text.markup import to_text
from kb.text.provisions import walk

MOST_BYTES = 5_000_000
WORDS_OF_AN_ORIGINAL = 2_000
PAIRS = 60
KILOBYTE = 1024
T = TypeVar("T")


def main() -> int:
    """Measure and print a table."""
    library = read_library([ROOT / "content", ROOT / "translations"], max_bytes=MOST_BYTES).library
    before_mb = _memory_mb()
    took_s, language = _timed(load_language)
    rows = [("loading the model", took_s * 1000)]
    lexicon = Lexicon((one.word, one.instead[0]) for one in library.plain_words if one.instead)
    rows += _pairs(language, lexicon, library)
    rows.append((f"{WORDS_OF_AN_ORIGINAL} words of law, read", _reading_ms(language, library)))
    print(f"{machine()}\n\n| what | processor ms |\n| --- | ---: |")
    print("\n".join(f"| {what} | {ms:.0f} |" for what, ms in rows))
    print(f"\nMemory: {before_mb:.0f} MB before the model, {_memory_mb():.0f} MB with all of it.")
    return 0


def _pairs(language: Language, lexicon: Lexicon, library: Library) -> list[tuple[str, float]]:
    """Return medians over answers and their law: a pair read and compared; a keystroke."""
    words = WordList(
        tuple(ListedWord(one.word, one.instead, one.keep) for one in library.plain_words)
    )
    anew: list[float] = []
    typed: list[float] = []
    for law, said in islice(_answers(library), PAIRS):
        took_s, read = _timed(lambda law=law: language.parse(law))

        def compare(said: str = said, read: Parsed = read) -> None:
            heard = language.parse(said)
            check_fidelity(read, heard, lexicon)
            list(remarks(heard, words))

        keystroke_s, _ = _timed(compare)
        anew.append((took_s + keystroke_s) * 1000)
        typed.append(keystroke_s * 1000)
    return [
        ("a pair, both read and compared, median", median(anew)),
        ("the same, most", max(anew)),
        ("a keystroke: the answer read, compared and remarked on, median", median(typed)),
        ("the same, most", max(typed)),
    ]


def _answers(library: Library) -> Iterator[tuple[str, str]]:
    """Yield (own words of the provisions it covers, what is said) of each English answer."""
    laws = {
        (edition.original, one.eid): to_text(one.text)
        for edition in library.editions
        for one, _ in walk(edition.provisions)
    }
    for answer in library.answers:
        law = "\n".join(laws.get((one.original, one.eid), "") for one in answer.covers)
        if answer.language == "en" and law.strip():
            yield law, "\n".join(to_text(block.text) for block in answer.blocks)


def _reading_ms(language: Language, library: Library) -> float:
    texts = (
        to_text(one.text) for edition in library.editions for one, _ in walk(edition.provisions)
    )
    words = islice(
        cycle(list(chain.from_iterable(text.split() for text in texts))), WORDS_OF_AN_ORIGINAL
    )
    text = " ".join(words)
    return _timed(lambda: language.parse(text))[0] * 1000


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    """Return the processor seconds that `work` took, and its result."""
    began = process_time()
    result = work()
    return process_time() - began, result


def _memory_mb() -> float:
    """Return the memory of this process that is in use, or the most there was, elsewhere."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
        return int(line.split()[1]) / KILOBYTE
    return getrusage(RUSAGE_SELF).ru_maxrss / KILOBYTE


if __name__ == "__main__":
    sys.exit(main())
