r"""Text that looks like structure: a backslash before it makes it text, and is not part of it.

The line readers take some line beginnings for structure (`##`, `>`, `*Phrasings:*`, an outcome,
and a label inside a quotation). Writers put one backslash before such a beginning, readers take
one away, so that any text comes back as it was: `\> 5` in a file is the text `> 5`, and the text
`\> 5` is written `\\> 5`.
"""

import re
from difflib import SequenceMatcher

_BODY = re.compile(
    r"(?P<before> {0,3})(?P<slashes>\\*)"
    r"(?P<start>\#\#(?!\#)|\#(?=[ \t]|$)|>|\*Phrasings:\*|[-*+][ \t]+\[(?:[^\[\]\\]|\\.)*\]\(\#)"
)
_LABEL = re.compile(r"(?P<before> {0,3})(?P<slashes>\\*)(?P<start>[A-Za-z][A-Za-z ]{0,30}):")
_HEADING = re.compile(r"[\\{}]")
_LINK = re.compile(r"[\\\[\]]")

LABELS = ("Ask first", "Say", "Word for word", "Know", "Do not say")
"""The labels of quotations, as written in files."""
_ALIKE = 0.86
"""Near enough for "Ask frist" and "Do no say", too far for "Now" and "Says"."""


def known_label(word: str) -> str:
    """Return the label that `word` is, in whatever case, or nothing."""
    return next((label for label in LABELS if label.casefold() == word.casefold().strip()), "")


def is_like_a_label(word: str) -> bool:
    """True when `word` is a label or so near to one that it may be a slip of the pen."""
    return any(
        SequenceMatcher(None, label.casefold(), word.casefold().strip()).ratio() >= _ALIKE
        for label in LABELS
    )


def escape_body(text: str) -> str:
    """Return text of a body with its line beginnings escaped."""
    return "\n".join(_with_slash(line, _BODY.match(line)) for line in text.split("\n"))


def unescape_body(line: str) -> str:
    """Take the backslash from one line of a body."""
    return _without_slash(line, _BODY.match(line))


def escape_quote(text: str) -> str:
    """Return text of a quotation with what looks like a label escaped."""
    return "\n".join(_with_slash(line, _label_in(line)) for line in text.split("\n"))


def unescape_quote(line: str) -> str:
    """Take the backslash from one line of a quotation."""
    return _without_slash(line, _label_in(line))


def escape_heading(text: str) -> str:
    """Return text of a heading in which no brace begins attributes."""
    return _HEADING.sub(r"\\\g<0>", text)


def unescape_heading(text: str) -> str:
    """Take the backslashes from the text of a heading."""
    return re.sub(r"\\([\\{}])", r"\1", text)


def escape_link(text: str) -> str:
    """Return the text of a link in which no bracket ends it."""
    return _LINK.sub(r"\\\g<0>", text)


def unescape_link(text: str) -> str:
    """Take the backslashes from the text of a link."""
    return re.sub(r"\\([\\\[\]])", r"\1", text)


def _label_in(line: str) -> re.Match[str] | None:
    found = _LABEL.match(line)
    return found if found and is_like_a_label(found["start"]) else None


def _with_slash(line: str, found: re.Match[str] | None) -> str:
    if found is None:
        return line
    return f"{line[: found.start('slashes')]}\\{line[found.start('slashes') :]}"


def _without_slash(line: str, found: re.Match[str] | None) -> str:
    if found is None or not found["slashes"]:
        return line
    return f"{line[: found.start('slashes')]}{line[found.start('slashes') + 1 :]}"
