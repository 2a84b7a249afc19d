"""The picture itself: boxes with their words, arrows with their lines, all in pixels.

Between two layers is a gap in which lines bend; inside a layer they run straight down (or up) in
a place of their own: no line crosses a box.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.importers.records import ProcessRecord, StepRecord
from kb.services.reading.process_picture.labels import wrap
from kb.services.reading.process_picture.layers import Edge, Layers, Node, lay
from kb.services.reading.process_picture.places import centres
from kb.vocabulary import StepKind

BOX_WIDTH = 248.0
PAD = 12.0
KIND_HEIGHT, TITLE_LINE, ROW_LINE = 18.0, 20.0, 17.0
TITLE_LETTERS, ROW_LETTERS = 22.0, 24.0  # at 15 and 13 px, in the widest of usual fonts
LAYER_GAP, MARGIN = 56.0, 40.0
CURVE = 0.6  # of the gap: how far a line runs straight before it bends


@dataclass(frozen=True)
class Row:
    """One outcome inside its box: the key that chooses it, its words in lines, where they begin."""

    number: int
    lines: tuple[str, ...]
    y: float


@dataclass(frozen=True)
class Box:
    """A step. x and y are its upper left corner; every y counts from the picture's top."""

    id: str
    number: int  # from 1, as in the list beside the picture
    kind: StepKind
    title: str
    title_lines: tuple[str, ...]
    title_y: float
    rows: tuple[Row, ...]
    inside: tuple[str, ...]  # the process that is run inside it, in lines
    inside_y: float
    x: float
    y: float
    height: float
    width: float = BOX_WIDTH

    @property
    def is_end(self) -> bool:
        """True when the process ends here."""
        return not self.rows


@dataclass(frozen=True)
class Arrow:
    """An outcome on its way: an SVG path, and where its number stands at the box's lower edge."""

    source: str
    number: int
    target: str
    path: str
    x: float
    y: float
    goes_up: bool


@dataclass(frozen=True)
class Picture:
    """All of it; (0, 0) is the upper left corner."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def draw_process(process: ProcessRecord, titles: Mapping[str, str] | None = None) -> Picture:
    """Return the picture of a process; `titles` are those of the processes that its steps use."""
    layers = lay(process.steps)
    across = {node: x + MARGIN for node, x in centres(layers, BOX_WIDTH).items()}
    steps = {step.id: step for step in process.steps}
    sizes = {step.id: _Size.of(step, titles or {}) for step in process.steps}
    tops = _tops(layers, sizes)
    boxes = {
        step.id: _box(step, number, sizes[step.id], (across[step.id], tops[layers.depth[step.id]]))
        for number, step in enumerate(process.steps, 1)
    }
    ports = _Ports(boxes, layers, across, tops)
    return Picture(
        width=max(across.values()) + BOX_WIDTH / 2 + MARGIN,
        height=tops[-1] - LAYER_GAP + MARGIN,
        boxes=tuple(boxes.values()),
        arrows=tuple(ports.arrow(edge, len(steps[edge.source].outcomes)) for edge in layers.edges),
    )


@dataclass(frozen=True)
class _Size:
    """A step's words in lines, and how high they make its box."""

    title: tuple[str, ...]
    inside: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, step: StepRecord, titles: Mapping[str, str]) -> "_Size":
        runs = f"runs: {titles[step.uses]}" if step.uses in titles else ""
        return cls(
            wrap(step.title, TITLE_LETTERS),
            wrap(runs, ROW_LETTERS),
            tuple(wrap(outcome.label, ROW_LETTERS) for outcome in step.outcomes),
        )

    @property
    def rows_top(self) -> float:
        words = KIND_HEIGHT + TITLE_LINE * len(self.title) + ROW_LINE * len(self.inside)
        return PAD + words + PAD / 2

    @property
    def height(self) -> float:
        return self.rows_top + ROW_LINE * sum(map(len, self.rows)) + PAD


def _tops(layers: Layers, sizes: Mapping[str, _Size]) -> list[float]:
    """Return the y at which each layer begins, and where one more would."""
    tops = [MARGIN]
    for row in layers.rows:
        heights = [sizes[node].height for node in row if isinstance(node, str)]
        tops.append(tops[-1] + max(heights, default=0.0) + LAYER_GAP)
    return tops


def _box(step: StepRecord, number: int, size: _Size, place: tuple[float, float]) -> Box:
    x, y = place
    rows, row_y = [], y + size.rows_top
    for at, lines in enumerate(size.rows, 1):
        rows.append(Row(at, lines, row_y))
        row_y += ROW_LINE * len(lines)
    title_y = y + PAD + KIND_HEIGHT
    return Box(
        id=step.id,
        number=number,
        kind=step.kind,
        title=step.title,
        title_lines=size.title,
        title_y=title_y,
        rows=tuple(rows),
        inside=size.inside,
        inside_y=title_y + TITLE_LINE * len(size.title),
        x=x - BOX_WIDTH / 2,
        y=y,
        height=size.height,
    )


@dataclass(frozen=True)
class _Ports:
    """Draws arrows between boxes that are placed."""

    boxes: Mapping[str, Box]
    layers: Layers
    across: Mapping[Node, float]
    tops: list[float]

    def arrow(self, edge: Edge, of: int) -> Arrow:
        """Return the arrow of an outcome; `of` is how many outcomes its step has."""
        box = self.boxes[edge.source]
        x = box.x + box.width * edge.number / (of + 1)
        y = box.y + box.height
        up = self.layers.goes_up(edge)
        path = self._up(edge, x, y) if up else self._down(edge, x, y)
        return Arrow(edge.source, edge.number, edge.target, path, round(x, 1), round(y, 1), up)

    def _down(self, edge: Edge, x: float, y: float) -> str:
        """From the box's foot straight to the gap; through each bend; to the target's head."""
        line = [f"M{x:.1f} {y:.1f}", f"V{self._foot(self.layers.depth[edge.source]):.1f}"]
        at = self.layers.depth[edge.source]
        for bend in self.layers.edges[edge]:
            line.append(self._across(x, self.across[bend], at))
            x, at = self.across[bend], bend.layer
            line.append(f"V{self._foot(at):.1f}")
        line.append(self._across(x, self.across[edge.target], at))
        return " ".join(line)

    def _up(self, edge: Edge, x: float, y: float) -> str:
        """Round below the layer to the first bend, up through all of them, over and down."""
        bends = self.layers.edges[edge]
        foot, side = self._foot(bends[0].layer), self.across[bends[0]]
        line = [f"M{x:.1f} {y:.1f}", f"V{foot:.1f}", _turn(x, side, foot, MARGIN * CURVE)]
        for bend in bends:
            if bend is not bends[0]:
                line.append(self._rise(side, self.across[bend], bend.layer))
                side = self.across[bend]
            line.append(f"V{self.tops[bend.layer]:.1f}")
        head = self.tops[self.layers.depth[edge.target]]
        line.append(_turn(side, self.across[edge.target], head, -MARGIN * CURVE))
        return " ".join(line)

    def _foot(self, layer: int) -> float:
        return self.tops[layer + 1] - LAYER_GAP

    def _across(self, x: float, to: float, layer: int) -> str:
        """From the foot of a layer to the head of the next."""
        foot, head = self._foot(layer), self.tops[layer + 1]
        reach = (head - foot) * CURVE
        return f"C{x:.1f} {foot + reach:.1f} {to:.1f} {head - reach:.1f} {to:.1f} {head:.1f}"

    def _rise(self, x: float, to: float, layer: int) -> str:
        """From the head of the layer below to the foot of this one."""
        head, foot = self.tops[layer + 1], self._foot(layer)
        reach = (head - foot) * CURVE
        return f"C{x:.1f} {head - reach:.1f} {to:.1f} {foot + reach:.1f} {to:.1f} {foot:.1f}"


def _turn(x: float, to: float, y: float, reach: float) -> str:
    """Half a turn, `reach` pixels deep, from x to another x at the same height."""
    depth = y + reach * 4 / 3  # the curve itself reaches three quarters of its handles
    return f"C{x:.1f} {depth:.1f} {to:.1f} {depth:.1f} {to:.1f} {y:.1f}"
