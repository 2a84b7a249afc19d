"""Where each node stands: as near as can be to what it is joined to, never overlapping."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.services.reading.process_picture.layers import Bend, Layers, Node, way

GAP, BEND_WIDTH = 32.0, 18.0
SWEEPS = 8
BEND_WEIGHT = 3.0  # long lines are straight before boxes are centred


@dataclass
class _Block:
    """Nodes that touch: their common offset, and how strongly they wish it."""

    wish: float
    weight: float
    count: int


def centres(layers: Layers, box_width: float) -> dict[Node, float]:
    """Return the x of the middle of every node, in pixels; the leftmost box begins at 0."""
    joined = _joined(layers)
    found = _packed(layers.rows, box_width)
    for sweep in range(SWEEPS):
        rows = layers.rows if sweep % 2 == 0 else layers.rows[::-1]
        for row in rows:
            wishes = [_wish(node, joined, found) for node in row]
            found.update(zip(row, _settle(row, wishes, box_width), strict=True))
    left = min(found[node] - _half(node, box_width) for node in found)
    return {node: round(x - left, 1) for node, x in found.items()}


def _half(node: Node, box_width: float) -> float:
    return (BEND_WIDTH if isinstance(node, Bend) else box_width) / 2


def _joined(layers: Layers) -> Mapping[Node, list[Node]]:
    joined: dict[Node, list[Node]] = {node: [] for row in layers.rows for node in row}
    for edge, bends in layers.edges.items():
        for one, other in pairwise(way(edge, bends)):
            if one != other:
                joined[one].append(other)
                joined[other].append(one)
    return joined


def _packed(rows: Sequence[Sequence[Node]], box_width: float) -> dict[Node, float]:
    return {node: x for row in rows for node, x in zip(row, _offsets(row, box_width), strict=True)}


def _offsets(row: Sequence[Node], box_width: float) -> list[float]:
    """Return the x of each node when all stand as close as they may."""
    offsets = [0.0]
    for one, other in pairwise(row):
        offsets.append(offsets[-1] + _half(one, box_width) + GAP + _half(other, box_width))
    return offsets


def _wish(node: Node, joined: Mapping[Node, list[Node]], found: Mapping[Node, float]) -> float:
    others = joined[node]
    return sum(found[other] for other in others) / len(others) if others else found[node]


def _settle(row: Sequence[Node], wishes: Sequence[float], box_width: float) -> list[float]:
    """Return the places nearest to the wishes that keep order and distance.

    Isotonic regression by pooling adjacent violators: what would overlap moves as one block.
    """
    offsets = _offsets(row, box_width)
    blocks: list[_Block] = []
    for node, wish, offset in zip(row, wishes, offsets, strict=True):
        weight = BEND_WEIGHT if isinstance(node, Bend) else 1.0
        blocks.append(_Block(wish - offset, weight, 1))
        while len(blocks) > 1 and blocks[-2].wish > blocks[-1].wish:
            last = blocks.pop()
            blocks[-1] = _merged(blocks[-1], last)
    shifts = [block.wish for block in blocks for _ in range(block.count)]
    return [offset + shift for offset, shift in zip(offsets, shifts, strict=True)]


def _merged(one: _Block, other: _Block) -> _Block:
    weight = one.weight + other.weight
    wish = (one.wish * one.weight + other.wish * other.weight) / weight
    return _Block(wish, weight, one.count + other.count)
