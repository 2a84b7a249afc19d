"""The parts of the running instance, for views: `house().store`, `house().engine`."""

from typing import cast

from flask import current_app

from kb.services.house import House


def house() -> House:
    """Return the parts that `factory` plugged together for the current app."""
    return cast("House", current_app.extensions["kb"])
