"""The process runner: one step at a time. The trail of choices is carried in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from flask import Blueprint, render_template, request

from kb.errors import KbError
from kb.services.reading.process_picture import read_picture
from kb.services.reading.read_process import Run, read_processes, run_process
from kb.web.frame.actor import actor
from kb.web.frame.event_date import reading
from kb.web.frame.returning import return_path

blueprint = Blueprint("processes", __name__)
LEFT = "left"  # carried by the link back to the call: the address of the run that was left
PROCESS = "/p/"
SIZES = (
    ("whole", "fit"),
    ("50", "50 %"),
    ("75", "75 %"),
    ("100", "100 %"),
    ("150", "150 %"),
    ("200", "200 %"),
)
USUAL_SIZE = "100"


@dataclass(frozen=True)
class Left:
    """A run that was left in the middle: its address, and where it stands in words."""

    address: str
    words: str


@blueprint.get("/p/")
def shelf() -> str:
    """List every process."""
    with reading() as unit:
        rows = read_processes(unit, actor())
    return render_template("processes/shelf.html", rows=rows)


@blueprint.get("/p/<process>")
def run(process: str) -> str:
    """Show where the trail leads: the first step without one, the end after the last."""
    return _show(process, "")


@blueprint.get("/p/<process>/picture")
def picture(process: str) -> str:
    """Show the whole process as one picture; `here` is the step to mark, `size` how large."""
    with reading() as unit:
        page = read_picture(unit, actor(), process)
    zoom = request.args.get("size", "")
    return render_template(
        "processes/picture.html",
        page=page,
        sizes=SIZES,
        zoom=zoom if zoom in dict(SIZES) else USUAL_SIZE,
        here=request.args.get("here", ""),
    )


@blueprint.get("/p/<process>/<step>")
def step(process: str, step: str) -> str:
    """Show one step, opened directly or at the end of its trail."""
    return _show(process, step)


@blueprint.app_template_global()
def left_process() -> Left | None:
    """Return the run that the page was opened from to look something up (for templates).

    An address that leads into no run, made up or grown old, is none.
    """
    address = return_path(request.args.get(LEFT, ""))
    parts = urlsplit(address)
    if not parts.path.startswith(PROCESS):
        return None
    slug, _, step = unquote(parts.path.removeprefix(PROCESS)).partition("/")
    trail = parse_qs(parts.query).get("t", [])
    try:
        with reading() as unit:
            there = run_process(unit, actor(), slug, step=step, trail=trail)
    except KbError:
        return None
    return Left(address, f"{there.title}, step {there.number}") if there.step else None


def _show(process: str, step: str) -> str:
    trail = request.args.getlist("t")
    with reading() as unit:
        there = run_process(unit, actor(), process, step=step, trail=trail)
        return render_template(
            "processes/step.html" if there.step else "processes/end.html",
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

    def leaving(self, back: str, tokens: Sequence[str]) -> str:
        """Return the address `back`, which then offers to continue the run after `tokens`."""
        if not tokens:
            return back
        page, mark, place = back.partition("#")
        joint = "&" if "?" in page else "?"
        return f"{page}{joint}{urlencode({LEFT: self.trail(tokens)})}{mark}{place}"
