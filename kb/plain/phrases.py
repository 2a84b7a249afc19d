"""Word lists and phrase patterns, written the way people read them."""

import re


def word_set(words: str) -> frozenset[str]:
    """Return the words of a list that is separated by blanks.

    >>> sorted(word_set("or and"))
    ['and', 'or']
    """
    return frozenset(words.split())


def phrases(*listed: str) -> str:
    """Return a regular expression for any of `listed`; a blank stands for any white space.

    In a phrase, "…" stands for up to two other words.

    >>> bool(re.search(phrases("not … more than"), "not be  more than"))
    True
    """
    longest_first = sorted(listed, key=len, reverse=True)
    return "|".join(_phrase(one) for one in longest_first)


def _phrase(words: str) -> str:
    escaped = (
        r"(?:\w+\s+){0,2}?" if word == "…" else re.escape(word) + r"\s+" for word in words.split()
    )
    return "".join(escaped).removesuffix(r"\s+")
