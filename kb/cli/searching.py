"""`flask kb search`: the same search as agents use, for people and for scripts."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from kb.cli.parts import house, indexer, plain_errors
from kb.errors import InvalidError
from kb.services.actor import OPERATOR
from kb.services.search import Result, SearchPage, search
from kb.vocabulary import ResultKind

MOST_RESULTS = 100


@click.command("search")
@click.argument("words", nargs=-1)
@click.option(
    "--queries",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='Ask every line of a file: {"qid": …, "text": …}; one line out for each.',
)
@click.option("--limit", type=click.IntRange(1, MOST_RESULTS), default=10, show_default=True)
@click.option("--kind", type=click.Choice([kind.value for kind in ResultKind]), multiple=True)
@click.option("--language", default="", help="Language of what is said, for example en.")
@click.option(
    "--as-of",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="DATE",
    help="Search the law of this day, with the best answers approved for it today: 2025-07-01.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of lines to read.")
@with_appcontext
@plain_errors
def search_command(  # noqa: PLR0913 - one for each option
    words: tuple[str, ...],
    queries: Path | None,
    limit: int,
    kind: tuple[str, ...],
    language: str,
    *,
    as_of: datetime | None,
    as_json: bool,
) -> None:
    """Search for WORDS as an agent does."""
    if bool(words) == bool(queries):
        raise click.UsageError("Give WORDS to search for, or --queries FILE.")
    indexer().catch_up()
    ask = partial(
        _ask,
        limit=limit,
        kinds=[ResultKind(name) for name in kind],
        language=language,
        as_of=as_of.date() if as_of else None,
    )
    if queries:
        for qid, text in _read_queries(queries):
            page = ask(text)
            click.echo(json.dumps({"qid": qid, **as_values(page)}, ensure_ascii=False))
        return
    page = ask(" ".join(words))
    click.echo(json.dumps(as_values(page), ensure_ascii=False) if as_json else _as_lines(page))


def as_values(page: SearchPage) -> dict[str, Any]:
    """Return a page of results as the JSON values that commands print."""
    return {"took_ms": page.took_ms, "results": [_result_values(one) for one in page.results]}


def _result_values(result: Result) -> dict[str, Any]:
    return {
        "kind": result.kind.value,
        "id": result.id,
        "original": result.original,
        "eid": result.eid,
        "language": result.language,
        "title": result.title,
        "score": result.score,
    }


def _ask(
    text: str, *, limit: int, kinds: list[ResultKind], language: str, as_of: date | None
) -> SearchPage:
    parts = house()
    with parts.store.read(as_of=as_of) as unit:
        return search(
            unit, OPERATOR, parts.engine, text, limit=limit, kinds=kinds, language=language
        )


def _read_queries(file: Path) -> Iterator[tuple[Any, str]]:
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidError(f"{file} cannot be read as UTF-8 text. Save it as UTF-8.") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            query = json.loads(line)
            yield query["qid"], str(query["text"])
        except (ValueError, KeyError, TypeError) as error:
            raise InvalidError(
                f'{file}:{number}: this is no query. Write {{"qid": …, "text": …}} on one line.'
            ) from error


def _as_lines(page: SearchPage) -> str:
    if not page.results:
        return "Nothing found. Try fewer words, or the customer's own."
    lines = [f"Searched for: {page.searched_for}"] if page.was_corrected else []
    for result in page.results:
        mark = " (the law changed)" if result.mark == "outdated" else ""
        lines += [
            f"{result.kind.value:<13} {result.title}{mark}",
            f"{'':<13} {result.lead}",
            f"{'':<13} {result.id}",
        ]
    return "\n".join(lines)
