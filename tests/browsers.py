"""Small moves of a browser that many tests make."""

import re

from flask.testing import FlaskClient

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"|name="csrf-token" content="([^"]+)"')


def csrf_token(client: FlaskClient, url: str = "/sign-in") -> str:
    """Return the key of the forms on a page, as the browser would send it."""
    found = TOKEN.search(client.get(url, follow_redirects=True).text)
    assert found, f"{url}: no form key"
    return found.group(1) or found.group(2)


def post(client: FlaskClient, url: str, **fields: str):
    """Send a form with its key, as from the page that shows it, and return the answer."""
    return client.post(url, data={"csrf_token": csrf_token(client, "/sessions"), **fields})
