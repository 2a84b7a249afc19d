"""Editions of one original: each really changes the law, and the changes are told apart."""

from itertools import pairwise

import pytest

from kb.text.compare import MatchKind, Placed, match_provisions
from kb.text.provisions import walk


def placed(edition):
    return [
        Placed(provision.eid, parent.eid if parent else "", provision.text, position)
        for position, (provision, parent) in enumerate(walk(edition.provisions))
    ]


def neighbours(library):
    """Return each pair of editions of one original that follow each other."""
    ordered = sorted(
        library.editions, key=lambda edition: (edition.original, edition.in_force_from)
    )
    return [(old, new) for old, new in pairwise(ordered) if old.original == new.original]


def changes(old, new):
    """Return what became of the provisions: kind -> pairs of addresses."""
    became = {kind: set() for kind in MatchKind}
    for match in match_provisions(placed(old), placed(new)):
        became[match.kind].add((match.old and match.old.eid, match.new and match.new.eid))
    return became


def test_each_edition_changes_some_of_the_law_and_keeps_some(library):
    for old, new in neighbours(library):
        became = changes(old, new)
        name = f"{new.original} {new.in_force_from}"
        assert became[MatchKind.CHANGED], name
        assert became[MatchKind.SAME], name
        assert old.title == new.title, name


def test_enough_originals_have_a_past(library):
    assert len({new.original for _, new in neighbours(library)}) >= 3


@pytest.mark.parametrize(
    ("original", "kind", "pair"),
    [
        ("complaints-and-redress", MatchKind.RENUMBERED, ("sec_6.1.5", "sec_6.1.4")),
        ("complaints-and-redress", MatchKind.CHANGED, ("sec_5.1.1", "sec_5.1.1")),
        ("complaints-and-redress", MatchKind.NEW, (None, "sec_7.1.1")),
        ("complaints-and-redress", MatchKind.SAME, ("sec_8.1.1", "sec_8.1.1")),
        ("health-records-act", MatchKind.RENUMBERED, ("sec_2__para_4", "sec_2__para_5")),
        ("health-records-act", MatchKind.RENUMBERED, ("sec_12", "sec_13")),
        ("health-records-act", MatchKind.NEW, (None, "sec_9__para_1")),
        ("health-records-act", MatchKind.CHANGED, ("sec_3__para_2", "sec_3__para_2")),
        ("interpreters-and-access", MatchKind.RENUMBERED, ("sec_4.4", "sec_4.3")),
        ("interpreters-and-access", MatchKind.GONE, ("sec_4.2", None)),
        ("interpreters-and-access", MatchKind.CHANGED, ("sec_2.4__para_b", "sec_2.4__para_b")),
        ("patient-transport", MatchKind.RENUMBERED, ("art_7__para_3", "art_6__para_3")),
        ("patient-transport", MatchKind.GONE, ("art_6", None)),
        ("patient-transport", MatchKind.NEW, (None, "art_10")),
    ],
)
def test_a_change_is_taken_for_what_it_is(library, original, kind, pair):
    old, new = next(both for both in neighbours(library) if both[1].original == original)
    assert pair in changes(old, new)[kind]


def test_guidance_that_departs_from_a_policy_says_from_what_and_only_there(library):
    guidance = next(edition for edition in library.editions if edition.original == "earlier-advice")
    departing = {
        provision.eid: provision.text
        for provision, _ in walk(guidance.provisions)
        if "does not apply, and" in provision.text or "departs" in provision.text
    }
    assert set(departing) == {"sec_7__para_a", "sec_7__para_c"}
    assert (
        "paragraph 4.3 of the Patient Charges Policy does not apply" in departing["sec_7__para_a"]
    )
    covering = [
        answer
        for answer in library.answers
        if {(cover.original, cover.eid) for cover in answer.covers}
        >= {("earlier-advice", "sec_7__para_a"), ("patient-charges", "sec_4.3")}
    ]
    assert covering
