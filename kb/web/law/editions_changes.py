"""What an edition changes: sizes decided page by page, what it touches, how ready we are."""

from collections.abc import Callable, Mapping
from csv import writer
from http import HTTPStatus
from io import StringIO
from urllib.parse import urlencode

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from kb.errors import InvalidError
from kb.services.editions.changes import Given, read_changes, save_sizes
from kb.services.editions.comparing import compare_released
from kb.services.editions.read_impact import (
    COLUMNS,
    ImpactPage,
    impact_rows,
    note_impact_export,
    read_impact,
)
from kb.services.editions.readiness import read_readiness
from kb.web.frame.actor import actor
from kb.web.frame.house import house

blueprint = Blueprint("editions_changes", __name__)
BESIDE = "beside"
MOST_ROWS = 200  # of one form; a page holds fewer


@blueprint.get("/o/<original>/compare")
def compare(original: str) -> str:
    """Show what changed between two released editions, to everybody."""
    ask = request.args
    with house().store.read() as unit:
        page = compare_released(
            unit,
            actor(),
            original,
            old=ask.get("from", ""),
            new=ask.get("to", ""),
            kind=ask.get("kind", ""),
            number=_number(ask.get("page", "")),
        )
    return render_template("editions/compare.html", page=page, view=_view(ask.get("view", "")))


@blueprint.get("/editions/<int:edition_id>/changes")
def changes(edition_id: int) -> str:
    """Show one page of changes, with what was decided of each."""
    ask = request.args
    kind, number = ask.get("kind", ""), _number(ask.get("page", ""))
    with house().store.read() as unit:
        page = read_changes(unit, actor(), edition_id, kind=kind, number=number)
    return render_template("editions/changes.html", page=page, view=_view(ask.get("view", "")))


@blueprint.post("/editions/<int:edition_id>/changes")
def decide(edition_id: int) -> BaseResponse | tuple[str, int]:
    """Keep the decisions of one page; what is wrong with one comes back beside it."""
    form = request.form
    kind, number = form.get("kind", ""), _number(form.get("page", ""))
    given, view = _given(), _view(form.get("view", ""))
    with house().store.change() as unit:
        saved = save_sizes(unit, actor(), edition_id, given, accept="accept" in form)
        page = read_changes(
            unit,
            actor(),
            edition_id,
            kind=kind,
            number=number,
            given=given,
            wrong=saved.wrong,
        )
    if saved.wrong:
        words = {"page": page, "view": view, "saved": _saved(saved.kept) if saved.kept else ""}
        return render_template("editions/changes.html", **words), BAD
    flash(_saved(saved.kept))
    query = urlencode({"kind": page.kind, "view": view, "page": page.number})
    return redirect(f"/editions/{edition_id}/changes?{query}", 303)


@blueprint.get("/editions/<int:edition_id>/impact")
def impact(edition_id: int) -> str:
    """Show what the edition will outdate; nothing is published by opening this."""
    with house().store.read() as unit:
        page = read_impact(unit, actor(), edition_id)
    return render_template("editions/impact.html", page=page)


@blueprint.post("/editions/<int:edition_id>/impact/export")
def export_impact(edition_id: int) -> Response:
    """Send the same as a file; that it was taken is recorded first."""
    file_format = request.form.get("format", "")
    if file_format not in FILES:
        raise InvalidError("The impact can be had as csv or as json. Choose one of them.")
    with house().store.change() as unit:
        note_impact_export(unit, actor(), edition_id, file_format)
    with house().store.read() as unit:
        page = read_impact(unit, actor(), edition_id)
    answer = FILES[file_format](page)
    name = f"impact-{page.head.slug}-{page.head.in_force_from}.{file_format}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@blueprint.get("/editions/<int:edition_id>/readiness")
def readiness(edition_id: int) -> str:
    """Show how ready answers, steps and people are for the day of an edition."""
    with house().store.read() as unit:
        page = read_readiness(unit, actor(), edition_id)
    return render_template("editions/readiness.html", page=page)


def _saved(kept: int) -> str:
    if not kept:
        return "Nothing was saved: no decision on this page is new."
    return f"{kept} decision{'' if kept == 1 else 's'} saved."


BAD = HTTPStatus.BAD_REQUEST


def _as_table(page: ImpactPage) -> Response:
    text = StringIO()
    rows = [COLUMNS, *impact_rows(page)]
    writer(text).writerows([_harmless(cell) for cell in row] for row in rows)
    return Response(text.getvalue(), mimetype="text/csv")


def _as_values(page: ImpactPage) -> Response:
    """Give what the command prints."""
    return jsonify(page.impact.as_values())


FILES: Mapping[str, Callable[[ImpactPage], Response]] = {"csv": _as_table, "json": _as_values}


def _given() -> dict[str, Given]:
    """Return {change key: what was said}, row by row as the form numbers them."""
    form = request.form
    found: dict[str, Given] = {}
    for row in range(1, MOST_ROWS + 1):
        key = form.get(f"key-{row}")
        if key is not None:
            found[key] = Given(
                size=form.get(f"size-{row}", ""),
                reason=form.get(f"reason-{row}", ""),
                concerns=form.get(f"concerns-{row}", ""),
                touches=tuple(form.getlist(f"touch-{row}")),
            )
    return found


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP: CSV injection)."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1  # noqa: PLR2004 - no text has a million pages


def _view(text: str) -> str:
    return BESIDE if text == BESIDE else "inline"
