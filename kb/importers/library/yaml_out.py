"""Plain values to YAML in one canonical form, so that the same library is the same bytes.

Texts that any YAML reader would take for a text are written plainly, texts of several lines
as a block, everything else in double quotes. Lists of names stand on one line.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_PLAIN = re.compile(r"[^\W\d_](?:[\w .()/@‑–—€£$%&+;!?'’-]|,(?= )|(?<=\w)#)*|[$£€]\d[\d.,]*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_RESERVED = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
_BLOCK_UNSAFE = re.compile("[\t\x85\u2028\u2029\ufeff\ufffe\uffff]")
_NOT_PRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


@dataclass(frozen=True)
class Raw:
    """A date, amount or flag: written as it is, without quotation marks."""

    text: str


@dataclass(frozen=True)
class Names:
    """A list of names, written on one line: `[refunds, charges]`."""

    names: Sequence[str]


@dataclass(frozen=True)
class Flow:
    """Keys and values on one line: `{mon-fri: "08:30-17:00"}`."""

    values: Mapping[str, str | Raw]


@dataclass(frozen=True)
class Entries:
    """A list of keys and values, each entry over several lines; its first text is one line."""

    entries: Sequence[Mapping[str, str]]


Value = str | Raw | Names | Flow | Entries | Sequence[str] | Mapping[str, "Value"]


def write_yaml(values: Mapping[str, Value]) -> str:
    """Return `values` as YAML, each line ended; keys without a value must be left out before."""
    return "".join(f"{line}\n" for line in _lines(values, 0))


def _lines(values: Mapping[str, Value], depth: int) -> Iterator[str]:
    indent = "  " * depth
    for key, value in values.items():
        name = f"{indent}{_key(key)}:"
        if isinstance(value, Mapping):
            yield name if value else f"{name} {{}}"
            yield from _lines(value, depth + 1)
        elif isinstance(value, (str, Raw, Names, Flow)):
            yield f"{name} {_inline(value, depth)}"
        elif isinstance(value, Entries):
            yield name
            for entry in value.entries:
                first, *rest = _lines(entry, depth + 2)
                yield f"{indent}  - {first.lstrip()}"
                yield from rest
        else:
            yield name
            yield from (f"{indent}  - {_inline(item, depth + 1)}" for item in value)


def _inline(value: str | Raw | Names | Flow, depth: int) -> str:
    if isinstance(value, Raw):
        return value.text
    if isinstance(value, Flow):
        pairs = (f"{_key(key)}: {_in_flow(item)}" for key, item in value.values.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, Names):
        return f"[{', '.join(scalar(name) for name in value.names)}]"
    if "\n" in value and not _BLOCK_UNSAFE.search(value):
        return _block(value, "  " * (depth + 1))
    return scalar(value)


def _key(text: str) -> str:
    return text if _DAY.fullmatch(text) else scalar(text)


def _in_flow(value: str | Raw) -> str:
    if isinstance(value, Raw):
        return value.text
    return _quoted(value) if "," in value else scalar(value)


def _block(text: str, indent: str) -> str:
    lines = (f"{indent}{line}" if line else "" for line in text.split("\n"))
    return "\n".join(["|-", *lines])


def scalar(text: str) -> str:
    """Return one text on one line, in quotation marks only where it needs them."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _RESERVED and text == text.strip():
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return _NOT_PRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
