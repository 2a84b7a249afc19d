"""The record of every change: a page with filters, and a file of what they show."""

from collections.abc import Iterator, Mapping
from datetime import date
from http import HTTPStatus

from flask import Blueprint, Response, render_template, request, stream_with_context

from kb.errors import InvalidError
from kb.services.record.exporting import Format, note_export, written
from kb.services.record.reading import Wanted, iterate_record, read_record
from kb.web.frame.actor import actor
from kb.web.frame.house import house

blueprint = Blueprint("audit", __name__)
TYPES = {Format.CSV: "text/csv", Format.JSON: "application/x-ndjson"}


@blueprint.get("/audit")
def record() -> str:
    """Show the newest entries that the filters ask for."""
    wanted, before = _wanted(request.args), _number(request.args.get("before", ""))
    with house().store.read() as unit:
        page = read_record(unit, actor(), wanted, before=before)
    return render_template("audit/record.html", page=page, wanted=wanted, before=before)


@blueprint.post("/audit/export")
def export() -> Response:
    """Send what the filters ask for as a file; that it was taken is recorded first."""
    wanted, file_format = _wanted(request.form), _format(request.form.get("format", ""))
    with house().store.change() as unit:
        last = note_export(unit, actor(), wanted, file_format)
    name = f"audit-to-{last}.{file_format}"
    return Response(
        stream_with_context(_lines(wanted, last, file_format)),
        HTTPStatus.OK,
        {"Content-Disposition": f'attachment; filename="{name}"'},
        content_type=f"{TYPES[file_format]}; charset=utf-8",
    )


def _lines(wanted: Wanted, last: int, file_format: Format) -> Iterator[str]:
    with house().store.read() as unit:
        yield from written(iterate_record(unit, wanted, last=last), file_format)


def _wanted(given: Mapping[str, str]) -> Wanted:
    return Wanted(
        first=_day(given.get("first", "")),
        last=_day(given.get("last", "")),
        verb=given.get("verb", "").strip(),
        thing=given.get("thing", "").strip(),
        actor=given.get("actor", "").strip(),
        act=_number(given.get("act", "")),
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidError(f"“{text[:40]}” is no day. Write it as 2026-04-01.") from None


def _number(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < len("9999999999")):
        raise InvalidError(f"“{text[:40]}” is no number of an entry. Write it in digits.")
    return int(text)


def _format(text: str) -> Format:
    if text not in set(Format):
        raise InvalidError("The record can be had as csv or as json. Choose one of them.")
    return Format(text)
