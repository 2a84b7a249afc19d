"""The project's own files, as the tests of its shape read them."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VERSIONS = ROOT / "kb" / "migrations" / "versions"  # records of releases, as long as they are
NOT_OURS = {".git", ".venv", "instance", "build", "node_modules"}

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file: its path from the project's folder, its text and its syntax tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        return self.text.count("\n")


def kept_files() -> list[Path]:
    """Every file that git keeps or is about to keep; without git, every file that is ours."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    if (ROOT / ".git").exists():
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        named = [ROOT / name for name in listed.stdout.split("\0") if name]
        return [path for path in named if path.is_file()]
    return [path for path in ROOT.rglob("*") if path.is_file() and _is_ours(path)]


def _is_ours(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return not any(part in NOT_OURS or part.endswith("cache__") for part in parts)


def modules(*folders: str) -> list[Module]:
    """Every Python module below `folders` but for single migrations, in path order."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return [_read(path) for path in paths if VERSIONS not in path.parents]


def _read(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path.relative_to(ROOT), text, ast.parse(text, filename=str(path)))


def functions(module: Module) -> Iterator[FunctionNode]:
    """Every function of a module, methods and inner ones included."""
    for node in ast.walk(module.tree):
        if isinstance(node, FunctionNode):
            yield node


def length(function: FunctionNode) -> int:
    """Lines of a function from its first decorator to its end, docstring included."""
    first = min([function.lineno, *(mark.lineno for mark in function.decorator_list)])
    return (function.end_lineno or first) - first + 1
