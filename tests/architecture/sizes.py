"""How long modules and functions are, beside the house's targets: `make sizes`.

The limits are tests (test_sizes.py). Medians are aims: this prints them, so that a drift is
seen before a limit is met.
"""

from statistics import median, quantiles

from tests.architecture.tree import functions, length, modules

TARGETS = {"module": (70, 200, 400), "function": (7, 22, 50), "test module": (100, 300, 500)}
"""What is measured: lines at the median, at the ninth tenth, and at most."""


def measure() -> dict[str, list[int]]:
    """Return the lines of every module, function and test module, empty packages left out."""
    code = [module for module in modules("kb") if module.lines > 1]
    return {
        "module": [module.lines for module in code],
        "function": [length(function) for module in code for function in functions(module)],
        "test module": [module.lines for module in modules("tests")],
    }


def report(lengths: dict[str, list[int]]) -> str:
    """Lay out measured lengths beside their targets, one row each."""
    head = f"{'':12} {'count':>6} {'median':>12} {'p90':>12} {'longest':>12}   (target)"
    rows = [_row(name, lengths[name], TARGETS[name]) for name in TARGETS]
    return "\n".join([head, *rows])


def _row(name: str, lines: list[int], targets: tuple[int, int, int]) -> str:
    measured = (median(lines), quantiles(lines, n=10)[-1], max(lines))
    cells = [f"{value:>6.0f} ({aim:>3})" for value, aim in zip(measured, targets, strict=True)]
    return f"{name:12} {len(lines):>6} " + " ".join(f"{cell:>12}" for cell in cells)


if __name__ == "__main__":
    print(report(measure()))
