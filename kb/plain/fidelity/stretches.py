"""What a text says at one place and the other nowhere: the two laid beside each other by words.

The words that carry meaning are aligned in order. What stands elsewhere in the other text has only
moved. A run of the rest is a stretch that is missing; words that stand at its place instead may
say the same, so they are taken off its weight.
"""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from kb.plain.content_words import Meaning
from kb.plain.fidelity.texts import Side

MOST_WORDS, MOST_PAIRS = 3_000, 50_000  # to weigh: endless repetition would take minutes
GAP = 2  # one kept word between two missing ones does not end a run


@dataclass(frozen=True)
class Stretch:
    """Words `first` to `last` of a text that are missing in the other, `weight` of them uncovered.

    `own` counts all its words, `instead` those that the other text has at its place.
    """

    first: int
    last: int
    weight: int
    own: int
    instead: int


@dataclass(frozen=True)
class Beside:
    """Two texts beside each other, seen from `here`."""

    here: Side
    there: Side

    @cached_property
    def _own(self) -> list[Meaning]:
        return [one for sentence in self.here.meanings for one in sentence]

    @cached_property
    def _theirs(self) -> list[Meaning]:
        return [one for sentence in self.there.meanings for one in sentence]

    @cached_property
    def is_readable(self) -> bool:
        """False for texts that are endless, or repeat themselves without end."""
        if max(len(self._own), len(self._theirs)) > MOST_WORDS:
            return False
        counts = Counter(one.form for one in self._theirs)
        return sum(counts[one.form] for one in self._own) <= MOST_PAIRS

    @cached_property
    def _places(self) -> dict[int, int]:
        """Where each own word stands in the other text, by places among the words with meaning."""
        if not self.is_readable:
            return {}
        own, theirs = ([one.form for one in side] for side in (self._own, self._theirs))
        blocks = SequenceMatcher(None, own, theirs, autojunk=False).get_matching_blocks()
        return {block.a + step: block.b + step for block in blocks for step in range(block.size)}

    @cached_property
    def _kept(self) -> list[int]:
        return sorted(self._places)

    @cached_property
    def _missing(self) -> list[bool]:
        taken = set(self._places.values())
        left = Counter(one.form for at, one in enumerate(self._theirs) if at not in taken)
        return [self._is_missing(at, one.form, left) for at, one in enumerate(self._own)]

    def _is_missing(self, at: int, form: str, left: Counter[str]) -> bool:
        if at in self._places:
            return False
        left[form] -= 1
        return left[form] < 0

    @cached_property
    def _new(self) -> list[int]:
        """The places of the other text's words that this text does not have."""
        taken = set(self._places.values())
        unmatched = {one.form for at, one in enumerate(self._own) if at not in self._places}
        return [
            at
            for at, one in enumerate(self._theirs)
            if at not in taken and one.form not in unmatched
        ]

    def stretches(self) -> list[Stretch]:
        """Return what is missing in the other text, run by run."""
        return [self._stretch(first, last) for first, last in self._runs()]

    def _runs(self) -> list[tuple[int, int]]:
        places = [at for at, missing in enumerate(self._missing) if missing]
        runs: list[tuple[int, int]] = []
        for at in places if self.is_readable else ():
            if runs and at - runs[-1][1] <= GAP:
                runs[-1] = (runs[-1][0], at)
            else:
                runs.append((at, at))
        return runs

    def _stretch(self, first: int, last: int) -> Stretch:
        before, after = self._place_before(first), self._place_after(last)
        new = bisect_left(self._new, after) - bisect_left(self._new, before + 1)
        begin = self._theirs[before].at + 1 if before >= 0 else 0
        is_end = after == len(self._theirs)
        stop = len(self.there.parsed.words) if is_end else self._theirs[after].at
        start, close = self._own[first].at, self._own[last].at
        return Stretch(
            start,
            close,
            sum(self._missing[first : last + 1]) - new,
            _spoken(self.here, start, close + 1),
            _spoken(self.there, begin, stop),
        )

    def _place_before(self, at: int) -> int:
        """Return the other text's place of the last kept word before `at`, -1 without one."""
        kept = bisect_left(self._kept, at)
        return self._places[self._kept[kept - 1]] if kept else -1

    def _place_after(self, at: int) -> int:
        """Return the other text's place of the first kept word after `at`, or its end."""
        kept = bisect_left(self._kept, at)
        return self._places[self._kept[kept]] if kept < len(self._kept) else len(self._theirs)


def _spoken(side: Side, first: int, last: int) -> int:
    return sum(word.text[0].isalnum() for word in side.parsed.words[first:last])
