"""Templates: all parse, nothing unused, nothing unescaped, nothing inline."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.architecture.tree import ROOT

TEMPLATES = ROOT / "templates"
PATHS = sorted(TEMPLATES.rglob("*.html"))
EVERY = pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.relative_to(TEMPLATES)))
HANDLERS = "click|change|submit|input|load|error|focus|blur|toggle|key[a-z]+|mouse[a-z]+"
INLINE = re.compile(
    rf"<script(?![^>]*\ssrc=)|<style\b|<[a-z][^>]*\s(?:style|on(?:{HANDLERS}))\s*=|javascript:",
    re.IGNORECASE,
)


def _parse(path: Path) -> nodes.Template:
    # Blocks of extensions are not used here: what Flask gives a template are names, not tags.
    return Environment(autoescape=True).parse(path.read_text(encoding="utf-8"), filename=str(path))


def test_there_are_templates():
    assert PATHS, "templates/ holds no page"


@EVERY
def test_a_template_parses(path):
    assert _parse(path).body


@EVERY
def test_nothing_is_imported_unused(path):
    tree = _parse(path)
    used = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
    unused = _imported(tree) - used
    assert not unused


def _imported(tree: nodes.Template) -> set[str]:
    named = {
        name if isinstance(name, str) else name[1]
        for node in tree.find_all(nodes.FromImport)
        for name in node.names
    }
    return named | {node.target for node in tree.find_all(nodes.Import)}


@EVERY
def test_what_is_imported_or_included_exists(path):
    kinds = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
    named = [node.template for node in _parse(path).find_all(kinds)]
    constant = [name.value for name in named if isinstance(name, nodes.Const)]
    assert not [name for name in constant if not (TEMPLATES / name).is_file()]


@EVERY
def test_nothing_leaves_the_escaping(path):
    tree = _parse(path)
    assert not [node for node in tree.find_all(nodes.Filter) if node.name == "safe"]
    assert not list(tree.find_all((nodes.ScopedEvalContextModifier, nodes.EvalContextModifier)))


@EVERY
def test_no_script_style_or_handler_stands_inside_a_page(path):
    assert not INLINE.findall(path.read_text(encoding="utf-8"))


@EVERY
def test_a_component_file_holds_one_macro_of_its_name(path):
    if path.parent.name != "components":
        return
    macros = [macro.name for macro in _parse(path).find_all(nodes.Macro)]
    public = [name for name in macros if not name.startswith("_")]
    assert public == [path.stem.replace("-", "_")]


@pytest.mark.parametrize(
    "page",
    [
        "<script>x()</script>",
        '<p class="a" style="color: red">',
        '<button onclick="x()">',
        '<a href="javascript:x()">',
    ],
)
def test_what_is_inline_is_seen(page):
    assert INLINE.search(page)


def test_what_only_looks_inline_is_let_be():
    page = '<script src="/static/a.js" nonce="1"></script><p>style = x {{ rows(only=1) }}</p>'
    assert not INLINE.search(page)
