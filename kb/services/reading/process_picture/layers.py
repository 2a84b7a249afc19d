"""Which layer each step stands in, and in which order: arrows lead down and cross seldom.

An arrow that passes a layer has a *bend* in it, so that its line has a place of its own between
the boxes. An arrow that leads back up has a bend in every layer from its step's to its target's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.importers.records import StepRecord

SWEEPS = 12


@dataclass(frozen=True)
class Edge:
    """An outcome: the step it comes of, its number from 1, the step that follows."""

    source: str
    number: int
    target: str


@dataclass(frozen=True)
class Bend:
    """The place of an arrow in a layer that it passes."""

    edge: Edge
    layer: int


Node = str | Bend
"""A step by its id, or a bend."""


@dataclass(frozen=True)
class Layers:
    """The ordered layers from the top; each arrow with its bends, in its own direction."""

    rows: tuple[tuple[Node, ...], ...]
    edges: Mapping[Edge, tuple[Bend, ...]]
    depth: Mapping[str, int]

    def goes_up(self, edge: Edge) -> bool:
        """True when the arrow leads back to a step above, or to where it came from."""
        return self.depth[edge.target] <= self.depth[edge.source]


def way(edge: Edge, bends: Sequence[Bend]) -> tuple[Node, ...]:
    """Return all that the arrow goes through, both its ends included."""
    return (edge.source, *bends, edge.target)


def lay(steps: Sequence[StepRecord]) -> Layers:
    """Return the layers of a process; its first step stands alone in the first."""
    edges = list(_edges(steps))
    depth = _depths(steps, edges)
    bends = {edge: tuple(_bends(edge, depth)) for edge in edges}
    rows = _first_order(steps, depth, bends)
    links = _links(bends, depth)
    return Layers(_best_order(rows, links), bends, depth)


def _edges(steps: Sequence[StepRecord]) -> Iterator[Edge]:
    known = {step.id for step in steps}
    for step in steps:
        for number, outcome in enumerate(step.outcomes, 1):
            if outcome.step in known:
                yield Edge(step.id, number, outcome.step)


def _depths(steps: Sequence[StepRecord], edges: Sequence[Edge]) -> dict[str, int]:
    """Return the layer of each step: below every step that leads to it, circles apart."""
    onward: dict[str, list[str]] = {step.id: [] for step in steps}
    for edge in edges:
        onward[edge.source].append(edge.target)
    depth = dict.fromkeys(onward, 0)
    for step in _in_order(onward, steps[0].id):
        for target in onward[step]:
            depth[target] = max(depth[target], depth[step] + 1)
    return depth


def _in_order(onward: dict[str, list[str]], first: str) -> list[str]:
    """Return the steps so that arrows lead forward; those that close a circle are taken out.

    Depth first, without recursion: a process may have hundreds of steps in a row.
    """
    done: list[str] = []
    seen, open_steps = {first}, {first}
    stack = [(first, iter(tuple(onward[first])))]
    while stack:
        step, following = stack[-1]
        target = next(following, None)
        if target is None:
            done.append(step)
            open_steps.discard(step)
            stack.pop()
        elif target in open_steps:
            onward[step].remove(target)
        elif target not in seen:
            seen.add(target)
            open_steps.add(target)
            stack.append((target, iter(tuple(onward[target]))))
    return done[::-1]


def _bends(edge: Edge, depth: Mapping[str, int]) -> Iterator[Bend]:
    start, end = depth[edge.source], depth[edge.target]
    passed = range(start, end - 1, -1) if end <= start else range(start + 1, end)
    return (Bend(edge, layer) for layer in passed)


def _first_order(
    steps: Sequence[StepRecord], depth: Mapping[str, int], bends: Mapping[Edge, Sequence[Bend]]
) -> list[list[Node]]:
    rows: list[list[Node]] = [[] for _ in range(max(depth.values()) + 1)]
    for step in steps:
        rows[depth[step.id]].append(step.id)
    for passed in bends.values():
        for bend in passed:
            rows[bend.layer].append(bend)
    return rows


def _links(
    bends: Mapping[Edge, Sequence[Bend]], depth: Mapping[str, int]
) -> dict[Node, list[Node]]:
    """Return what each node is joined to in the layer above or below it."""
    links: dict[Node, list[Node]] = {}
    for edge, passed in bends.items():
        for one, other in pairwise(way(edge, passed)):
            if abs(_layer(one, depth) - _layer(other, depth)) == 1:
                links.setdefault(one, []).append(other)
                links.setdefault(other, []).append(one)
    return links


def _layer(node: Node, depth: Mapping[str, int]) -> int:
    return node.layer if isinstance(node, Bend) else depth[node]


def _best_order(
    rows: list[list[Node]], links: Mapping[Node, Sequence[Node]]
) -> tuple[tuple[Node, ...], ...]:
    """Order each layer by the middle of what it is joined to, down and up; keep the best seen."""
    best, fewest = [list(row) for row in rows], _crossings(rows, links)
    for sweep in range(SWEEPS):
        downward = sweep % 2 == 0
        for at in range(1, len(rows)) if downward else range(len(rows) - 2, -1, -1):
            _sort(rows[at], rows[at - 1 if downward else at + 1], links)
        crossings = _crossings(rows, links)
        if crossings < fewest:
            best, fewest = [list(row) for row in rows], crossings
    return tuple(tuple(row) for row in best)


def _sort(row: list[Node], fixed: Sequence[Node], links: Mapping[Node, Sequence[Node]]) -> None:
    at = {node: place for place, node in enumerate(fixed)}
    stands = {node: float(place) for place, node in enumerate(row)}

    def middle(node: Node) -> float:
        joined = [at[other] for other in links.get(node, ()) if other in at]
        return sum(joined) / len(joined) if joined else stands[node]

    row.sort(key=middle)


def _crossings(rows: Sequence[Sequence[Node]], links: Mapping[Node, Sequence[Node]]) -> int:
    """Return how many pairs of lines cross between layers."""
    found = 0
    for upper, lower in pairwise(rows):
        at = {node: place for place, node in enumerate(lower)}
        ends = [sorted(at[other] for other in links.get(node, ()) if other in at) for node in upper]
        flat = [end for some in ends for end in some]
        found += sum(
            flat[one] > flat[other]
            for one in range(len(flat))
            for other in range(one + 1, len(flat))
        )
    return found
