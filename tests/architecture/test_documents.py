"""What the documents say is so: paths exist, links lead somewhere, commands are the project's."""

import re

import pytest

from kb.vocabulary import Role
from tests.architecture.tree import ROOT, kept_files, modules

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))
PAGES = [
    path
    for path in kept_files()
    if path.suffix == ".md" and path.relative_to(ROOT).parts[0] not in {"content", "translations"}
]
EVERY = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))

LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")
PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:md|toml|txt|py))`")


def _links(text: str) -> list[str]:
    return [link for link in LINK.findall(text) if "://" not in link]


@EVERY
def test_every_link_leads_to_a_file(page):
    text = _without_code(page.read_text(encoding="utf-8"))
    assert not [link for link in _links(text) if not (page.parent / link).exists()]


def _without_code(text: str) -> str:
    """Leave out fenced and inline code: examples of links are not links."""
    return re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("name", ["README.md", "docs/architecture.md"])
def test_every_path_that_is_named_exists(name):
    named = set(PATH.findall((ROOT / name).read_text(encoding="utf-8")))
    assert named
    tests = ROOT / "tests"
    missing = {path for path in named if not (ROOT / path).exists() and not (tests / path).exists()}
    assert not missing


def test_the_readme_shows_the_call_screen_and_the_two_commands_first():
    first_screen = README.partition("\n## Where things are")[0]
    assert "docs/images/call-screen.png" in first_screen
    assert re.findall(r"^make (\w+)", first_screen, re.MULTILINE) == ["run", "test"]


def test_every_make_command_of_a_document_is_in_the_makefile():
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE))
    assert named
    assert named <= TARGETS


def test_make_help_prints_every_target():
    rules = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    inner = {"installed", "installed-dev", "venv"}
    assert rules == TARGETS | inner


def test_the_readme_names_the_demo_account_of_every_role():
    assert re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE) == [role.value for role in Role]


def test_every_decision_has_its_four_parts_on_one_page():
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert decisions
    for number, path in enumerate(decisions, 1):
        text = path.read_text(encoding="utf-8")
        assert path.name.startswith(f"{number:04}-")
        assert text.startswith(f"# {number:04}: ")
        assert re.findall(r"^## (\w+)", text, re.MULTILINE) == [
            "Context",
            "Decision",
            "Consequences",
        ]
        assert "**Status:** " in text
        assert text.count("\n") <= 60


def test_every_document_that_code_points_to_exists():
    texts = [module.text for module in modules("kb", "benchmarks")]
    texts += [MAKEFILE, (ROOT / "pyproject.toml").read_text(encoding="utf-8")]
    named = set(re.findall(r"docs/[\w./-]*\w", "\n".join(texts)))
    assert named
    missing = [name for name in named if not list(ROOT.glob(f"{name}*"))]
    assert not missing
