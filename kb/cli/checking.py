"""`flask kb check`: what the plain-language workshop says of the answers that are shown.

A high finding without an accepted reason ends it with status 1, so that a build can ask for none.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import click
from flask.cli import with_appcontext

from kb.cli.parts import house, plain_errors, show_progress
from kb.errors import NotFoundError
from kb.plain.fidelity import Severity
from kb.services.publishing.published import shown_revisions
from kb.services.review.findings.high_findings import Examined, HighFinding, Stand, examine
from kb.services.unit import Unit
from kb.services.workshop.checking import LANGUAGE
from kb.services.workshop.workshop import Workshop
from kb.vocabulary import ThingKind

SHOWN = {
    "high": (Severity.HIGH,),
    "medium": (Severity.HIGH, Severity.MEDIUM),
    "low": tuple(Severity),
}


@click.command()
@click.argument("keys", nargs=-1, metavar="[LANGUAGE/ORIGINAL#ANSWER]…")
@click.option(
    "--severity",
    type=click.Choice(list(SHOWN)),
    default="medium",
    show_default=True,
    help="Least severity of the findings that are listed.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object an answer, with all of it.")
@with_appcontext
@plain_errors
def check(keys: tuple[str, ...], severity: str, *, as_json: bool) -> None:
    """Compare answers with the law they stand for, and look for plainer words. Changes nothing.

    Ends with status 1 where a high finding has no accepted reason.
    """
    workshop, totals = house().workshop, Counter[str]()
    with house().store.read() as unit:
        for key, found in _examined(unit, workshop, keys):
            totals.update({one.severity.value: 1 for one in found.checked.findings})
            totals.update(answers=1, blocking=len(found.blocking))
            click.echo(
                json.dumps({"answer": key, **_values(found)}, ensure_ascii=False)
                if as_json
                else "\n".join(_lines(key, found, SHOWN[severity]))
            )
    if not as_json:
        graver = ", ".join(f"with {name} findings {totals[name]}" for name in ("high", "medium"))
        click.echo(f"Answers checked: {totals['answers']}; {graver}.")
    if totals["blocking"]:
        click.echo(f"High findings without an accepted reason: {totals['blocking']}.", err=True)
        raise SystemExit(1)


def _examined(
    unit: Unit, workshop: Workshop, keys: Sequence[str]
) -> Iterator[tuple[str, Examined]]:
    shown = shown_revisions(unit, ThingKind.ANSWER, keys or None)
    for key in keys:
        if key not in shown:
            raise NotFoundError(f"No answer “{key}” is published. Write it as en/original#answer.")
    own = {key: one for key, one in shown.items() if keys or one.language == LANGUAGE}
    for done, (key, revision) in enumerate(sorted(own.items())):
        show_progress(done, len(own), key)
        if found := examine(unit, workshop, revision):
            yield key, found
    show_progress(len(own), len(own), "")


def _lines(key: str, found: Examined, severities: Sequence[Severity]) -> Iterator[str]:
    checked = found.checked
    yield f"{key}: reading grade {checked.grade:g}, {checked.seconds} s aloud"
    if not checked.reads_grammar:
        yield f"  only English ({LANGUAGE}) is compared with its law"
    for high in found.high:
        yield from _high_lines(high)
    for one in checked.findings:
        if one.severity in severities and one.severity is not Severity.HIGH:
            yield f"  {one.severity:<6} {one.kind}: {one.says}"
    for remark in checked.remarks:
        words = checked.heard[remark.start : remark.end]
        yield f"  plainer {remark.check}: “{words}”. {remark.says}"


def _high_lines(high: HighFinding) -> Iterator[str]:
    """Yield a finding as people read it, then by the words that a file names it by."""
    one = high.finding
    yield f"  {one.severity:<6} {one.kind}: {one.says}"
    if high.stand is Stand.ACCEPTED:
        yield f"         accepted by {high.verdict.by}: {high.reason}"
        return
    law, plain = one.law_words or "none", one.plain_words or "none"
    yield f"         no accepted reason; kind: {one.kind}; law: {law}; plain: {plain}"


def _values(found: Examined) -> dict[str, Any]:
    checked = found.checked
    stands = {one.finding.key: one.stand for one in found.high}
    return {
        "grade": checked.grade,
        "seconds": checked.seconds,
        "findings": [
            {"kind": one.kind, "sort": one.sort, "severity": one.severity, "says": one.says}
            | {"law": one.law_words, "plain": one.plain_words}
            | {"reason": stands.get(one.key, "")}
            for one in checked.findings
        ],
        "remarks": [
            {"check": one.check, "start": one.start, "end": one.end, "says": one.says}
            for one in checked.remarks
        ],
    }
