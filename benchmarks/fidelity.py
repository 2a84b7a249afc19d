"""How well the meaning check notices planted errors, and how often it cries wolf.

    python -m benchmarks.fidelity            the table, and the time a pair takes
    python -m benchmarks.fidelity --alarms   every grave alarm on an untouched pair, to judge by eye

The pairs of legal and plain text, with one error planted in each copy, are no part of this
repository (docs/benchmarks.md); without them the script says so. An error counts as found when a
finding of medium or high severity appears that the untouched pair does not have, as noticed when
any finding does.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.data_sets import ROOT, folder
from benchmarks.measures import machine
from kb.importers.library import read_library
from kb.plain.content_words import Lexicon
from kb.plain.fidelity import Finding, Severity, check_fidelity
from kb.plain.language import Language, Parsed, load_language

BATCH = 50
MOST_BYTES = 5_000_000


@dataclass
class Tally:
    """How many errors were planted in one group, found gravely, and noticed at all."""

    planted: int = 0
    noticed: int = 0
    grave: int = 0

    def add(self, new: list[Finding]) -> None:
        """Count one planted error and what it raised."""
        self.planted += 1
        self.noticed += bool(new)
        self.grave += any(one.severity is not Severity.LOW for one in new)


@dataclass
class Result:
    """Tallies by set and kind, alarms on untouched pairs, and milliseconds a comparison."""

    by_set: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_kind: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    pairs: Counter[str] = field(default_factory=Counter)
    high: Counter[str] = field(default_factory=Counter)
    grave: Counter[str] = field(default_factory=Counter)
    took_ms: list[float] = field(default_factory=list)


def main() -> int:
    """Measure and print; the status is 1 without the pairs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alarms", action="store_true")
    show = parser.parse_args().alarms
    file = folder() / "fidelity" / "pairs.jsonl"
    if not file.is_file():
        sys.stderr.write(f"{file} is not there: nothing to measure.\n")
        return 1
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    result = _measure(rows, load_language(), show=show)
    print("\n".join(_report(result)))
    return 0


def _measure(rows: list[dict[str, Any]], language: Language, *, show: bool) -> Result:
    texts = _read(rows, language)
    lexicon, result = _lexicon(), Result()

    def findings(law: str, plain: str) -> list[Finding]:
        started = perf_counter()
        found = check_fidelity(texts[law], texts[plain], lexicon).findings
        result.took_ms.append((perf_counter() - started) * 1000)
        return list(found)

    for row in rows:
        base = findings(row["original"], row["plain"])
        _count_alarms(result, row, base, show=show)
        known = Counter(map(_identity, base))
        for mutant in row["mutants"]:
            found = findings(row["original"], mutant["text"])
            new = [one for one in found if not known[_identity(one)]]
            result.by_set[row["source"]].add(new)
            result.by_kind[mutant["kind"]].add(new)
    return result


def _identity(finding: Finding) -> tuple[str, ...]:
    return finding.kind, finding.sort, finding.severity, finding.says


def _read(rows: list[dict[str, Any]], language: Language) -> dict[str, Parsed]:
    wanted = {row[side] for row in rows for side in ("original", "plain")}
    wanted |= {mutant["text"] for row in rows for mutant in row["mutants"]}
    texts = sorted(wanted)
    found: dict[str, Parsed] = {}
    started = perf_counter()
    for at in range(0, len(texts), BATCH):
        batch = texts[at : at + BATCH]
        found.update(zip(batch, language.parse_all(batch), strict=True))
    each_ms = (perf_counter() - started) * 1000 / len(texts)
    print(f"Reading a text takes {each_ms:.1f} ms. {machine()}")
    return found


def _lexicon() -> Lexicon:
    """Return the lexicon of the library that ships."""
    library = read_library([ROOT / "content"], max_bytes=MOST_BYTES).library
    return Lexicon(
        (record.word, record.instead[0]) for record in library.plain_words if record.instead
    )


def _count_alarms(result: Result, row: dict[str, Any], base: list[Finding], *, show: bool) -> None:
    severities = {one.severity for one in base}
    result.pairs[row["source"]] += 1
    result.high[row["source"]] += Severity.HIGH in severities
    result.grave[row["source"]] += bool(severities - {Severity.LOW})
    for one in base if show else ():
        if one.severity is not Severity.LOW:
            print(f"{row['id']}: {one.severity} {one.kind} {one.sort}: {one.says}")


def _report(result: Result) -> Iterator[str]:
    yield "| set | planted | found | noticed | untouched: high | medium or high |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for name, tally in result.by_set.items():
        pairs = result.pairs[name]
        alarms = f"{result.high[name]} of {pairs} | {result.grave[name]} of {pairs}"
        yield f"| {name} | {_shares(tally)} | {alarms} |"
    yield "\n| kind of error | planted | found | noticed |\n| --- | ---: | ---: | ---: |"
    for name, tally in sorted(result.by_kind.items()):
        yield f"| {name} | {_shares(tally)} |"
    yield f"\nA comparison of two texts that were read takes {median(result.took_ms):.1f} ms."


def _shares(tally: Tally) -> str:
    noticed, grave = tally.noticed / tally.planted, tally.grave / tally.planted
    return f"{tally.planted} | {grave:.3f} | {noticed:.3f}"


if __name__ == "__main__":
    sys.exit(main())
