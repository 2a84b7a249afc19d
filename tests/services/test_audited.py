"""Who comes, who is refused, who leaves, and what is taken out: each leaves its entry (I3)."""

import pytest
from sqlalchemy import select

from kb.errors import NotAllowedError
from kb.models import AuditEntry, Chain
from kb.services.actor import OPERATOR
from kb.services.library import note_export
from kb.services.people.sign_in import Credentials, change_own_password, sign_in
from kb.services.publishing.changes import Watch
from kb.vocabulary import Role
from tests.people import PASSWORD, make_account


@pytest.fixture
def anna(store):
    return make_account(store, Role.AGENT, name="anna")


def credentials(name="anna", password=PASSWORD):
    return Credentials(name, password, "192.0.2.1")


def entries(store):
    with store.read() as unit:
        rows = unit.session.scalars(select(AuditEntry).order_by(AuditEntry.number))
        return [(row.verb, row.thing, row.actor_id is not None) for row in rows][1:]


def refuse(store, **given):
    with pytest.raises(NotAllowedError):
        sign_in(store, credentials(**given))


def test_coming_in_is_recorded_once(store, anna):
    sign_in(store, credentials())
    assert entries(store) == [("sign_in", "user:anna", True)]


def test_a_refusal_is_recorded_as_nobodys(store, anna):
    refuse(store, password="not the password")
    assert entries(store) == [("refuse_sign_in", "user:anna", False)]


def test_a_name_that_nobody_has_is_kept_nowhere(store, anna):
    typed = "my secret typed in the wrong box"
    refuse(store, name=typed)
    assert entries(store) == [("refuse_sign_in", "user:", False)]
    with store.read() as unit:
        rows = unit.session.execute(select(AuditEntry.__table__)).all()
    assert typed not in str(rows)


def test_proving_a_password_to_change_it_is_no_coming_in(store, anna):
    actor = sign_in(store, credentials())
    change_own_password(store, actor, credentials(), new_password="four other plain words")
    assert [verb for verb, *_ in entries(store)] == ["sign_in", "set_password"]


def test_the_present_password_given_wrongly_is_a_refusal(store, anna):
    actor = sign_in(store, credentials())
    with pytest.raises(NotAllowedError, match="present password"):
        change_own_password(store, actor, credentials(password="x"), new_password="irrelevant")
    assert [verb for verb, *_ in entries(store)] == ["sign_in", "refuse_sign_in"]


def test_leaving_by_the_page_is_recorded(client, house, sign_in):
    sign_in(client, Role.AGENT, name="anna")
    page = client.get("/sessions").text
    key = page.split('name="csrf-token" content="')[1].split('"')[0]
    client.post("/sign-out", data={"csrf_token": key})
    assert [verb for verb, *_ in entries(house.store)] == ["sign_in", "sign_out"]


def test_an_export_of_the_library_is_recorded(store):
    with store.change() as unit:
        note_export(unit, OPERATOR, files=3)
    with store.read() as unit:
        row = unit.session.scalars(select(AuditEntry)).one()
    assert (row.verb, row.thing, row.details) == ("export", "library", {"files": 3})


def test_open_pages_are_not_told_of_comings_and_goings(store, anna):
    before = Watch(store).count()
    sign_in(store, credentials())
    assert Watch(store).count() == before
    with store.read() as unit:
        chain = unit.session.get_one(Chain, 1)
        assert (chain.audit_count, chain.quiet_count) == (2, 1)
