"""Every kept file is fit for every machine; what is installed is exactly what was tested."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.architecture.tree import ROOT, kept_files

MACHINE = re.compile(r"(?<![\w.})/~-])/(?:work|root|home|Users|opt)/\w")
LOCKS = ["requirements.txt", "requirements-dev.txt"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LARGEST_BYTES = 1_000_000


def _text(path: Path) -> str | None:
    raw = path.read_bytes()
    return None if b"\0" in raw else raw.decode("utf-8", errors="replace")


def test_no_file_names_a_path_of_one_machine():
    named = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in kept_files()
        if (text := _text(path)) and (found := MACHINE.search(text))
    ]
    assert not named


@pytest.mark.parametrize("folder", ["work", "root", "home", "Users", "opt"])
def test_a_path_of_one_machine_is_seen(folder):
    assert MACHINE.search(f"found in /{folder}/ann")
    assert not MACHINE.search(f"https://example.org/{folder}/ann and docs/{folder}/ann")


def test_no_file_is_too_large_for_a_repository():
    large = {str(path): path.stat().st_size for path in kept_files()}
    assert not {path: size for path, size in large.items() if size > LARGEST_BYTES}


def test_the_continuous_check_can_be_run():
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


def _pins(name: str) -> dict[str, set[str]]:
    """Return the pinned versions of each package (more than one where Pythons differ)."""
    pins: dict[str, set[str]] = {}
    for package, version in re.findall(
        r"^([\w.-]+)==([\w.]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE
    ):
        pins.setdefault(package, set()).add(version)
    return pins


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_exact_and_carries_hashes(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE).strip())
    assert entries
    assert not [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]


@pytest.mark.parametrize("name", LOCKS)
def test_no_requirement_names_a_place(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"://|file:|--(?:extra-)?index-url|--find-links", text)


@pytest.mark.parametrize(("name", "extras"), [(LOCKS[0], []), (LOCKS[1], ["dev"])])
def test_every_range_of_the_project_is_met(name, extras):
    pins = _pins(name)
    wanted = [*map(Requirement, PROJECT["dependencies"]), *_spelled_out(extras)]
    for requirement in wanted:
        versions = pins.get(requirement.name, set())
        assert versions, f"{requirement.name} is not in {name}: make requirements"
        assert all(version in requirement.specifier for version in versions)


def _spelled_out(extras):
    """Yield what extras want; one that names another extra of ours wants what that wants."""
    for extra in extras:
        for requirement in map(Requirement, PROJECT["optional-dependencies"][extra]):
            if requirement.name == PROJECT["name"]:
                yield from _spelled_out(sorted(requirement.extras))
            else:
                yield requirement


def test_what_is_tested_is_what_runs():
    runs, tested = map(_pins, LOCKS)
    assert {package: tested.get(package) for package in runs} == runs
