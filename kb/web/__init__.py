"""The web: a room for each part of the site, listed here; no rules, no queries.

A view reads the request, calls one service, renders. Everything a request must pass and a
response carries is in `frame.security`, who asks in `frame.actor` and `frame.sessions`, what goes
wrong in `frame.errors`.
"""

from flask import Flask

from kb.services.house import House
from kb.web import api, call, desks, frame, guide, health, law, library, people, review
from kb.web.call import searches
from kb.web.frame import (
    errors,
    event_date,
    filters,
    row_numbers,
    security,
    sessions,
    templates,
)

BLUEPRINTS = (
    *api.BLUEPRINTS,
    *call.BLUEPRINTS,
    *desks.BLUEPRINTS,
    *frame.BLUEPRINTS,
    guide.blueprint,
    health.blueprint,
    *law.BLUEPRINTS,
    *library.BLUEPRINTS,
    *people.BLUEPRINTS,
    *review.BLUEPRINTS,
)
"""Every area of the site. A new one joins its room, and its routes tests/security/routes.py."""


def init_app(app: Flask, house: House) -> None:
    """Attach the whole site to `app`, whose parts are `house`."""
    row_numbers.init_app(app)
    templates.init_app(app)
    sessions.init_app(app, house)
    searches.init_app(app, house)
    security.init_app(app, house)
    errors.init_app(app)
    event_date.init_app(app)
    filters.install(app, house)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
