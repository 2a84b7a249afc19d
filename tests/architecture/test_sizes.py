"""Nothing is too long to be read at a sitting."""

import pytest

from tests.architecture.sizes import TARGETS, measure, report
from tests.architecture.tree import functions, length, modules

LIMITS = [("kb", TARGETS["module"][2]), ("tests", TARGETS["test module"][2])]
LONGEST_FUNCTION = TARGETS["function"][2]


@pytest.mark.parametrize(("folder", "limit"), LIMITS)
def test_no_module_is_longer_than_its_limit(folder, limit):
    found = modules(folder)
    assert found, f"{folder}/ holds no modules"
    too_long = {str(module.path): module.lines for module in found if module.lines > limit}
    assert not too_long, f"over {limit} lines; split each by what it is about: {too_long}"


def test_no_function_is_longer_than_its_limit():
    too_long = [
        f"{module.path}:{function.lineno} {function.name} has {length(function)} lines"
        for module in modules("kb", "benchmarks", "tests")
        for function in functions(module)
        if length(function) > LONGEST_FUNCTION
    ]
    assert not too_long, "\n".join(too_long)


def test_the_report_names_every_target():
    assert all(name in report(measure()) for name in TARGETS)
