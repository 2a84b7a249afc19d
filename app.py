"""Where `flask run`, `flask kb …` and gunicorn find the application."""

from kb.factory import create_app

app = create_app()
