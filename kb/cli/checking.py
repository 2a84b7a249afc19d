"""`flask kb check`: what the plain-language workshop says of the answers that are shown."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import click
from flask.cli import with_appcontext

from kb.cli.parts import house, plain_errors, show_progress
from kb.errors import NotFoundError
from kb.importers.content import unpack
from kb.importers.records import AnswerRecord
from kb.plain.fidelity import Severity
from kb.services.publishing.published import shown_revisions
from kb.services.unit import Unit
from kb.services.workshop.checking import LANGUAGE, Checked, check_answer
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
    """Compare answers with the law they stand for, and look for plainer words. Changes nothing."""
    workshop, totals = house().workshop, Counter[str]()
    with house().store.read() as unit:
        for key, checked in _checked(unit, workshop, keys):
            totals.update({one.severity.value: 1 for one in checked.findings})
            totals["answers"] += 1
            click.echo(
                json.dumps({"answer": key, **_values(checked)}, ensure_ascii=False)
                if as_json
                else "\n".join(_lines(key, checked, SHOWN[severity]))
            )
    if not as_json:
        graver = ", ".join(f"with {name} findings {totals[name]}" for name in ("high", "medium"))
        click.echo(f"Answers checked: {totals['answers']}; {graver}.")


def _checked(unit: Unit, workshop: Workshop, keys: Sequence[str]) -> Iterator[tuple[str, Checked]]:
    shown = shown_revisions(unit, ThingKind.ANSWER, keys or None)
    for key in keys:
        if key not in shown:
            raise NotFoundError(f"No answer “{key}” is published. Write it as en/original#answer.")
    own = {key: one for key, one in shown.items() if keys or one.language == LANGUAGE}
    for done, (key, revision) in enumerate(sorted(own.items())):
        show_progress(done, len(own), key)
        yield key, check_answer(unit, workshop, unpack(AnswerRecord, revision.content))
    show_progress(len(own), len(own), "")


def _lines(key: str, checked: Checked, severities: Sequence[Severity]) -> Iterator[str]:
    yield f"{key}: reading grade {checked.grade:g}, {checked.seconds} s aloud"
    if not checked.reads_grammar:
        yield f"  only English ({LANGUAGE}) is compared with its law"
    for one in checked.findings:
        if one.severity in severities:
            yield f"  {one.severity:<6} {one.kind}: {one.says}"
    for remark in checked.remarks:
        words = checked.heard[remark.start : remark.end]
        yield f"  plainer {remark.check}: “{words}”. {remark.says}"


def _values(checked: Checked) -> dict[str, Any]:
    return {
        "grade": checked.grade,
        "seconds": checked.seconds,
        "findings": [
            {"kind": one.kind, "sort": one.sort, "severity": one.severity, "says": one.says}
            for one in checked.findings
        ],
        "remarks": [
            {"check": one.check, "start": one.start, "end": one.end, "says": one.says}
            for one in checked.remarks
        ],
    }
