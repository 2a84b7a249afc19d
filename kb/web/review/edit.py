"""The editor of one thing. Every button is a form's: it works without scripts, and keeps all words.

`do` says what was pressed. Whatever it is, the words are saved first; what is wrong with them is
told beside them, and nothing is lost to a mistake, a conflict or an ended session.
"""

from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, flash, jsonify, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from kb.errors import ConflictError
from kb.services.review.editor import (
    BESIDE_LAW,
    Editor,
    check_copy,
    original_of,
    read_editor,
    submit_copy,
)
from kb.services.review.findings.looking import Look, look_at_copy
from kb.services.review.findings.reasons import ReasonsError
from kb.services.review.forms import FieldProblem, Fields
from kb.services.review.forms.answer import read_reasons
from kb.services.review.law_side import switch_edition
from kb.services.review.merging import what_differs
from kb.services.review.working_copies import (
    AtWork,
    Copy,
    based_on,
    discard_copy,
    open_copy,
    others_at_work,
    save_copy,
)
from kb.vocabulary import ThingKind
from kb.web.frame.actor import actor
from kb.web.frame.filters import instant
from kb.web.frame.house import house
from kb.web.review.fields import add_piece, move_piece_up, posted_fields
from kb.web.review.helping import (
    DEEDS,
    LOOKING,
    has_endpoint,
    is_for_panel_alone,
    page_help,
    panel_of,
    press_help,
)
from kb.web.review.places import deed_address, kind_named, review_address

blueprint = Blueprint("edit", __name__)
ROUTE = "/edit/<kind>/<path:key>"


@blueprint.get(ROUTE)
def edit(kind: str, key: str) -> str:
    """Show the words as the person left them, or the newest ones; `edition` picks the law."""
    with house().store.read() as unit:
        day = request.args.get("edition", "")
        page = read_editor(unit, actor(), kind_named(kind), key, day=day)
    return _shown(page)


@blueprint.post(ROUTE)
def press(kind: str, key: str) -> Response:
    """Save, and then do what was pressed."""
    named = kind_named(kind)
    deed, _, what = request.form.get("do", "save").partition(":")
    without_saving = {
        "discard": _discard,
        "confirm": _submit,
        "preview": _preview,
        "look": _look,
    }.get(deed)
    if without_saving:
        return without_saving(named, key)
    if deed in LOOKING and is_for_panel_alone():
        return _help(named, key)
    try:
        copy = _save(named, key, deed, what)
    except ConflictError as error:
        is_script = deed == "autosave" or is_for_panel_alone()
        return _in_conflict(named, key, error, is_script=is_script)
    if deed == "autosave":
        return _saved(copy)
    return _after_saving(copy, deed, what)


def _after_saving(copy: Copy, deed: str, what: str) -> Response:
    """Do what was pressed to words that are saved, and show the page where the eye goes next."""
    if deed in DEEDS:
        return press_help(copy, deed, what)
    if deed in {"check", "submit"}:
        return _checked(copy, submits=deed == "submit")
    return redirect(_address(copy.kind, copy.key) + _landing(deed, copy), 303)


def _save(kind: ThingKind, key: str, deed: str, what: str) -> Copy:
    """Keep the words of the form, with a piece more or in another place if that was pressed."""
    fields = posted_fields(kind, request.form)
    if deed == "add":
        fields = add_piece(fields, what)
    elif deed == "up":
        fields = move_piece_up(fields, what)
    with house().store.touch() as unit:
        copy = open_copy(unit, actor(), kind, key)
        if deed == "edition" and kind in BESIDE_LAW:
            slug = original_of(copy)
            fields = switch_edition(unit, slug, fields, request.form.get("to_edition", ""))
        if copy.saved_at is None:
            copy = replace(copy, based_on=based_on(unit, copy, request.form.get("based_on", "")))
        version = request.form.get("version")
        return save_copy(unit, actor(), copy, fields, version=version)


def _saved(copy: Copy) -> Response:
    """Tell the page when it was saved, and who else is there."""
    with house().store.read() as unit:
        others = others_at_work(unit, actor(), copy.kind, copy.key)
    return make_response(jsonify(version=copy.version, saved=_clock(copy), others=_told(others)))


def _told(others: tuple[AtWork, ...]) -> list[dict[str, str | bool]]:
    zone = house().settings.zone
    return [
        {"name": one.name, "since": instant(one.since, zone), "submitted": one.is_submitted}
        for one in others
    ]


def _clock(copy: Copy) -> str:
    return instant(copy.saved_at, house().settings.zone) if copy.saved_at else ""


def _in_conflict(kind: ThingKind, key: str, error: ConflictError, *, is_script: bool) -> Response:
    """Another window saved first: show both texts; saving again puts this one over that one."""
    if is_script:
        return make_response(jsonify(what=str(error)), HTTPStatus.CONFLICT)
    fields = posted_fields(kind, request.form)
    with house().store.read() as unit:
        page = read_editor(unit, actor(), kind, key)
        other = what_differs(unit, page.copy, fields)
    told = (FieldProblem("", str(error), "What differs is listed below."),)
    return _page(_with_fields(page, fields), told, HTTPStatus.CONFLICT, other=other)


def _preview(kind: ThingKind, key: str) -> Response:
    """Tell the open page how its words are read; nothing is saved by it."""
    fields = posted_fields(kind, request.form)
    with house().store.read() as unit:
        copy = replace(open_copy(unit, actor(), kind, key), fields=fields)
        record, problems = check_copy(unit, copy)
    words = {"kind": kind, "found": record, "problems": problems}
    return make_response(render_template("edit/_checked.html", **words))


def _look(kind: ThingKind, key: str) -> Response:
    """Tell the open page what its words say against the law; nothing is saved by it."""
    fields = posted_fields(kind, request.form)
    with house().store.read() as unit:
        copy = replace(open_copy(unit, actor(), kind, key), fields=fields)
        look = look_at_copy(unit, house().workshop, copy)
    reasons = read_reasons(fields)
    return make_response(render_template("edit/_look.html", look=look, reasons=reasons))


def _help(kind: ThingKind, key: str) -> Response:
    """Tell the open page what the panel says of its words; nothing is saved by it."""
    fields = posted_fields(kind, request.form)
    with house().store.read() as unit:
        copy = replace(open_copy(unit, actor(), kind, key), fields=fields)
    return panel_of(copy)


def _checked(copy: Copy, *, submits: bool) -> Response:
    """Say what is wrong with the words; submit them if they are right and that is wanted."""
    with house().store.read() as unit:
        record, problems = check_copy(unit, copy)
        page = read_editor(unit, actor(), copy.kind, copy.key)
        look = look_at_copy(unit, house().workshop, copy)
    problems += look.problems if look else ()
    if submits and not problems:
        return _submit(copy.kind, copy.key)
    if problems:
        return _page(page, problems, HTTPStatus.UNPROCESSABLE_ENTITY, look=look)
    return make_response(_shown(page, found=record, look=look))


def _submit(kind: ThingKind, key: str) -> Response:
    """Put the saved words to review; where somebody was first, show what to put together."""
    workshop = house().workshop
    try:
        with house().store.change() as unit:
            revision_id = submit_copy(unit, actor(), kind, key, workshop=workshop).id
    except ConflictError:
        return redirect(deed_address("merge", kind, key), 303)
    except ReasonsError as error:
        return _without_reasons(kind, key, error)
    flash("Submitted. Somebody who wrote none of it reviews it now.")
    return redirect(review_address(revision_id), 303)


def _without_reasons(kind: ThingKind, key: str, error: ReasonsError) -> Response:
    """Show the words with the findings that have to be mended or explained first."""
    with house().store.read() as unit:
        page = read_editor(unit, actor(), kind, key)
        look = look_at_copy(unit, house().workshop, page.copy)
    return _page(page, error.problems, HTTPStatus.UNPROCESSABLE_ENTITY, look=look)


def _discard(kind: ThingKind, key: str) -> Response:
    with house().store.touch() as unit:
        discard_copy(unit, actor(), kind, key)
    flash("Your working copy is gone. What is published was not touched.")
    return redirect("/bench", 303)


def _page(
    page: Editor,
    problems: tuple[FieldProblem, ...],
    status: HTTPStatus,
    *,
    other: tuple[object, ...] = (),
    look: Look | None = None,
) -> Response:
    return make_response(_shown(page, problems=problems, other=other, look=look), status)


def _shown(page: Editor, **words: object) -> str:
    """Return the page; the panel beside it shows what was asked for, and a draft that waits."""
    beside = {"help": page_help(page.copy), "can_ask": has_endpoint()}
    words["reasons"] = read_reasons(page.copy.fields)
    return render_template("edit/edit.html", page=page, **beside, **words)


def _with_fields(page: Editor, fields: Fields) -> Editor:
    return replace(page, copy=replace(page.copy, fields=fields))


def _address(kind: ThingKind, key: str) -> str:
    return deed_address("edit", kind, key)


def _landing(deed: str, copy: Copy) -> str:
    """Return where on the page the eye goes after a press."""
    if deed == "add":
        return f"#piece-{len(copy.fields.get('piece_kind', ()))}"
    return {"edition": "#law", "up": "#pieces", "law": "#law"}.get(deed, "")
