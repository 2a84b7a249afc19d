"""Demo mode: accounts everybody knows, so nobody else may reach them."""

import pytest

from kb.errors import InvalidError, NotAllowedError
from kb.models import Department, Line, Team
from kb.services.people.demo import make_demo_accounts, refuse_demo_beyond_loopback
from kb.services.people.sign_in import Credentials, sign_in
from kb.services.people.users import find_user, load_actor
from kb.settings import Settings
from kb.vocabulary import Role
from tests.people import PASSWORD, make_account


def make(store):
    with store.change() as unit:
        return make_demo_accounts(unit)


def test_each_role_has_an_account_that_signs_in_with_demo(store):
    assert make(store) == [*Role, "counsel"]
    for role in Role:
        who = sign_in(store, Credentials(role.value, "demo", "127.0.0.1"), demo=True)
        assert who.roles == {role}


def test_compliance_has_a_second_pair_of_eyes(store):
    make(store)
    who = sign_in(store, Credentials("counsel", "demo", "127.0.0.1"), demo=True)
    assert who.roles == {Role.COMPLIANCE}


def test_making_them_again_changes_nothing(store):
    make(store)
    assert make(store) == []


def test_a_real_account_of_the_same_name_keeps_its_password(store):
    make_account(store, Role.AGENT)
    assert "agent" not in make(store)
    with pytest.raises(NotAllowedError):
        sign_in(store, Credentials("agent", "demo", "127.0.0.1"), demo=True)
    assert sign_in(store, Credentials("agent", PASSWORD, "127.0.0.1"), demo=True)


def test_the_partner_comes_from_another_department_than_the_agent(store):
    with store.touch() as unit:
        centre = Department(slug="centre", name="Centre", teams=[Team(slug="a", name="A")])
        unit.session.add_all([Department(slug="billing", name="Billing"), centre])
        unit.session.add(Line(slug="charges", name="Charges"))
    make(store)
    with store.read() as unit:
        agent, partner = (
            load_actor(unit, find_user(unit, name).id) for name in ("agent", "partner")
        )
    assert agent.team_id
    assert agent.lines == ("charges",)
    assert agent.department_id != partner.department_id


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.1.2.3"])
def test_loopback_is_served(host):
    refuse_demo_beyond_loopback(Settings(demo=True, host=host))


@pytest.mark.parametrize("host", ["::", "192.0.2.1", "kb.example.org", ""])
def test_any_other_address_is_refused(host):
    with pytest.raises(InvalidError, match=r"127\.0\.0\.1"):
        refuse_demo_beyond_loopback(Settings(demo=True, host=host))
    refuse_demo_beyond_loopback(Settings(demo=False, host=host))


@pytest.mark.parametrize("proxy", [{"trusted_proxies": 1}, {"behind_https": True}])
def test_a_proxy_in_front_of_a_demo_is_refused(proxy):
    with pytest.raises(InvalidError, match="proxy"):
        refuse_demo_beyond_loopback(Settings(demo=True, **proxy))
