"""From hits to results: the words come from the database, and only what is published now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kb.search.engine import Hit
from kb.search.excerpts import excerpt, find_words
from kb.services.notices.shown import shown_notices
from kb.services.search.printed import Printed, print_provisions, print_steps, print_things
from kb.services.search.results import Result
from kb.services.unit import Unit
from kb.vocabulary import ResultKind, ThingKind

EXCERPT_CHARS = 180


@dataclass(frozen=True)
class Lit:
    """What is lit up in a result: words of these stems, and words that begin `begun`."""

    stems: Collection[str] = ()
    begun: str = ""


def print_hits(unit: Unit, hits: Sequence[Hit], lit: Lit, *, limit: int) -> list[Result]:
    """Return the first `limit` hits as results, in order; what is not published is left out.

    A few hits at a time: mostly the first `limit` are all there, and the rest is never read.
    """
    found: list[Result] = []
    for start in range(0, len(hits), max(limit, 1)):
        some = hits[start : start + limit]
        printed = _print_all(unit, some)
        for hit in some:
            words = printed.get((hit.kind, hit.language, hit.key))
            if words is not None:
                found.append(_result(hit, words, lit))
        if len(found) >= limit:
            break
    return found[:limit]


def _print_all(unit: Unit, hits: Sequence[Hit]) -> dict[tuple[ResultKind, str, str], Printed]:
    """Return what is published of every hit, one round of queries a kind."""
    by_kind: dict[ResultKind, list[Hit]] = {}
    for hit in hits:
        by_kind.setdefault(hit.kind, []).append(hit)
    printed: dict[tuple[ResultKind, str, str], Printed] = {}
    for kind, some in by_kind.items():
        for (language, key), words in _print_kind(unit, kind, some).items():
            printed[kind, language, key] = words
    return printed


def _print_kind(
    unit: Unit, kind: ResultKind, hits: Sequence[Hit]
) -> dict[tuple[str, str], Printed]:
    keys = [hit.key for hit in hits]
    if kind is ResultKind.PROVISION:
        return print_provisions(unit, keys)
    if kind is ResultKind.STEP:
        return print_steps(unit, keys)
    if kind is ResultKind.NOTICE:
        told = {notice.slug for notice in shown_notices(unit)}  # some stand and are true no more
        keys = [key for key in keys if key in told]
    if kind is ResultKind.ANSWER:
        keys = [f"{hit.language}/{hit.key}" for hit in hits]
    return print_things(unit, ThingKind(kind), keys)


def _result(hit: Hit, words: Printed, lit: Lit) -> Result:
    original, _, rest = hit.key.partition("#")
    has_original = hit.kind in {ResultKind.ANSWER, ResultKind.PROVISION}
    return Result(
        kind=hit.kind,
        id=hit.key,
        language=hit.language,
        original=original if has_original else None,
        eid=rest if hit.kind is ResultKind.PROVISION else None,
        title=words.title,
        title_spans=find_words(words.title, lit.stems, begun=lit.begun),
        lead=words.lead,
        excerpt=excerpt(words.text, lit.stems, width=EXCERPT_CHARS, begun=lit.begun),
        score=round(hit.score, 4),
        mark=words.mark,
    )
