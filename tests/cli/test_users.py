"""`flask kb user …` and `flask kb token …`, as an operator types them."""

import pytest

from kb.services.people.sign_in import Credentials, sign_in
from kb.vocabulary import Role
from tests.people import PASSWORD, make_account


@pytest.fixture
def kb(app):
    """Give `kb("user", "add", …, lines="…")`: run a command, return status, output, errors."""

    def kb(*arguments, lines=""):
        done = app.test_cli_runner().invoke(args=["kb", *arguments], input=lines)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    return kb


def test_the_first_account_is_made_and_signs_in(kb, house):
    made = kb("user", "add", "Anna", "--role", "admin", "--password-stdin", lines=f"{PASSWORD}\n")
    assert (made.exit_code, made.output) == (0, "Made anna (admin).\n")
    who = sign_in(house.store, Credentials("anna", PASSWORD, "::1"))
    assert who.roles == {Role.ADMIN}


def test_a_password_is_asked_for_twice_and_not_shown(kb, house):
    made = kb("user", "add", "anna", "--role", "agent", lines=f"{PASSWORD}\n{PASSWORD}\n")
    assert made.exit_code == 0
    assert PASSWORD not in made.output
    assert kb("user", "add", "bert", "--role", "agent", lines="one thing\nother\n").exit_code != 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("user", "add", "anna", "--role", "agent", "--password-stdin"), "12 to"),
        (("user", "add", "anna", "--role", "boss", "--password-stdin"), "boss"),
        (("user", "roles", "nobody", "agent"), "no account 'nobody'"),
        (("user", "deactivate", "nobody"), "no account 'nobody'"),
        (("token", "add", "nobody", "--label", "x"), "no account 'nobody'"),
        (("token", "revoke", "9"), "no token 9"),
        (("token", "revoke", "nine"), "nine"),
    ],
)
def test_what_cannot_be_done_says_why_and_fails(kb, arguments, said):
    done = kb(*arguments, lines="short\n")
    assert done.exit_code != 0
    assert said in done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("user", "add", "anna", "--role", "agent"), "an account 'anna' already"),
        (("user", "add", "anna berg", "--role", "agent"), "without blanks"),
        (("user", "password", "nobody"), "no account 'nobody'"),
    ],
)
def test_a_name_that_cannot_be_used_is_told_before_a_password_is_asked_for(
    kb, house, arguments, said
):
    make_account(house.store, Role.AGENT, name="anna")
    done = kb(*arguments, lines=f"{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code != 0
    assert said in done.output
    assert "Password" not in done.output


def test_accounts_are_listed_with_roles_and_place(kb, house):
    assert "No accounts yet" in kb("user", "list").output
    make_account(house.store, Role.AGENT, Role.TRAINER, name="anna")
    make_account(house.store, Role.LEAD, name="bert")
    kb("user", "deactivate", "bert")
    anna, bert = kb("user", "list").output.splitlines()
    assert anna.split() == ["anna", "agent,", "trainer", "no", "department"]
    assert bert.endswith("inactive")


def test_roles_are_replaced(kb, house):
    make_account(house.store, Role.AGENT)
    assert kb("user", "roles", "agent", "lead", "trainer").output == "agent: lead, trainer.\n"
    assert "lead, trainer" in kb("user", "list").output


def test_a_forgotten_password_is_replaced(kb, house):
    make_account(house.store, Role.AGENT)
    done = kb("user", "password", "agent", "--password-stdin", lines="four other plain words\n")
    assert done.exit_code == 0
    assert sign_in(house.store, Credentials("agent", "four other plain words", "::1"))


def test_a_token_is_shown_once_and_ends_at_will(kb, house, client):
    make_account(house.store, Role.AGENT)
    made = kb("token", "add", "agent", "--label", "reporting", "--days", "3")
    secret = made.stdout.strip()
    bearer = {"Authorization": f"Bearer {secret}"}
    assert secret.startswith("kb_")
    assert client.get("/api/v1/changes", headers=bearer).status_code == 200
    assert "reporting" in kb("token", "list", "agent").output
    assert secret not in kb("token", "list", "agent").output
    assert kb("token", "revoke", "1").exit_code == 0
    assert client.get("/api/v1/changes", headers=bearer).status_code == 401
    assert "ended" in kb("token", "list", "agent").output
