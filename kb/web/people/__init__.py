"""One's own account: signing in, sessions, deputies, preferences."""

from kb.web.people import account, deputies, preferences

BLUEPRINTS = (
    account.blueprint,
    deputies.blueprint,
    preferences.blueprint,
)
