"""Numbers in addresses: those that a row can have. Any other is nothing here, in every database."""

from flask import Flask
from werkzeug.routing import IntegerConverter, ValidationError

GREATEST = 2**31 - 1


class RowNumber(IntegerConverter):
    """Takes the place of `int` in routes."""

    def to_python(self, value: str) -> int:
        """Return the number. Raises ValidationError, a 404, where no row can have it."""
        if len(value) > len(str(GREATEST)) or int(value) > GREATEST:
            raise ValidationError
        return int(super().to_python(value))


def init_app(app: Flask) -> None:
    """Let every `<int:…>` of the site be the number of a row; before routes are registered."""
    app.url_map.converters["int"] = RowNumber
