"""The picture of a process: every step and every outcome is in it, and nothing lies on anything."""

import re
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import NotFoundError
from kb.importers.records import Outcome
from kb.services.actor import OPERATOR
from kb.services.reading.process_picture import draw_process, read_picture
from kb.services.reading.process_picture.labels import width, wrap
from tests import factories as f
from tests.services.reviewed import write

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def _process(*flows):
    """A process whose steps are "0", "1", …; each flow is what may follow its step."""
    steps = (
        f.make_step(str(at), f"Step {at}", outcomes=tuple(_outcomes(flow)))
        for at, flow in enumerate(flows)
    )
    return f.make_process(steps=tuple(steps))


def _outcomes(flow):
    return (Outcome(f"Then {target}", str(target)) for target in flow)


@st.composite
def processes(draw):
    count = draw(st.integers(1, 14))
    targets = st.lists(st.integers(0, count - 1), max_size=4)
    return _process(*(draw(targets) for _ in range(count)))


def _overlap(one, other):
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def _points(path):
    """Points along an SVG path of M, V and C, close enough together to see what it crosses."""
    x = y = 0.0
    for letter, rest in re.findall(r"([MVC])([^MVC]*)", path):
        numbers = [float(found) for found in NUMBER.findall(rest)]
        if letter == "M":
            x, y = numbers
        elif letter == "V":
            yield from ((x, y + (numbers[0] - y) * part / 40) for part in range(41))
            y = numbers[0]
        else:
            a, b, c, d, x2, y2 = numbers
            yield from (_curve((x, y), (a, b), (c, d), (x2, y2), part / 40) for part in range(41))
            x, y = x2, y2


def _curve(p0, p1, p2, p3, t):
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    across, down = zip(p0, p1, p2, p3, strict=True)
    return (
        sum(w * a for w, a in zip(weights, across, strict=True)),
        sum(w * d for w, d in zip(weights, down, strict=True)),
    )


@settings(max_examples=100, deadline=None)
@given(processes())
def test_every_step_and_every_outcome_is_drawn(process):
    picture = draw_process(process)
    assert [box.id for box in picture.boxes] == [step.id for step in process.steps]
    drawn = sorted((arrow.source, arrow.number, arrow.target) for arrow in picture.arrows)
    assert drawn == sorted(
        (step.id, number, outcome.step)
        for step in process.steps
        for number, outcome in enumerate(step.outcomes, 1)
    )


@settings(max_examples=100, deadline=None)
@given(processes())
def test_no_boxes_overlap_and_all_stand_inside(process):
    picture = draw_process(process)
    assert not [pair for pair in combinations(picture.boxes, 2) if _overlap(*pair)]
    for box in picture.boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= picture.width
        assert box.y + box.height <= picture.height


@settings(max_examples=100, deadline=None)
@given(processes())
def test_no_line_crosses_a_box_or_leaves_the_picture(process):
    picture = draw_process(process)
    for arrow in picture.arrows:
        for x, y in _points(arrow.path):
            assert 0 <= x <= picture.width
            assert 0 <= y <= picture.height
            inside = [
                box.id
                for box in picture.boxes
                if box.x + 1 < x < box.x + box.width - 1 and box.y + 1 < y < box.y + box.height - 1
            ]
            assert not inside, (arrow, x, y)


@settings(max_examples=50, deadline=None)
@given(processes())
def test_each_arrow_begins_at_its_box_and_ends_at_the_head_of_its_target(process):
    picture = draw_process(process)
    boxes = {box.id: box for box in picture.boxes}
    for arrow in picture.arrows:
        points = list(_points(arrow.path))
        source, target = boxes[arrow.source], boxes[arrow.target]
        assert points[0] == pytest.approx((arrow.x, source.y + source.height), abs=0.2)
        assert source.x < arrow.x < source.x + source.width
        assert points[-1] == pytest.approx((target.x + target.width / 2, target.y), abs=0.2)


def test_arrows_lead_down_except_where_the_process_goes_back():
    picture = draw_process(_process([1, 2], [2, 0], []))
    tops = {box.id: box.y for box in picture.boxes}
    assert tops["0"] < tops["1"] < tops["2"]
    assert [(arrow.source, arrow.target) for arrow in picture.arrows if arrow.goes_up] == [
        ("1", "0")
    ]


def test_a_straight_process_is_one_straight_column():
    picture = draw_process(_process([1], [2], [3], []))
    assert len({box.x for box in picture.boxes}) == 1
    assert all(one.y + one.height < other.y for one, other in pairwise(picture.boxes))


def test_two_ways_that_need_not_cross_do_not():
    picture = draw_process(_process([2, 1], [3], [4], [], []))
    x = {box.id: box.x for box in picture.boxes}
    assert (x["1"] < x["2"]) == (x["3"] < x["4"])


def test_a_step_that_leads_to_itself_is_drawn():
    picture = draw_process(_process([0, 1], []))
    (loop,) = [arrow for arrow in picture.arrows if arrow.goes_up]
    assert (loop.source, loop.target) == ("0", "0")


def test_the_same_process_is_always_the_same_picture():
    assert draw_process(_process([2, 1], [2], [])) == draw_process(_process([2, 1], [2], []))


def test_three_hundred_steps_in_a_row_are_drawn():
    flows = [[at + 1] for at in range(299)]
    assert len(draw_process(_process(*flows, [])).boxes) == 300


def test_ends_and_what_runs_inside_are_told():
    steps = (f.make_step("a", uses="verify", outcomes=(Outcome("x", "b"),)), f.make_step("b"))
    picture = draw_process(f.make_process(steps=steps), {"verify": "Verify the caller"})
    assert [box.is_end for box in picture.boxes] == [False, True]
    assert picture.boxes[0].inside == ("runs: Verify the caller",)


@settings(max_examples=100)
@given(st.text(), st.floats(2, 40))
def test_words_are_cut_to_fit_and_none_is_lost(text, limit):
    lines = wrap(text, limit)
    assert all(width(line) <= limit for line in lines if len(line) > 1)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_published_process_is_drawn_with_the_titles_it_uses(store):
    verify = f.make_process("verify", "Verify", steps=(f.make_step("ask", "Ask the name"),))
    f.load(store, verify, f.make_process(steps=(f.make_step(uses="verify"),)))
    with store.read() as unit:
        page = read_picture(unit, OPERATOR, "renew")
    assert page.uses == {"verify": "Verify"}
    assert page.title_of("look") == "Look at the card"


def test_a_draft_has_no_picture(store):
    write(store, f.make_process())
    with store.read() as unit, pytest.raises(NotFoundError, match="no process “renew”"):
        read_picture(unit, OPERATOR, "renew")
