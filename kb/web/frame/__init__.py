"""What every request passes and every page shares: who asks, sessions, errors, the menu."""

from kb.web.frame import call_state, event_date, menu

BLUEPRINTS = (
    event_date.blueprint,
    menu.blueprint,
    call_state.blueprint,
)
