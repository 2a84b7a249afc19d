"""How well real callers' questions find the page that answers them.

    python -m benchmarks.real_questions      load, then ask, as an operator would

Each data set becomes a library of its own in a temporary instance: a page is an original, a
passage a provision. Questions are asked as they are; results are folded to pages; a page counts
at the place of its first passage. The engine by itself, beside plain BM25: search_quality.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks import data_sets
from benchmarks.as_library import write_library
from benchmarks.data_sets import DataSet
from benchmarks.instance import Instance
from benchmarks.measures import Quality, machine, percentile, quality, rank_of

SETS = ("doc2dial", "condqa")
LIMIT = 50
"""Passages asked for: enough for ten pages of several passages each."""


def main() -> int:
    """Measure every wanted data set that is there; 1 if none is."""
    wanted = _arguments()
    there = [name for name in wanted.sets if data_sets.is_there(name)]
    for name in sorted(set(wanted.sets) - set(there)):
        print(f"{name}: not measured, there is no {data_sets.folder() / name}/docs.jsonl.")
    print(machine())
    for name in there:
        print(f"{name:<12} {through_commands(data_sets.read(name))}", flush=True)
    return 0 if there else 1


def through_commands(data: DataSet) -> Quality:
    """Load the pages with `flask kb load` and ask with `flask kb search --queries`."""
    with TemporaryDirectory(prefix="kb-questions-") as folder:
        library = write_library(data.pages, Path(folder))
        queries = Path(folder) / "queries.jsonl"
        queries.write_text(
            "".join(json.dumps({"qid": q.qid, "text": q.text}) + "\n" for q in data.questions),
            encoding="utf-8",
        )
        instance = Instance(Path(folder) / "instance")
        started = perf_counter()
        instance.run("load", str(library))
        print(f"  loaded {len(data.pages)} originals in {perf_counter() - started:.1f} s")
        answers = instance.run("search", "--queries", str(queries), "--limit", str(LIMIT))
    found = dict(_pages_found(answers))
    return quality([rank_of(found[q.qid], q.answered_by) for q in data.questions])


def _pages_found(lines: str) -> Iterator[tuple[str, list[str]]]:
    """Yield (question id, originals found) and print how long the searches took."""
    times = []
    for line in lines.splitlines():
        answer = json.loads(line)
        times.append(answer["took_ms"])
        yield answer["qid"], [result["original"] for result in answer["results"]]
    p50, p95, p99 = (percentile(times, share) for share in (0.5, 0.95, 0.99))
    print(f"  {len(times)} searches: p50 {p50:.1f}, p95 {p95:.1f}, p99 {p99:.1f} ms")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sets", nargs="+", default=SETS, metavar="NAME", help="data sets")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
