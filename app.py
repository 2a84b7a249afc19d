"""Where `flask run`, `flask kb …` and gunicorn find the application."""

from kb.errors import KbError
from kb.factory import create_app

try:
    app = create_app()
except KbError as error:
    raise SystemExit(f"Error: {error}") from None  # a sentence, not a traceback; status 1
