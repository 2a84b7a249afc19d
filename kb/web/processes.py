"""The process runner: one step at a time. The trail of choices is carried in the address."""

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from flask import Blueprint, render_template, request

from kb.services.read_process import Run, read_processes, run_process
from kb.web.actor import actor
from kb.web.house import house
from kb.web.returning import return_path

blueprint = Blueprint("processes", __name__)


@blueprint.get("/p/")
def shelf() -> str:
    """List every process."""
    with house().store.read() as unit:
        rows = read_processes(unit, actor())
    return render_template("processes/shelf.html", rows=rows)


@blueprint.get("/p/<process>")
def run(process: str) -> str:
    """Show where the trail leads: the first step without one, the end after the last."""
    return _show(process, "")


@blueprint.get("/p/<process>/<step>")
def step(process: str, step: str) -> str:
    """Show one step, opened directly or at the end of its trail."""
    return _show(process, step)


def _show(process: str, step: str) -> str:
    trail = request.args.getlist("t")
    with house().store.read() as unit:
        there = run_process(unit, actor(), process, step=step, trail=trail)
    template = "processes/step.html" if there.step else "processes/end.html"
    return render_template(
        template,
        run=there,
        trail=trail,
        back=return_path(request.args.get("back", "/")),
        at=_Addresses(there),
    )


class _Addresses:
    """Where links of a run lead: the same run with another trail, and the same way back."""

    def __init__(self, run: Run) -> None:
        self._path = f"/p/{quote(run.slug)}"

    def trail(self, tokens: Sequence[str], *more: str, step: str = "") -> str:
        """Return the address of the run after `tokens` and `more`; `step` only if it has none."""
        query = [("t", token) for token in (*tokens, *more)]
        path = self._path if query or not step else f"{self._path}/{quote(step)}"
        back = request.args.get("back")
        query += [("back", return_path(back))] if back else []
        return f"{path}?{urlencode(query)}" if query else path
