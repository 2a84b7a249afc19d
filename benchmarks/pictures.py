"""Charts as SVG, drawn with nothing but the standard library: lines over two logarithmic scales."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 64, 210, 44, 52
COLOURS = ("#0b6e4f", "#a8480f", "#3b4fa0", "#7a1f6b", "#5c5c5c")
"""Each at least 4.5 : 1 against white; lines are named at their ends and differ in their marks."""
MARKS = ("●", "■", "▲", "◆", "✚")
NAMESPACE = "http://www.w3.org/2000/svg"
STYLE = "font-family='system-ui, sans-serif' font-size='13'"


@dataclass(frozen=True)
class Line:
    """A named row of points (x, y), both above 0."""

    name: str
    points: tuple[tuple[float, float], ...]
    is_dashed: bool = False


def chart(title: str, x_name: str, y_name: str, lines: Sequence[Line]) -> str:
    """Return the SVG of `lines`, with powers of ten as the grid; a table in words for readers."""
    drawn = [line for line in lines if line.points]
    scale = _Scale.of([point for line in drawn for point in line.points])
    said = "; ".join(
        f"{line.name}: " + ", ".join(f"{x:,.0f} {x_name} {y:.1f} {y_name}" for x, y in line.points)
        for line in drawn
    )
    parts = [
        f"<svg xmlns='{NAMESPACE}' viewBox='0 0 {WIDTH} {HEIGHT}' role='img' {STYLE}>",
        f"<title>{escape(title)}</title><desc>{escape(said)}</desc>",
        f"<rect width='{WIDTH}' height='{HEIGHT}' fill='#ffffff'/>",
        f"<text x='{LEFT}' y='24' font-weight='600'>{escape(f'{title}, {y_name}')}</text>",
        *_grid(scale, x_name),
        *_drawn(scale, drawn),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


@dataclass(frozen=True)
class _Scale:
    """From amounts to places; bounds are powers of ten, by their exponents."""

    x: tuple[int, int]
    y: tuple[int, int]

    @staticmethod
    def of(points: Sequence[tuple[float, float]]) -> "_Scale":
        xs, ys = [log10(x) for x, _ in points], [log10(y) for _, y in points]
        return _Scale(_bounds(xs), _bounds(ys))

    def place(self, x: float, y: float) -> tuple[float, float]:
        across = (log10(x) - self.x[0]) / (self.x[1] - self.x[0])
        up = (log10(y) - self.y[0]) / (self.y[1] - self.y[0])
        width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
        return round(LEFT + across * width, 1), round(TOP + (1 - up) * height, 1)


def _bounds(exponents: Sequence[float]) -> tuple[int, int]:
    low, high = floor(min(exponents)), ceil(max(exponents))
    return low, max(high, low + 1)


def _grid(scale: _Scale, x_name: str) -> list[str]:
    parts = []
    for exponent in range(scale.y[0], scale.y[1] + 1):
        x, y = scale.place(10 ** scale.x[0], 10**exponent)
        parts.append(
            f"<line x1='{x}' y1='{y}' x2='{WIDTH - RIGHT}' y2='{y}' stroke='#d5d5d5'/>"
            f"<text x='{x - 8}' y='{y + 4}' text-anchor='end' fill='#444'>{10.0**exponent:g}</text>"
        )
    for exponent in range(scale.x[0], scale.x[1] + 1):
        x, y = scale.place(10**exponent, 10 ** scale.y[0])
        parts.append(
            f"<line x1='{x}' y1='{TOP}' x2='{x}' y2='{y}' stroke='#ececec'/>"
            f"<text x='{x}' y='{y + 20}' text-anchor='middle' fill='#444'>{10**exponent:,}</text>"
        )
    middle = (LEFT + WIDTH - RIGHT) / 2
    name = f"<text x='{middle}' y='{HEIGHT - 8}' text-anchor='middle' fill='#444'>"
    return [*parts, f"{name}{escape(x_name)}</text>"]


def _drawn(scale: _Scale, lines: Sequence[Line]) -> list[str]:
    ends = _apart([scale.place(*line.points[-1])[1] for line in lines])
    parts = []
    for number, line in enumerate(lines):
        colour, mark = COLOURS[number % len(COLOURS)], MARKS[number % len(MARKS)]
        places = [scale.place(*point) for point in line.points]
        dashes = " stroke-dasharray='6 4'" if line.is_dashed else ""
        joined = " ".join(f"{x},{y}" for x, y in places)
        parts.append(
            f"<polyline points='{joined}' fill='none' stroke='{colour}' stroke-width='2'{dashes}/>"
        )
        parts += [
            f"<text x='{x}' y='{y + 4}' text-anchor='middle' fill='{colour}'>{mark}</text>"
            for x, y in places
        ]
        parts.append(
            f"<text x='{WIDTH - RIGHT + 12}' y='{ends[number] + 4}' fill='{colour}'>"
            f"{mark} {escape(line.name)}</text>"
        )
    return parts


def _apart(heights: Sequence[float], gap: float = 18.0) -> list[float]:
    """Return `heights`, moved down so far that names do not stand on each other."""
    placed = list(heights)
    lowest = 0.0
    for number in sorted(range(len(heights)), key=lambda n: heights[n]):
        placed[number] = max(heights[number], lowest)
        lowest = placed[number] + gap
    return placed
