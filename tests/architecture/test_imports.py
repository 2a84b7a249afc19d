"""Imports go down only, and each library has one door (contracts in pyproject.toml)."""

import subprocess
import sys
from functools import cache

import grimp
import pytest

from tests.architecture.tree import ROOT

ROOMS = {"factory", "web", "cli", "services", "models", "importers", "search", "text"}
CELLAR = {"vocabulary", "errors", "settings", "migrations"}


@cache
def _graph() -> grimp.ImportGraph:
    return grimp.build_graph("kb", include_external_packages=True, cache_dir=None)


def _importers(library: str) -> set[str]:
    graph = _graph()
    return graph.find_modules_that_directly_import(library) if library in graph.modules else set()


def test_every_contract_is_kept():
    command = [
        sys.executable,
        "-c",
        "from importlinter import cli; cli.lint_imports_command()",
        "--no-logo",
    ]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_house_has_all_its_rooms():
    """A contract about a room that is missing would hold for nothing."""
    rooms = {name.removeprefix("kb.") for name in _graph().find_children("kb")}
    assert rooms - {"plain"} == ROOMS | CELLAR


@pytest.mark.parametrize(
    ("library", "floor"),
    [
        ("argon2", "kb.services"),
        ("alembic", "kb.services"),
        ("markdown", "kb.text"),
        ("bleach", "kb.text"),
        ("tantivy", "kb.search"),
        ("whoosh", "kb.search"),
    ],
)
def test_each_library_has_exactly_one_door(library, floor):
    outside = {name for name in _importers(library) if not name.startswith("kb.migrations")}
    doors = {_door(name) for name in outside}
    assert len(doors) == 1, f"{library} is imported by {sorted(outside)}; give it one module"
    assert doors.pop().startswith(f"{floor}.")


def _door(module: str) -> str:
    """Return the module or package right on its floor: kb.search.whoosh_engine for its parts."""
    return ".".join(module.split(".")[:3])


def test_spacy_has_no_other_door_than_language():
    assert _importers("spacy") <= {"kb.plain.language"}


@pytest.mark.parametrize("library", ["nh3", "hypothesis", "pytest", "playwright", "html5lib"])
def test_what_only_tests_need_is_not_used_by_the_house(library):
    assert not _importers(library)


def test_only_the_markup_door_makes_markup():
    """Everything else is escaped by Jinja: who can make Markup can make a hole."""
    makers = {name for name in _importers("markupsafe") if not name.startswith("kb.text.markup")}
    assert not makers


def test_nobody_imports_a_migration():
    graph = _graph()
    migrations = {"kb.migrations", *graph.find_descendants("kb.migrations")}
    importers = {
        importer
        for migration in migrations
        for importer in graph.find_modules_that_directly_import(migration)
    }
    assert importers <= migrations
