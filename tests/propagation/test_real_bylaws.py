"""Real law, amended as it really was and as drafters might: exactly what the texts say is touched.

Every by-law has answers on random provisions. What a next version would outdate is asked as the
command `impact` asks, so nothing but the by-law and its answers is stored; the real pairs are then
published as well.
"""

from datetime import date
from random import Random

import pytest

from kb.services.propagation.impact import impact_of_record
from kb.services.propagation.outdated import outdated
from kb.services.publishing.published import shown_revisions
from kb.vocabulary import ThingKind
from tests.factories import load
from tests.propagation.brute import out_of
from tests.propagation.bylaws import ABSENT, FOLDER, lines_of, pairs, versions
from tests.propagation.edits import EDITS
from tests.propagation.library import answer, edition

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason=ABSENT)

BEFORE, AFTER = date(2025, 1, 1), date(2026, 1, 1)
EDITED, ANSWERS = 500, 30
SEED = 20260401


def stored(store, chance, slug, lines):
    """Store a by-law and answers to some of its provisions; return {answer: provisions}."""
    load(store, edition(slug, BEFORE, lines))
    worded = [line.eid for line in lines if line.text]
    meant = {
        f"a{number}": chance.sample(worded, min(len(worded), chance.choice((1, 1, 2, 4))))
        for number in range(ANSWERS)
    }
    load(store, *(answer(slug, name, eids, BEFORE) for name, eids in meant.items()))
    return meant


def expected(lines, after, meant):
    out = out_of(list(lines), list(after))
    return {name for name, eids in meant.items() if any(out[eid] for eid in eids)}


def asked(store, slug, after):
    """Return what publishing these lines would outdate, as the product says."""
    with store.read() as unit:
        found = impact_of_record(unit, edition(slug, AFTER, after))
    assert not found.made_ready
    return {one.key.partition("#")[2] for one in found.outdated}


def shown_as_outdated(store, slug):
    with store.read() as unit:
        shown = shown_revisions(unit, ThingKind.ANSWER)
        keys = outdated(unit, ThingKind.ANSWER, shown)
    return {key.partition("#")[2] for key in keys if key.startswith(f"en/{slug}#")}


def test_each_real_pair_of_versions_outdates_exactly_what_changed(store):
    chance = Random(SEED)
    touched = 0
    for number, (old, new) in enumerate(pairs()):
        slug, before, after = f"pair-{number}", lines_of(old), lines_of(new)
        meant = stored(store, chance, slug, before)
        exact = expected(before, after, meant)
        assert asked(store, slug, after) == exact, (old.name, new.name)
        load(store, edition(slug, AFTER, after))
        assert shown_as_outdated(store, slug) == exact, (old.name, new.name)
        touched += len(exact)
    assert len(pairs()) == 15
    assert touched > 50  # the versions do differ


def test_five_hundred_edits_of_real_bylaws_outdate_exactly_what_they_change(store):
    chance = Random(SEED + 1)
    laws = [lines_of(files[0]) for files in versions().values()]
    small = sorted((lines for lines in laws if len(lines) > 10), key=len)[:30]
    touched = 0
    for number, lines in enumerate(small):
        slug = f"law-{number}"
        meant = stored(store, chance, slug, lines)
        for at in range(number, EDITED, len(small)):
            edit = EDITS[at % len(EDITS)]
            after = edit(chance, list(lines))
            exact = expected(lines, after, meant)
            assert asked(store, slug, after) == exact, (slug, edit.__name__)
            touched += len(exact)
    assert touched > EDITED / 3  # the edits do touch answers
