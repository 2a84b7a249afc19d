"""Text to measure with: generated from a seed, so that everyone measures the same; or real.

Generated words follow Zipf's law and every page has a subject of its own, whose words it repeats:
what costs a search engine time is how many texts hold a question's words, and that is so here as
in real texts. Questions are words of one passage within the small words of a caller's sentence.
"""

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate, cycle, islice

from benchmarks import data_sets
from benchmarks.data_sets import Page, Passage
from kb.search.stopwords import STOP_WORDS

SEED = 20260401
WORDS = 20_000
PASSAGES_OF_A_PAGE = 10
PASSAGE_WORDS = range(30, 91)
SUBJECT_WORDS = 25
SUBJECT_SHARE = 0.25
SMALL_SHARE = 0.4
QUESTION_WORDS = range(3, 8)
REAL_SETS = ("condqa", "doc2dial", "vagov_plain_pages", "mtrag_govt", "insuranceqa")
OPENINGS = ("how do I", "can I", "what happens to my", "when will you", "do I have to", "who can")

Sample = tuple[tuple[Page, ...], list[str]]
"""Pages, and questions to ask of them."""


def generate(passages: int, questions: int) -> Sample:
    """Return pages with `passages` passages in all, made from the seed, and `questions`."""
    chance = random.Random(SEED)
    language = _Language(chance)
    pages = tuple(_page(language, number) for number in range(-(-passages // PASSAGES_OF_A_PAGE)))
    return pages, [_question(chance, chance.choice(pages)) for _ in range(questions)]


def collect(passages: int, questions: int) -> Sample:
    """Return pages of the real data sets that are there, and questions asked of them.

    Where they do not have enough passages, pages come again with a word changed in each passage.
    """
    sets = [data_sets.read(name) for name in REAL_SETS if data_sets.is_there(name)]
    pages = [page for data in sets for page in data.pages]
    asked = [question.text for data in sets for question in data.questions]
    taken: list[Page] = []
    count = 0
    for number, page in enumerate(cycle(pages)):
        if count >= passages:
            break
        taken.append(_varied(page, number) if number >= len(pages) else page)
        count += len(page.passages)
    random.Random(SEED).shuffle(asked)
    return tuple(taken), asked[:questions]


class _Language:
    """Words with Zipf's frequencies, and passages made of them."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._small = sorted(STOP_WORDS)
        self.words = list(islice(_invent(chance), WORDS))
        self._frequencies = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))

    def draw(self, count: int) -> list[str]:
        """Return `count` content words as frequent as they are."""
        return self._chance.choices(self.words, cum_weights=self._frequencies, k=count)

    def passage(self, subject: Sequence[str]) -> str:
        """Return one passage of a page about `subject`."""
        drawn = iter(self.draw(PASSAGE_WORDS[-1]))
        words = []
        for _ in range(self._chance.choice(PASSAGE_WORDS)):
            roll = self._chance.random()
            if roll < SMALL_SHARE:
                words.append(self._chance.choice(self._small))
            else:
                about = roll < SMALL_SHARE + SUBJECT_SHARE
                words.append(self._chance.choice(subject) if about else next(drawn))
        return " ".join(words).capitalize() + "."


def _invent(chance: random.Random) -> Iterator[str]:
    """Yield new words of two to four syllables."""
    known = set(STOP_WORDS)
    while True:
        syllables = chance.choice((2, 2, 3, 3, 4))
        word = "".join(
            chance.choice("bcdfglmnprstv") + chance.choice("aeiou") for _ in range(syllables)
        )
        if word not in known:
            known.add(word)
            yield word


def _page(language: _Language, number: int) -> Page:
    subject = language.draw(SUBJECT_WORDS)
    passages = tuple(
        Passage(" ".join(language.draw(3)).capitalize(), language.passage(subject))
        for _ in range(PASSAGES_OF_A_PAGE)
    )
    return Page(f"page-{number}", " ".join(subject[:4]).capitalize(), passages)


def _question(chance: random.Random, page: Page) -> str:
    words = chance.choice(page.passages).text[:-1].lower().split()
    telling = [word for word in words if word not in STOP_WORDS]
    size = min(chance.choice(QUESTION_WORDS), len(telling))
    return f"{chance.choice(OPENINGS)} {' '.join(chance.sample(telling, size))}?"


def _varied(page: Page, number: int) -> Page:
    passages = tuple(Passage(p.heading, f"{p.text} variant{number}") for p in page.passages)
    return Page(f"{page.slug}-{number}", page.title, passages)
