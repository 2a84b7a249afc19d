"""What a process remembers: made once, bounded shelf by shelf, nothing of what failed."""

import pytest

from kb.services.memory import Memory


class Maker:
    """Makes numbers, and counts how often it is asked."""

    def __init__(self):
        self.asked = []

    def one(self):
        self.asked.append("one")
        return len(self.asked)

    def some(self, names):
        self.asked.append(tuple(names))
        return {name: name.upper() for name in names if name != "nothing"}


@pytest.fixture
def maker():
    return Maker()


def test_what_was_made_once_is_not_made_again(maker):
    memory = Memory()
    assert [memory.recall(("shelf", 1), maker.one) for _ in range(3)] == [1, 1, 1]
    assert memory.recall(("shelf", 2), maker.one) == 2


def test_what_raises_is_not_remembered(maker):
    memory = Memory()
    with pytest.raises(ZeroDivisionError):
        memory.recall(("shelf",), lambda: 1 // 0)
    assert memory.recall(("shelf",), maker.one) == 1


def test_only_what_is_missing_is_made_and_nothing_is_remembered_too(maker):
    memory = Memory()
    assert memory.recall_each(("words",), ["a", "nothing", "a"], maker.some) == {"a": "A"}
    assert memory.recall_each(("words",), ["b", "nothing", "a"], maker.some) == {"b": "B", "a": "A"}
    assert memory.recall_each(("words",), ["nothing"], maker.some) == {}
    assert maker.asked == [("a", "nothing"), ("b",)]


def test_a_full_shelf_forgets_what_was_used_longest_ago_and_no_other_shelf_does(maker):
    memory = Memory(2)
    memory.recall(("other",), maker.one)
    for number in (1, 2, 1, 3):
        memory.recall(("shelf", number), maker.one)
    assert len(maker.asked) == 4
    memory.recall(("shelf", 1), maker.one)
    memory.recall(("other",), maker.one)
    assert len(maker.asked) == 4
    memory.recall(("shelf", 2), maker.one)
    assert len(maker.asked) == 5


def test_a_shelf_holds_as_many_as_it_is_said_to(maker):
    memory = Memory(1)
    for number in (1, 2, 3, 1, 2, 3):
        memory.recall(("shelf", number), maker.one, most=3)
    assert len(maker.asked) == 3
