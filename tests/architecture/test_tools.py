"""The tools' judgement is part of the tests: style, types, templates."""

import re
import subprocess
import sys

import pytest

from tests.architecture.tree import ROOT, modules

TOOLS = {
    "ruff": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "mypy": ["mypy"],
    "djlint": ["djlint", "templates", "--lint", "--quiet"],
}
EXCEPTION = re.compile(
    r"#\s*(?:noqa(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|type:\s*ignore(?:\[[^\]]*\])?)\s*(?P<reason>.*)$"
)


@pytest.mark.parametrize("tool", TOOLS)
def test_finds_nothing(tool):
    command = [sys.executable, "-m", *TOOLS[tool]]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_rule_that_is_off_says_why():
    """Each rule switched off in pyproject.toml has its reason beside it, in the same line."""
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start = lines.index("ignore = [") + 1
    ignored = lines[start : lines.index("]", start)]
    assert ignored
    assert not [line.strip() for line in ignored if "#" not in line]


def test_every_exception_in_the_code_says_why():
    """An exception has its reason in the same line: `noqa: CODE - reason`."""
    bare = [
        f"{module.path}:{number}: {line.strip()}"
        for module in modules("kb", "tests", "benchmarks")
        for number, line in enumerate(module.text.splitlines(), 1)
        if (found := EXCEPTION.search(line)) and not re.search(r"[a-z]{2}", found["reason"])
    ]
    assert not bare, "\n".join(bare)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("noqa: A001, B002", ""),
        ("noqa: A001 - it is asked for", "- it is asked for"),
        ("type: ignore[misc]", ""),
        ("type: ignore[misc]  # untyped upstream", "# untyped upstream"),
    ],
)
def test_a_reason_is_what_stands_behind_the_codes(line, reason):
    found = EXCEPTION.search(f"x = 1  # {line}")
    assert found
    assert found["reason"] == reason
