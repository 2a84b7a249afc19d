"""How much easier a first version is when all suggestions are accepted, and what it changes.

    python -m benchmarks.drafting

The legal texts are the originals of the statute pairs (benchmarks/fidelity.py says where they
are). For each the reading grade before and after is compared, and the meaning check is run over
both: whatever it finds of high severity is what the editor shows beside the first version.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import mean
from time import process_time

from benchmarks.data_sets import ROOT, folder
from benchmarks.measures import machine
from kb.importers.library import read_library
from kb.plain.content_words import Lexicon
from kb.plain.drafting import apply, likely_callers, suggestions, voice_of
from kb.plain.fidelity import Finding, Severity, check_fidelity
from kb.plain.grade import reading_grade
from kb.plain.language import Language, load_language
from kb.plain.words import ListedWord, WordList

SOURCE = "statute_pairs"
MOST_BYTES = 5_000_000


@dataclass(frozen=True)
class Drafted:
    """One text: its grade before and after, how many suggestions, what the check finds grave."""

    name: str
    before: float
    after: float
    suggestions: int
    high: tuple[Finding, ...]


def main() -> int:
    """Measure and print; the status is 1 without the texts."""
    file = folder() / "fidelity" / "pairs.jsonl"
    if not file.is_file():
        sys.stderr.write(f"{file} is not there: nothing to measure.\n")
        return 1
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    laws = [(row["id"], row["original"]) for row in rows if row["source"] == SOURCE]
    language, words = load_language(), _word_list()
    started = process_time()
    drafted = [_drafted(name, law, language, words) for name, law in laws]
    each_ms = (process_time() - started) * 1000 / len(drafted)
    print("\n".join(_report(drafted)))
    print(f"{each_ms:.0f} ms of processor time a text, with reading it twice. {machine()}")
    return 0


def _word_list() -> WordList:
    library = read_library([ROOT / "content"], max_bytes=MOST_BYTES).library
    return WordList(
        tuple(ListedWord(one.word, one.instead, one.keep, one.why) for one in library.plain_words)
    )


def _drafted(name: str, law: str, language: Language, words: WordList) -> Drafted:
    before = language.parse(law)
    voice = voice_of(" ".join(likely_callers(before)))
    found = suggestions(before, voice, words)
    after = language.parse(apply(law, found))
    lexicon = Lexicon((one.word, one.instead[0]) for one in words.listed if one.instead)
    high = [
        one
        for one in check_fidelity(before, after, lexicon).findings
        if one.severity is Severity.HIGH
    ]
    return Drafted(name, reading_grade(before), reading_grade(after), len(found), tuple(high))


def _report(drafted: list[Drafted]) -> Iterator[str]:
    before, after = mean(one.before for one in drafted), mean(one.after for one in drafted)
    yield f"{len(drafted)} legal texts, all suggestions accepted"
    yield f"grade before {before:.2f}, after {after:.2f}: {before - after:.2f} lower on average"
    yield f"{mean(one.suggestions for one in drafted):.1f} suggestions a text"
    grave = [one for one in drafted if one.high]
    yield f"{len(grave)} with a finding of high severity, which the editor shows:"
    yield from (f"  {one.name}: {two.kind}: {two.says}" for one in grave for two in one.high)


if __name__ == "__main__":
    sys.exit(main())
