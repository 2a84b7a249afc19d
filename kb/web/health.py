"""Whether this process can answer: for load balancers and monitors, without signing in."""

from flask import Blueprint

from kb.services.health import check_health
from kb.web.frame.actor import public
from kb.web.frame.house import house

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def healthz() -> dict[str, str]:
    """Say that the database answers; it is an error page, with status 500, when it does not."""
    with house().store.read() as unit:
        check_health(unit)
    return {"status": "ok"}
