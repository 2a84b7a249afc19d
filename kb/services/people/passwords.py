"""Passwords: which may be chosen, how they are hashed, and checking one in constant work.

Argon2id with the library's present defaults (RFC 9106, low memory), rehashed at sign-in when
they change. Rules after OWASP ASVS 5.0, 6.2: length decides, no composition rules, no expiry;
common passwords, one pattern over and over, and one's own name are refused. The only door to
Argon2.
"""

import re
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kb.errors import InvalidError

MIN_CHARS = 12
MIN_DEMO_CHARS = 4
MAX_CHARS = 1000  # hashing takes the same time for any length; this bounds the request
DEMO_PASSWORD = "demo"  # noqa: S105 - known to everybody, and refused outside demo mode

MIN_DIFFERENT_CHARS = 5
COMMON = frozenset(
    [
        "password",
        "passwort",
        "passw0rd",
        "welcome",
        "willkommen",
        "letmein",
        "iloveyou",
        "admin",
        "administrator",
        "login",
        "secret",
        "geheim",
        "monkey",
        "dragon",
        "master",
        "sunshine",
        "princess",
        "football",
        "baseball",
        "superman",
        "batman",
        "trustno",
        "qwerty",
        "qwertyuiop",
        "qwertz",
        "azerty",
        "asdfgh",
        "asdfghjkl",
        "zxcvbn",
        "zxcvbnm",
        "yxcvbnm",
        "qazwsx",
        "qazwsxedc",
        "abc",
        "abcd",
        "abcdef",
        "abcdefg",
        "abcdefgh",
        "abcdefghijkl",
        "changeme",
        "changemenow",
        "default",
        "guest",
        "test",
        "testing",
        "tester",
        "user",
        "username",
        "hello",
        "hellohello",
        "starwars",
        "pokemon",
        "whatever",
        "computer",
        "internet",
        "service",
        "customer",
        "customerservice",
        "callcenter",
        "callcentre",
        "contactcentre",
        "contactcenter",
        "helpdesk",
        "support",
        "company",
        "office",
        "summer",
        "winter",
        "spring",
        "autumn",
        "fall",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "friday",
        "mypassword",
        "newpassword",
        "thisismypassword",
        "correcthorsebatterystaple",
        "opensesame",
        "customerspeak",
    ]
)
"""What is left of most guessed passwords once digits and signs around the word are gone."""
RUNS = ("0123456789" * 3, "9876543210" * 3, "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjkl")
LOOK_ALIKES = str.maketrans("013457@$!", "oleastasi")


def hash_new_password(password: str, *, name: str, demo: bool = False) -> str:
    """Return the hash of a password somebody chose for the account `name`.

    Raises InvalidError saying which rule it breaks and what would do instead.
    """
    shortest = MIN_DEMO_CHARS if demo else MIN_CHARS
    if not shortest <= len(password) <= MAX_CHARS:
        raise InvalidError(
            f"A password has {shortest} to {MAX_CHARS} characters. Four plain words do well."
        )
    if not demo and _is_guessable(password.lower(), name.lower()):
        raise InvalidError(
            "That password is among the first that anybody would guess: a common word with "
            "figures, one pattern over and over, or your own name. Four plain words do well."
        )
    return _hasher().hash(password)


def is_password(password: str, password_hash: str | None) -> bool:
    """True when `password` is the one hashed; without a hash the same work, and False."""
    try:
        found = _hasher().verify(password_hash or _nobodys_hash(), password)
    except (VerificationError, InvalidHashError):
        return False
    return found and password_hash is not None


def needs_rehash(password_hash: str) -> bool:
    """True when the hash was made with other parameters than today's."""
    return _hasher().check_needs_rehash(password_hash)


def rehash(password: str) -> str:
    """Return a new hash of a password that was just verified; the rules held when it was set."""
    return _hasher().hash(password)


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobodys_hash() -> str:
    return _hasher().hash("nobody has this password")


def _is_guessable(password: str, name: str) -> bool:
    word = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password)
    plain = word.translate(LOOK_ALIKES)
    return (
        not COMMON.isdisjoint({word, plain, _without_repeats(word)})
        or len(set(password)) < MIN_DIFFERENT_CHARS
        or _without_repeats(password) != password
        or any(password in run for run in RUNS)
        or (len(name) > len("ann") and name in password)
    )


def _without_repeats(text: str) -> str:
    """Return the shortest piece that, repeated, makes `text`; `text` itself if there is none.

    >>> _without_repeats("abcabcabc")
    'abc'
    """
    start = (text + text).find(text, 1)
    return text[:start] if 0 < start < len(text) else text
