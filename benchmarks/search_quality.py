"""The scorecard of search: how high the right page stands, beside plain BM25 in the same run.

    python -m benchmarks.search_quality                    every set that is there
    python -m benchmarks.search_quality --sets condqa shipped
    python -m benchmarks.search_quality --misses 20 --sets doc2dial   what went wrong

All documents of a set are indexed together; a page counts at the place of its first passage. The
words go the product's way (understanding, mended spelling, the engine's ranking over what the
product indexes); "shipped" asks the library that ships through the whole search service. Plain BM25
is SQLite FTS5 over the same passages, titles and headings, stemmed, without stop words.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from time import process_time

from benchmarks import asking, data_sets, fts5, shipped
from benchmarks.as_documents import NOW, to_changes
from benchmarks.data_sets import DataSet, Page, Question
from benchmarks.measures import Quality, machine, quality, rank_of
from benchmarks.resident import ResidentEngine
from benchmarks.sections import write_section

LIMIT = 50
"""Passages asked for: enough for ten pages of several passages each."""
SHIPPED = "shipped"
OURS = "ours"
TITLE = "## The scorecard of search"
HEAD = (
    "| set | questions | how | hit@1 | hit@3 | hit@5 | MRR@10 | nothing found |\n"
    "| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: |"
)

Ask = Callable[[Question], Iterable[str]]
"""Returns the pages found, best first; a page may come again."""


@dataclass(frozen=True)
class Asked:
    """A question with the pages that were found, each once, best first."""

    question: Question
    pages: tuple[str, ...]

    @property
    def rank(self) -> int | None:
        """The rank of the first right page, from 1."""
        return rank_of(self.pages, self.question.answered_by)


def main() -> int:
    """Print the scorecard of every wanted set that is there."""
    wanted = _arguments()
    lines = [f"{TITLE}\n\n`python -m benchmarks.search_quality`. {machine()}", "", HEAD]
    print("\n".join(lines), flush=True)
    missed: list[Asked] = []
    for name in wanted.sets:
        started = process_time()
        if name != SHIPPED and not data_sets.is_there(name):
            print(f"{name}: not measured, it is not in {data_sets.folder()}.")
            continue
        measured = _shipped() if name == SHIPPED else _public(data_sets.read(name))
        for how, asked in measured.items():
            lines.append(_row(name, how, asked))
            print(lines[-1], flush=True)
        missed += [one for one in measured[OURS] if one.rank != 1]
        print(f"  ({name}: {process_time() - started:.1f} s of processor)", file=sys.stderr)
    _print_misses(missed[: wanted.misses])
    if wanted.write:
        write_section(wanted.write, TITLE, "\n".join(lines))
    return 0


def _public(data: DataSet) -> dict[str, list[Asked]]:
    plain, ours = _plain(data.pages), _ours(data.pages)
    return {
        "plain BM25": _asked(data.questions, plain),
        OURS: _asked(data.questions, ours),
        "ours, a slip in each": _asked(_with_slips(data.questions), ours),
    }


def _shipped() -> dict[str, list[Asked]]:
    with shipped.asking() as ask:
        return {
            OURS: _asked(shipped.questions(held=False), ask),
            "ours, kept aside": _asked(shipped.questions(held=True), ask),
        }


def _asked(questions: Sequence[Question], ask: Ask) -> list[Asked]:
    return [Asked(one, tuple(dict.fromkeys(ask(one)))) for one in questions]


def _plain(pages: Sequence[Page]) -> Ask:
    """Return a search of SQLite FTS5 over the passages of `pages`."""
    database = fts5.fill(pages)
    owners = [page.slug for page in pages for _ in page.passages]
    return lambda one: (owners[row - 1] for row in fts5.ask(database, one.text, limit=LIMIT))


def _ours(pages: Sequence[Page]) -> Ask:
    """Return the product's search over the documents that it would index of `pages`."""
    engine = ResidentEngine(NOW)
    changes = to_changes(pages)
    engine.rebuild(changes, len(changes))
    return lambda one: (
        hit.key.partition("#")[0] for hit in asking.find(engine, one.text, limit=LIMIT)
    )


def _with_slips(questions: Sequence[Question]) -> list[Question]:
    """Return the questions with a slip in one word of each; the same slips in each run."""
    chance = Random(data_sets.SEED)
    return [replace(one, text=asking.with_a_slip(one.text, chance)) for one in questions]


def _row(name: str, how: str, asked: Sequence[Asked]) -> str:
    measured: Quality = quality([one.rank for one in asked])
    nothing = sum(not one.pages for one in asked) / len(asked)
    return (
        f"| {name} | {len(asked):,} | {how} | {measured.hit_1:.3f} | {measured.hit_3:.3f} "
        f"| {measured.hit_5:.3f} | {measured.mrr_10:.3f} | {nothing:.3f} |"
    )


def _print_misses(missed: Sequence[Asked]) -> None:
    """Print questions whose right page is not first, and what stood there."""
    for one in missed:
        right = ", ".join(sorted(one.question.answered_by))
        print(f"  {one.rank or '-':>3}  {one.question.text}\n       right: {right}")
        print(f"       found: {', '.join(one.pages[:3])}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    every = (*data_sets.QUESTION_SETS, SHIPPED)
    parser.add_argument("--sets", nargs="+", choices=every, default=every, metavar="NAME")
    parser.add_argument(
        "--misses", type=int, default=0, metavar="N", help="print N that went wrong"
    )
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the section into FILE")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
