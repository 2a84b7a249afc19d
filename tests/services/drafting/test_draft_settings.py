"""Settings of the drafting service: refused where it could not work, or would show the key."""

import pytest

from kb.errors import InvalidError
from kb.settings import Settings

SERVICE = {"KB_DRAFT_URL": "https://models.example.org/v1", "KB_DRAFT_MODEL": "small"}
REFUSED = {
    "another scheme": ({"KB_DRAFT_URL": "ftp://models.example.org/v1"}, "no address"),
    "no address": ({"KB_DRAFT_URL": "models.example.org"}, "no address"),
    "half an address": ({"KB_DRAFT_URL": "https://[::1"}, "no address"),
    "a name in the address": ({"KB_DRAFT_URL": "https://me:pw@models.example.org"}, "no address"),
    "a query": ({"KB_DRAFT_URL": "https://models.example.org/v1?key=1"}, "no address"),
    "in the open": ({"KB_DRAFT_URL": "http://models.example.org/v1"}, "in the open"),
    "no model": ({"KB_DRAFT_MODEL": ""}, "name the model"),
    "a key with a line break": ({"KB_DRAFT_KEY": "a\nX-More: b"}, "no header can carry"),
    "no time": ({"KB_DRAFT_SECONDS": "0"}, "1 or more"),
    "none an hour": ({"KB_DRAFTS_PER_HOUR": "0"}, "1 or more"),
}


@pytest.mark.parametrize("what", sorted(REFUSED))
def test_a_service_that_cannot_be_used_is_refused_at_the_start(what):
    given, said = REFUSED[what]
    with pytest.raises(InvalidError, match=said):
        Settings.from_environment(SERVICE | given)


@pytest.mark.parametrize("url", ["https://models.example.org/v1", "http://127.0.0.1:8080/v1"])
def test_https_or_this_machine_is_taken(url):
    assert Settings.from_environment(SERVICE | {"KB_DRAFT_URL": url}).draft_url == url


def test_there_is_none_unless_one_is_named():
    assert Settings.from_environment({}).draft_url == ""
