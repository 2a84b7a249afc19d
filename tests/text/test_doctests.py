"""The examples in this area's docstrings are run."""

import doctest
import importlib
import pkgutil

import pytest

import kb.text

MODULES = sorted(
    module.name for module in pkgutil.walk_packages(kb.text.__path__, kb.text.__name__ + ".")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples():
    modules = map(importlib.import_module, MODULES)
    assert sum(doctest.testmod(module).attempted for module in modules) > 20
