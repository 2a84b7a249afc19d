"""GET /api/v1/changes?since=N says whether anything changed that a page may be showing.

Open pages ask every 700 ms; nearly every reply is an empty 304.
"""

from flask import Blueprint, Response, current_app, jsonify, request

from kb.services.changes import Watch

blueprint = Blueprint("api_changes", __name__, url_prefix="/api/v1")
WATCH = "kb_watch"


@blueprint.record_once
def _start_watch(state: object) -> None:
    """Give the app its one watch when the blueprint is registered."""
    app = state.app  # type: ignore[attr-defined] # a BlueprintSetupState; Flask exports no name for it
    app.extensions[WATCH] = Watch(app.extensions["kb"].store)


@blueprint.app_template_global()
def changes_now() -> int:
    """Return the number that a page starts from (for templates)."""
    watch: Watch = current_app.extensions[WATCH]
    return watch.count()


@blueprint.get("/changes")
def changes() -> Response:
    """Answer {"now": N}, or 304 without a body when `since` is already N."""
    now = changes_now()
    if request.args.get("since") == str(now):
        return Response(status=304)
    return jsonify(now=now)
