"""Demo mode is for the machine it runs on, and says what it is."""

from dataclasses import replace

import pytest

from kb.errors import InvalidError
from kb.factory import create_app
from kb.services.people.demo import make_demo_accounts
from kb.vocabulary import Role
from tests.browsers import csrf_token
from tests.people import enter


@pytest.fixture
def demo(settings, clock):
    app = create_app(replace(settings, demo=True, hosts="kb.example.org"), clock=clock)
    app.testing = True
    with app.extensions["kb"].store.change() as unit:
        make_demo_accounts(unit)
    yield app
    app.extensions["kb_late_writer"].close()
    app.extensions["kb"].store.engine.dispose()


@pytest.mark.parametrize("role", Role)
def test_everybody_signs_in_with_demo_and_every_page_says_so(demo, role):
    client = enter(demo.test_client(), role.value, "demo")
    assert 'class="banner"' in client.get("/sessions").text
    assert "password of each is <strong>demo</strong>" in demo.test_client().get("/sign-in").text


@pytest.mark.parametrize("host", ["kb.example.org", "192.0.2.1", "localhost.example.org"])
def test_a_name_that_is_not_this_machines_is_refused_whatever_the_settings_say(demo, host):
    """A web page whose name points at 127.0.0.1 must not reach a demo (DNS rebinding)."""
    assert demo.test_client().get("/sign-in", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000"])
def test_this_machine_is_answered(demo, host):
    assert demo.test_client().get("/sign-in", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("address", ["192.0.2.1", "10.0.0.1", "2001:db8::1"])
def test_another_machine_is_refused_even_when_it_gets_through(demo, address):
    client = demo.test_client()
    assert client.get("/sign-in", environ_base={"REMOTE_ADDR": address}).status_code == 403


def test_it_does_not_start_on_another_address(settings):
    with pytest.raises(InvalidError, match="KB_HOST"):
        create_app(replace(settings, demo=True, host="192.0.2.1"))


def test_the_same_accounts_stay_shut_once_demo_mode_is_over(demo, settings, clock):
    real = create_app(replace(settings, demo=False), clock=clock)
    client = real.test_client()
    form = {"name": "admin", "password": "demo", "csrf_token": csrf_token(client)}
    assert client.post("/sign-in", data=form).status_code == 401
    assert "demo" not in client.get("/sign-in").text
    real.extensions["kb"].store.engine.dispose()
