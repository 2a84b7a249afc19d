"""What stands in braces after a label: `{#eid from="2026-07-01" until=… transitional=…}`.

Besides the address and the dates there is `number`, the printed number of a provision whose label
this reader would not recognise by itself ("First schedule"). Values are quoted; `\\"` and `\\\\` in
them stand for a quotation mark and a backslash. A `{` in a text that is meant is written `\\{`.
"""

import re
from dataclasses import dataclass
from datetime import date

from kb.text.provisions.model import Provision

_BRACES = re.compile(r'\{((?:[^{}"]|"(?:[^"\\]|\\.)*")*)\}', re.DOTALL)
_PART = re.compile(
    r'\s*(?:#(?P<eid>[^\s#"{}]+)|(?P<key>\w+)="(?P<value>(?:[^"\\]|\\.)*)")(?=\s|$)', re.DOTALL
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_LOOSE = re.compile(r"(?<!\\)\{")
_IMAGE = re.compile(
    r"!\[[^\[\]]{0,300}\][ ]?[(\[]|<\s*(?:img|svg|picture|object|embed)\b", re.IGNORECASE
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_REFUSED = (
    (_LOOSE, "A { in the text is no address or attribute, or does not follow its label."),
    (_IMAGE, "An image cannot be cited, read aloud or compared."),
    (_CONTROL, "A control character cannot be read aloud or stored."),
)
_KEYS = {"from", "until", "transitional", "number"}

NEVER_TEXT = "Write \\{ for a brace that is meant."


@dataclass(frozen=True)
class Attributes:
    """What braces said; empty strings and None where they did not."""

    eid: str = ""
    starts: date | None = None
    ends: date | None = None
    transitional: str = ""
    number: str = ""


NO_ATTRIBUTES = Attributes()


def take_attributes(text: str) -> tuple[Attributes, str, str]:
    """Take the braces at the start of `text`: (attributes, rest, what is wrong or "").

    >>> take_attributes('{#fee} A charge')[0].eid
    'fee'
    >>> take_attributes("{fee} A charge")[2]
    '{fee} is not an address or attribute.'
    """
    match = _BRACES.match(text)
    if match is None:
        return NO_ATTRIBUTES, text, ""
    rest = text[match.end() :].lstrip(" \n")
    try:
        return _parsed(match[1]), rest, ""
    except ValueError as error:
        return NO_ATTRIBUTES, rest, str(error) or f"{match[0]} is not an address or attribute."


def take_last_attributes(text: str) -> tuple[Attributes, str, str]:
    """Take the braces at the end of `text`, as headings and definitions carry them."""
    at = text.rfind("{") if text.endswith("}") else -1
    while at >= 0:
        match = _BRACES.fullmatch(text, at)
        if match and text[at - 1 : at] != "\\":
            found, _, wrong = take_attributes(text[at:])
            return found, text[:at].rstrip(" \n"), wrong
        at = text.rfind("{", 0, at)  # a brace inside a quoted value
    return NO_ATTRIBUTES, text, ""


def wrong_in(text: str) -> tuple[str, int]:
    """Say what may not stand in the words of a provision, and how many lines down ("", 0: nothing).

    Loose braces and images are refused; a control character too, which no database keeps.
    """
    for pattern, what in _REFUSED:
        match = pattern.search(text)
        if match:
            return what, text.count("\n", 0, match.start())
    return "", 0


def mend_for(wrong: str) -> str:
    """Say how to mend what `wrong_in` or `take_attributes` found."""
    if wrong.startswith("An image"):
        return "Write what it shows as text or as a table."
    if wrong.startswith("A control"):
        return "Remove it."
    return f'Write {{#address}} or {{from="2026-07-01"}} straight after the label. {NEVER_TEXT}'


def write_attributes(provision: Provision, *, eid: bool, number: bool) -> str:
    """Return the braces that say what `provision` has, or "" where there is nothing to say."""
    said = [f"#{provision.eid}"] if eid else []
    values = (
        ("number", provision.number if number else ""),
        ("from", provision.starts.isoformat() if provision.starts else ""),
        ("until", provision.ends.isoformat() if provision.ends else ""),
        ("transitional", provision.transitional),
    )
    said += [f'{key}="{_escaped(value)}"' for key, value in values if value]
    return "{" + " ".join(said) + "}" if said else ""


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


def _parsed(inside: str) -> Attributes:
    eid, values, at = "", {}, 0
    while inside[at:].strip():
        part = _PART.match(inside, at)
        if part is None or part["key"] not in _KEYS | {None} or part["key"] in values:
            raise ValueError("{" + inside + "} is not an address or attribute.")
        at = part.end()
        if part["key"]:
            values[part["key"]] = _ESCAPED.sub(r"\1", part["value"])
        elif eid:
            raise ValueError("{" + inside + "} names two addresses.")
        else:
            eid = part["eid"]
    if not eid and not values:
        raise ValueError("{" + inside + "} is empty.")
    return Attributes(
        eid,
        _date(values.get("from", "")),
        _date(values.get("until", "")),
        values.get("transitional", ""),
        values.get("number", ""),
    )


def _date(value: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value} is not a date like 2026-07-01.") from None
