"""Real by-laws, acts and bills: every word comes through, in order; versions compare as they say.

The documents are not part of this project (benchmarks/data_sets.py says where they are looked for);
without them these tests are skipped, and the others in this folder stand.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks.data_sets import folder
from kb.importers.akoma_ntoso import DocumentReading, Wanted, read_document
from kb.text.compare import MatchKind, Placed, match_provisions
from kb.text.markup import to_text
from kb.text.provisions import Provision, walk

FILES = sorted((folder() / "legislation_akn").glob("*.xml"))
LAWS = ("act", "bill")
LEAST = 0.999
# Where one of these begins or ends, a word does.
APART = frozenset(
    [
        *("p", "num", "heading", "subheading", "td", "th", "tr", "item", "content", "intro"),
        *("listIntroduction", "listWrapUp", "wrapUp", "eol", "br", "section", "subsection"),
        *("li", "point", "tocItem", "block", "authorialNote", "paragraph", "blockList"),
    ]
)
WORD = re.compile(r"\w+")
KEPT = {MatchKind.SAME, MatchKind.RENUMBERED}

pytestmark = pytest.mark.skipif(not FILES, reason="the published by-laws are not here")


def name_of(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


@cache
def root_of(path: Path) -> ET.Element:
    return ET.parse(path).getroot()  # noqa: S314 - these files are known


def is_law(path: Path) -> bool:
    document = next(one for one in root_of(path) if name_of(one) != "components")
    names = {name_of(one) for one in root_of(path).iter()}
    is_single = name_of(document) in LAWS
    return is_single or (name_of(document) == "documentCollection" and bool(names & set(LAWS)))


@cache
def read(path: Path) -> DocumentReading:
    wanted = Wanted(or_named=path.stem, or_from=date(2020, 1, 1))
    return read_document(path.read_bytes(), file=path.name, wanted=wanted)


def source_text(element: ET.Element) -> str:
    """All words of a document but its metadata, found without any of the code that is tested."""
    if name_of(element) == "meta":
        return ""
    gap = " " if name_of(element) in APART else ""
    inner = (f"{source_text(one)}{one.tail or ''}" for one in element)
    return f"{gap}{element.text or ''}{''.join(inner)}{gap}"


def printed_text(provisions: tuple[Provision, ...]) -> str:
    found = []
    for one in provisions:
        found += [one.number, one.heading]
        children = iter(one.children)
        for block in one.blocks:
            is_child = block.kind == "child"
            found.append(printed_text((next(children),)) if is_child else to_text(block.content))
    return "\n".join(found)


def words(text: str) -> list[str]:
    """Words, with raised figures as plain ones: m² is m2 in the source's markup."""
    return WORD.findall(unicodedata.normalize("NFKC", text))


def count_in_order(wanted: list[str], there: list[str]) -> int:
    """How many of `wanted` are found in `there`, each after the one before, none far ahead."""
    at, found = 0, 0
    for word in wanted:
        try:
            at = there.index(word, at, at + 500) + 1
        except ValueError:
            continue
        found += 1
    return found


def test_acts_by_laws_and_bills_are_read_and_nothing_else_is():
    for path in FILES:
        refused = [problem.what for problem in read(path).problems]
        if is_law(path):
            assert refused == [], path.name
        else:
            assert len(refused) == 1, path.name
            assert "only acts, by-laws, regulations and bills are imported" in refused[0]


def test_every_word_of_every_document_comes_through_in_order():
    shares = {}
    for path in filter(is_law, FILES):
        wanted = words(source_text(root_of(path)))
        found = count_in_order(wanted, words(printed_text(read(path).edition.provisions)))
        shares[path.name] = found / max(len(wanted), 1)
    worst = sorted(shares.items(), key=lambda item: item[1])[:5]
    print("\n".join(f"{share:.5f} {name}" for name, share in worst))
    assert len(shares) > 80
    assert worst[0][1] >= LEAST


def cited_ids(element: ET.Element) -> list[str]:
    """Ids of numbered units, but of those that are words here: in notes, tables and quotations."""
    if name_of(element) in {"authorialNote", "table", "quotedStructure", "embeddedStructure"}:
        return []
    eid = element.get("id") or element.get("eId") or ""
    has_number = any(name_of(child) == "num" for child in element)
    own = [eid] if has_number and eid and not eid.count(" ") else []
    return [*own, *(inner for one in element for inner in cited_ids(one))]


def test_ids_are_kept_where_they_are_unique():
    for path in filter(is_law, FILES):
        counts = Counter(cited_ids(root_of(path)))
        eids = [one.eid for one, _ in walk(read(path).edition.provisions)]
        lost = {eid for eid, count in counts.items() if count == 1} - set(eids)
        assert lost == set(), path.name
        assert len(eids) == len(set(eids))


def pairs():
    """The versions of one by-law that follow one another."""
    versions = defaultdict(list)
    for path in filter(is_law, FILES):
        edition = read(path).edition
        versions[edition.original].append((edition.in_force_from, path))
    for found in versions.values():
        yield from pairwise(path for _, path in sorted(found))


def placed(path: Path) -> list[Placed]:
    rows = walk(read(path).edition.provisions)
    return [
        Placed(one.eid, above.eid if above else "", one.text, at)
        for at, (one, above) in enumerate(rows)
    ]


def own_words(path: Path) -> dict[str, str]:
    """By id, where it is unique, the words of a numbered unit without those of units within it."""
    found: dict[str, list[str]] = defaultdict(list)
    for unit in root_of(path).iter():
        eid = unit.get("id") or unit.get("eId")
        if eid and any(name_of(child) == "num" for child in unit):
            found[eid].append(" ".join(_without_units(unit, is_top=True).split()))
    return {eid: texts[0] for eid, texts in found.items() if len(texts) == 1}


def _without_units(element: ET.Element, *, is_top: bool = False) -> str:
    has_number = any(name_of(child) == "num" for child in element)
    if name_of(element) in {"num", "meta"} or (has_number and not is_top):
        return ""
    if any(name_of(child) == "def" for child in element):  # a provision of its own
        return ""
    gap = " " if name_of(element) in APART else ""
    inner = (f"{_without_units(one)}{one.tail or ''}" for one in element)
    return f"{gap}{element.text or ''}{''.join(inner)}{gap}"


PAIRS = 15


def test_there_are_the_pairs_that_we_know_of():
    assert len(list(pairs())) == PAIRS


@pytest.mark.parametrize("number", range(PAIRS))  # the pairs are read when they are tested
def test_versions_of_a_by_law_compare_as_their_texts_say(number):
    pair = list(pairs())[number]
    old, new = map(placed, pair)
    matches = match_provisions(old, new)
    kept = {match.old.eid: match.new.eid for match in matches if match.kind in KEPT}
    changed = [match for match in matches if match.kind is MatchKind.CHANGED]
    before, after = map(own_words, pair)
    for eid in before.keys() & after.keys() & {one.eid for one in old}:
        if before[eid] and before[eid] == after[eid]:
            assert kept.get(eid) == eid, f"{eid} says the same, and was not kept"
    for was, became in kept.items():
        if was in before and became in after:
            assert before[was] == after[became], f"{was} does not say the same as {became}"
    for match in changed:
        assert match.old.text != match.new.text
    once = [Counter(one.text for one in side if one.text) for side in (old, new)]
    unique = {text for text in once[0] if once[0][text] == once[1][text] == 1}
    assert unique <= {one.text for one in old if one.eid in kept}
