"""Which passwords may be chosen, and what is kept of them."""

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from kb.errors import InvalidError
from kb.services.people import passwords

HASHER = passwords._hasher  # before the fixture that makes hashing quick


@pytest.mark.parametrize(
    "password",
    [
        "four plain words do",
        "kettle-orbit-violin",
        "ünïcode is welcome ✓",
        "x7#" + "long and odd " * 9,
        "   leading blanks count",
    ],
)
def test_long_passwords_of_any_kind_are_taken(password):
    hashed = passwords.hash_new_password(password, name="anna")
    assert passwords.is_password(password, hashed)


@pytest.mark.parametrize(
    "password",
    [
        "elevenchars",
        "",
        "x" * 1001,
        "Password2026!",
        "123password!!!",
        "P@ssw0rd2026",
        "aaaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "passwordpassword",
        "123456789012",
        "qwertyuiopasdf",
        "annabergannaberg",
        "my name is annaberg",
        "CustomerService1",
    ],
)
def test_guessable_passwords_are_refused_with_what_would_do(password):
    with pytest.raises(InvalidError, match="Four plain words"):
        passwords.hash_new_password(password, name="annaberg")


def test_demo_mode_alone_takes_a_short_password():
    assert passwords.is_password("demo", passwords.hash_new_password("demo", name="x", demo=True))
    with pytest.raises(InvalidError):
        passwords.hash_new_password("demo", name="x")


def test_hashing_is_as_strong_as_the_library_proposes_today():
    """RFC 9106's second choice at least: 64 MiB, 3 passes."""
    parameters = extract_parameters(HASHER().hash("four plain words do"))
    assert parameters == PasswordHasher()._parameters
    assert (parameters.memory_cost, parameters.time_cost) >= (64 * 1024, 3)


def test_what_is_kept_is_argon2id_and_differs_each_time():
    first, second = (passwords.rehash("four plain words do") for _ in range(2))
    assert first.startswith("$argon2id$")
    assert first != second
    assert "four" not in first


def test_a_wrong_password_an_unknown_account_and_a_broken_hash_are_all_just_wrong():
    hashed = passwords.rehash("four plain words do")
    assert not passwords.is_password("four plain words", hashed)
    assert not passwords.is_password("four plain words do", None)
    assert not passwords.is_password("nobody has this password", None)
    assert not passwords.is_password("four plain words do", "no hash at all")


def test_an_unknown_account_costs_the_same_work(monkeypatch):
    """Counted, not timed: without a hash one is checked all the same."""
    checked = []
    real = PasswordHasher.verify

    def counting(self, hashed, password):
        checked.append(hashed)
        return real(self, hashed, password)

    monkeypatch.setattr(PasswordHasher, "verify", counting)
    passwords.is_password("four plain words do", None)
    assert len(checked) == 1
    assert checked[0].startswith("$argon2id$")


def test_a_hash_with_weaker_parameters_is_to_be_renewed():
    weaker = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1, type=Type.ID)
    assert passwords.needs_rehash(weaker.hash("four plain words do"))
    assert not passwords.needs_rehash(passwords.rehash("four plain words do"))
