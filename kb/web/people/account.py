"""Signing in and out, one's sessions, one's password."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.errors import InvalidError, NotAllowedError
from kb.services.people import sign_in as signing
from kb.services.people.sessions import (
    end_other_sessions,
    end_session,
    my_sessions,
)
from kb.services.people.sessions import sign_out as leave
from kb.web.desks.home import CALL_SCREEN, first_page
from kb.web.frame import event_date, sessions
from kb.web.frame.actor import actor, public, viewer
from kb.web.frame.house import house
from kb.web.frame.returning import kept_form, return_path, send_again_page, sign_in_page
from kb.web.people.browser_names import browser_name

blueprint = Blueprint("account", __name__)
blueprint.add_app_template_filter(browser_name)


@blueprint.get("/sign-in")
@public
def sign_in() -> Response:
    """Show the sign-in form; whoever is signed in goes on."""
    target = return_path(request.args.get("next", "/"))
    return redirect(target, 303) if viewer() else sign_in_page(200, target=target)


@blueprint.post("/sign-in")
@public
def check_sign_in() -> Response:
    """Sign in, and go on to where the person was, with the form they had written."""
    target, kept = return_path(request.form.get("next", "/")), kept_form()
    try:
        who = signing.sign_in(house().store, _credentials(), demo=house().settings.demo)
    except NotAllowedError as error:
        return sign_in_page(401, error=str(error), kept=kept, target=target)
    if kept is not None:
        return sessions.begin(who, lambda: send_again_page(200, kept))
    first = first_page(who) if target == CALL_SCREEN else target
    return sessions.begin(who, lambda: redirect(first, 303))


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """End this session, here and on the server."""
    visit = sessions.visit()
    if visit is not None:
        with house().store.change() as unit:
            leave(unit, actor(), visit.id)
    return event_date.forget(sessions.forget(redirect(url_for("account.sign_in"), 303)))


@blueprint.get("/sessions")
def list_sessions() -> Response:
    """Show the person's own sessions."""
    with house().store.read() as unit:
        mine = my_sessions(unit, actor(), lifetime=sessions.lifetime(house().settings))
    here = sessions.visit()
    return make_response(render_template("account/sessions.html", sessions=mine, here=here))


@blueprint.post("/sessions/<int:session_id>/end")
def end_one(session_id: int) -> Response:
    """End one of the person's own sessions."""
    with house().store.change() as unit:
        end_session(unit, actor(), session_id)
    flash("That session has ended.")
    return redirect(url_for("account.list_sessions"), 303)


@blueprint.post("/sessions/end-others")
def end_others() -> Response:
    """End all of the person's sessions but this one."""
    here = sessions.visit()
    with house().store.change() as unit:
        count = end_other_sessions(unit, actor(), keep_id=here.id if here else None)
    flash(f"{count} other session{'' if count == 1 else 's'} ended.")
    return redirect(url_for("account.list_sessions"), 303)


@blueprint.get("/password")
def password() -> Response:
    """Show the form for a new password."""
    return _password_page(200)


@blueprint.post("/password")
def change_password() -> Response:
    """Set a new password: every session ends, and this browser gets a new one."""
    wanted = request.form.get("new_password", "")
    try:
        signing.change_own_password(
            house().store,
            actor(),
            _credentials(request.form.get("current_password", "")),
            new_password=wanted,
            demo=house().settings.demo,
        )
    except (InvalidError, NotAllowedError) as error:
        return _password_page(400, error)
    return sessions.begin(actor(), lambda: redirect(url_for("account.list_sessions"), 303))


def _password_page(status: int, error: Exception | None = None) -> Response:
    page = render_template(
        "account/password.html",
        current_error=str(error) if isinstance(error, NotAllowedError) else "",
        new_error=str(error) if isinstance(error, InvalidError) else "",
    )
    return make_response(page, status)


def _credentials(current: str | None = None) -> signing.Credentials:
    """Return what was typed to sign in, or with `current` the signed-in person's password."""
    name = request.form.get("name", "") if current is None else actor().name
    given = request.form.get("password", "") if current is None else current
    return signing.Credentials(name, given, request.remote_addr or "")
