"""Outdated is exactly what the texts say (I4): not one more, not one fewer."""

from datetime import date
from itertools import count, pairwise
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.importers import records as r
from kb.services.actor import OPERATOR
from kb.services.propagation.outdated import outdated
from kb.services.publishing.published import shown_revisions, visible_editions
from kb.services.publishing.sizes import change_key, decide_size
from kb.services.publishing.texts import previous_edition, released_texts
from kb.text.sizes import larger, propose_size
from kb.vocabulary import Size, ThingKind
from tests.factories import load, make_process, make_step, make_term
from tests.propagation.brute import Line, became, out_of
from tests.propagation.edits import EDITS, insert, sentence
from tests.propagation.library import answer, edition

DAYS = (date(2023, 1, 1), date(2024, 1, 1), date(2025, 1, 1), date(2026, 1, 1))
NAMES = count()


def a_text(chance: Random) -> list[Line]:
    lines = [Line("n_0", "", sentence(chance))]
    for _ in range(chance.randrange(2, 12)):
        lines = insert(chance, lines)
        if chance.random() < 0.5:
            home = chance.choice(lines)
            lines = [*lines, Line(f"{home.eid}__n_{len(lines)}", home.eid, sentence(chance))]
    return lines if len({line.eid for line in lines}) == len(lines) else a_text(chance)


def next_text(chance: Random, lines: list[Line]) -> list[Line]:
    for _ in range(chance.randrange(4)):
        lines = chance.choice(EDITS)(chance, lines)
    return lines


def a_history(chance: Random) -> list[list[Line]]:
    texts = [a_text(chance)]
    for _ in range(chance.randrange(1, 4)):
        back = texts[chance.randrange(len(texts))] if chance.random() < 0.2 else texts[-1]
        texts.append(next_text(chance, back))
    return texts


def stored(store, chance: Random, texts: list[list[Line]]):
    """Store editions, and things that stand for random provisions of random ones of them."""
    slug = f"law-{next(NAMES)}"
    load(store, *(edition(slug, day, text) for day, text in zip(DAYS, texts, strict=False)))
    meant = {}
    for number in range(6):
        at = chance.randrange(len(texts))
        some = min(len(texts[at]), chance.choice((1, 1, 3)))
        eids = [line.eid for line in chance.sample(texts[at], some)]
        meant[f"{slug}-{number}"] = at, eids
    load(store, *things(slug, meant))
    return slug, meant


def things(slug, meant):
    for name, (at, eids) in meant.items():
        covers = tuple(r.Cover(slug, eid, DAYS[at]) for eid in eids)
        yield answer(slug, name, eids, DAYS[at])
        yield make_process(name, steps=(make_step(basis=covers),))
        yield make_term(name, source=covers[0])


def found(store, kind, slug, meant):
    """Return {name: size} of what the product says is outdated."""
    keys = {f"en/{slug}#{name}" if kind is ThingKind.ANSWER else name for name in meant}
    with store.read() as unit:
        out = outdated(unit, kind, shown_revisions(unit, kind, keys))
    return {key.split("#")[-1]: why.size for key, why in out.items()}


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 2**32))
def test_the_outdated_set_is_the_one_computed_from_the_texts(store, seed):
    chance = Random(seed)
    texts = a_history(chance)
    slug, meant = stored(store, chance, texts)
    law = texts[-1]
    out = {
        name: [out_of(texts[at], law)[eid] for eid in eids] for name, (at, eids) in meant.items()
    }
    expected = {name for name, changed in out.items() if any(changed)}
    first = {name for name, changed in out.items() if changed[0]}
    assert found(store, ThingKind.ANSWER, slug, meant).keys() == expected
    assert found(store, ThingKind.PROCESS, slug, meant).keys() == expected
    assert found(store, ThingKind.TERM, slug, meant).keys() == first  # a term has one source


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 2**32))
def test_decided_sizes_count_step_by_step_and_the_largest_wins(store, seed):
    chance = Random(seed)
    texts = a_history(chance)
    slug, meant = stored(store, chance, texts)
    decided = decide(store, chance, slug, texts)
    sizes = {
        name: max(
            (size for eid in eids if (size := walked(texts, decided, at, eid))),
            key=list(Size).index,
            default=None,
        )
        for name, (at, eids) in meant.items()
    }
    expected = {name: size for name, size in sizes.items() if size}
    assert found(store, ThingKind.ANSWER, slug, meant) == expected


def decide(store, chance, slug, texts):
    """Decide some of the changes of each step; return {(step, old eid): size}."""
    decided = {}
    with store.change() as unit:
        original_id = visible_editions(unit, slug)[0].original_id
        released = [text.edition for text in released_texts(unit, original_id)]
        for step, (old, new) in enumerate(pairwise(texts)):
            went, out = became(old, new), out_of(old, new)
            assert previous_edition(unit, released[step + 1]) is released[step]
            for eid in [eid for eid in out if out[eid] and chance.random() < 0.6]:
                size = chance.choice((Size.EDITORIAL, Size.EDITORIAL, Size.MINOR, Size.MAJOR))
                key = change_key(eid, went[eid] or "")
                decide_size(
                    unit, OPERATOR, released[step + 1], released[step], key, size=size, reason="So."
                )
                decided[step, eid] = size
    return decided


def walked(texts, decided, at, eid):
    """Return the size of an outdated provision as the rule says it, or None where in step."""
    law = texts[-1]
    if not out_of(texts[at], law)[eid]:
        return None
    size, here = None, eid
    for step in range(at, len(texts) - 1):
        old, new = texts[step], texts[step + 1]
        went = became(old, new)[here]
        if out_of(old, new)[here]:
            one = decided.get((step, here)) or proposed(old, new, here, went)
            size = larger(size, one) if size else one
        if went is None:
            break
        here = went
    if size is None:
        size = proposed(texts[at], law, eid, became(texts[at], law)[eid])
    return None if size is Size.EDITORIAL else size


def proposed(old, new, eid, went):
    words = {line.eid: line.text for line in new}
    text = next(line.text for line in old if line.eid == eid)
    return larger(Size.MINOR, propose_size(text, words.get(went, "")).size)
