"""Packages: one act that amends several originals, published as one."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from kb.services.editions import packages
from kb.services.editions.read_package import read_package, require_writer
from kb.web.frame.actor import actor
from kb.web.frame.house import house

blueprint = Blueprint("packages", __name__)


@blueprint.get("/editions/packages/new")
def new() -> str:
    """Open the form for a package."""
    require_writer(actor())
    return render_template("editions/package_form.html")


@blueprint.post("/editions/packages/")
def make() -> Response:
    """Make a package."""
    form = request.form
    with house().store.change() as unit:
        made = packages.make_package(
            unit, actor(), form.get("title", ""), form.get("in_force_from", "")
        ).id
    return redirect(f"/editions/packages/{made}", 303)


@blueprint.get("/editions/packages/<int:package_id>")
def show(package_id: int) -> str:
    """Show a package with its members and what each still needs."""
    eyes = house().settings.second_eyes
    with house().store.read() as unit:
        view = read_package(unit, actor(), package_id, second_eyes=eyes)
    return render_template("editions/package.html", view=view)


@blueprint.post("/editions/packages/<int:package_id>/add")
def add(package_id: int) -> Response:
    """Put an original into a package."""
    return _do(package_id, packages.add_to_package, "Added.", slug=request.form.get("slug", ""))


@blueprint.post("/editions/packages/<int:package_id>/take-out")
def take_out(package_id: int) -> Response:
    """Take an original out of a package."""
    slug = request.form.get("slug", "")
    return _do(package_id, packages.take_from_package, "Taken out: its draft stays.", slug=slug)


@blueprint.post("/editions/packages/<int:package_id>/publish")
def publish(package_id: int) -> Response:
    """Publish every member, or none."""
    eyes = house().settings.second_eyes
    done = "Published: all of it goes live together."
    return _do(package_id, packages.publish_package, done, second_eyes=eyes)


@blueprint.post("/editions/packages/<int:package_id>/release")
def release(package_id: int) -> Response:
    """Let agents see every coming member."""
    return _do(package_id, packages.release_package, "Released: agents see it as coming.")


@blueprint.post("/editions/packages/<int:package_id>/withdraw")
def withdraw(package_id: int) -> Response:
    """Withdraw every member before the day."""
    why = request.form.get("why", "")
    return _do(package_id, packages.withdraw_package, "Withdrawn, all of it.", why=why)


def _do(package_id: int, deed: Callable[..., object], done: str, **facts: object) -> Response:
    """Do one thing to a package, and go back to its page."""
    with house().store.change() as unit:
        deed(unit, actor(), package_id, **facts)
    flash(done)
    return redirect(f"/editions/packages/{package_id}", 303)
