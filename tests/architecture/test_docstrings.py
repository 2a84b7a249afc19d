"""Every module says what it is for, and every public function what it does."""

import ast
from collections.abc import Iterator

from tests.architecture.tree import FunctionNode, Module, modules


def test_every_module_has_a_docstring():
    found = modules("kb", "benchmarks")
    assert found
    silent = [str(module.path) for module in found if not ast.get_docstring(module.tree)]
    assert not silent, f"no docstring at the top of: {silent}"


def test_every_public_function_has_a_docstring():
    silent = [
        f"{module.path}:{function.lineno} {function.name}"
        for module in modules("kb")
        for function in _public_functions(module)
        if not ast.get_docstring(function)
    ]
    assert not silent, "\n".join(silent)


def _public_functions(module: Module) -> Iterator[FunctionNode]:
    """Functions of the module and methods of its public classes, by name without underscore."""
    classes = [node for node in module.tree.body if isinstance(node, ast.ClassDef)]
    bodies = [module.tree.body, *(node.body for node in classes if not node.name.startswith("_"))]
    for body in bodies:
        for node in body:
            if isinstance(node, FunctionNode) and not node.name.startswith("_"):
                yield node
