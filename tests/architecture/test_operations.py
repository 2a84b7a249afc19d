"""docs/operations.md tells all there is to set and to run, and nothing that is not there."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from kb.settings import ROOT, Settings

PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


DEFAULTS = {setting.name: setting.default for setting in fields(Settings)}
VARIABLES = {name: variable for name, (_kind, variable) in Settings.variables().items()}


@pytest.mark.parametrize("name", DEFAULTS)
def test_every_setting_stands_in_the_table(name):
    variable = VARIABLES[name]
    row = f"| `{variable.name}` | {_shown(DEFAULTS[name])} | {variable.about} |"
    assert row in PAGE, f"put this row into docs/operations.md:\n{row}"


def _shown(default: object) -> str:
    if isinstance(default, bool):
        return f"`{int(default)}`"
    if isinstance(default, Path):
        return f"`{default.relative_to(ROOT)}`"
    return f"`{default}`" if default != "" else "none"


def test_no_setting_stands_in_the_table_that_is_not_there():
    named = re.findall(r"^\| `([A-Z_]+)` \|", PAGE, re.MULTILINE)
    assert named
    assert set(named) == {variable.name for variable in VARIABLES.values()}


def test_every_command_is_described():
    missing = [name for name in _commands() if f"\n### flask kb {name}" not in PAGE]
    assert not missing, f"give each a heading `### flask kb …` in docs/operations.md: {missing}"


def test_no_command_is_described_that_is_not_there():
    described = re.findall(r"^### flask kb ([a-z][a-z -]*[a-z])", PAGE, re.MULTILINE)
    assert described
    assert set(described) == set(_commands())


def test_every_command_helps_itself():
    mute = [name for name, command in _walk() if not command.help]
    assert not mute


def _commands() -> list[str]:
    return [name for name, _command in _walk()]


def _walk() -> Iterator[tuple[str, click.Command]]:
    """Yield (name, command) of every leaf: "load", "user add"."""
    from kb import cli  # noqa: PLC0415 - a missing room is this test's failure, not the file's

    groups = [item for item in vars(cli).values() if isinstance(item, click.Group)]
    kb = next(group for group in groups if group.name == "kb")
    yield from _leaves(kb, "")


def _leaves(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _leaves(command, f"{path}{name} ")
        else:
            yield f"{path}{name}", command
