"""The web: one blueprint module for each area, listed here; no rules, no queries.

A view reads the request, calls one service, renders. Everything a request must pass and a
response carries is in `security`, who asks in `actor` and `sessions`, what goes wrong in `errors`.
"""

from flask import Flask

from kb.services.house import House
from kb.web import (
    account,
    answers,
    api,
    at_hand,
    audit,
    call,
    call_state,
    checks,
    clarifications,
    deadline,
    decide,
    departments,
    deputies,
    desks,
    directory,
    editions,
    editions_changes,
    errors,
    event_date,
    filters,
    guide,
    health,
    home,
    menu,
    mission,
    notice_desk,
    notices,
    originals,
    packages,
    preferences,
    processes,
    review,
    row_numbers,
    searches,
    security,
    seen,
    sessions,
    terms,
    topics,
    values,
)

BLUEPRINTS = (
    account.blueprint,
    answers.blueprint,
    *api.BLUEPRINTS,
    at_hand.blueprint,
    audit.blueprint,
    call.blueprint,
    call_state.blueprint,
    checks.blueprint,
    clarifications.blueprint,
    deadline.blueprint,
    decide.blueprint,
    departments.blueprint,
    deputies.blueprint,
    desks.blueprint,
    directory.blueprint,
    editions.blueprint,
    editions_changes.blueprint,
    event_date.blueprint,
    guide.blueprint,
    health.blueprint,
    home.blueprint,
    menu.blueprint,
    mission.blueprint,
    notice_desk.blueprint,
    notices.blueprint,
    originals.blueprint,
    packages.blueprint,
    preferences.blueprint,
    processes.blueprint,
    seen.blueprint,
    *review.BLUEPRINTS,
    terms.blueprint,
    topics.blueprint,
    values.blueprint,
)
"""Every area of the site. A new one is added here, and its routes to tests/security/routes.py."""


def init_app(app: Flask, house: House) -> None:
    """Attach the whole site to `app`, whose parts are `house`."""
    row_numbers.init_app(app)
    sessions.init_app(app, house)
    searches.init_app(app, house)
    security.init_app(app, house)
    errors.init_app(app)
    event_date.init_app(app)
    filters.install(app, house)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
