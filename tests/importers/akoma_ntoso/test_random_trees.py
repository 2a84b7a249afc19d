"""Whatever tree of provisions is written as Akoma Ntoso is read back as that tree."""

from xml.sax.saxutils import escape, quoteattr

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.text.markup import to_text
from kb.text.normal import collapse
from kb.text.provisions import BlockKind, Provision, ProvisionBlock, walk
from tests.importers.akoma_ntoso.documents import act, read

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="\u0085"),
    min_size=1,
    max_size=8,
)
TEXTS = st.lists(WORDS, min_size=1, max_size=6).map(lambda words: collapse(" ".join(words)))
UNITS = ("chapter", "section", "subsection", "paragraph", "subparagraph", "point")
SHAPES = st.recursive(
    st.just(()), lambda inner: st.lists(inner, max_size=4).map(tuple), max_leaves=20
)


@st.composite
def trees(draw):
    """Nested (text or None, children), each with its own words before and after them."""

    def grow(shape, depth, path):
        children = tuple(
            grow(one, depth + 1, f"{path}.{at}") for at, one in enumerate(shape) if depth < 5
        )
        before = draw(TEXTS) if not children or draw(st.booleans()) else None
        after = draw(TEXTS) if children and draw(st.booleans()) else None
        heading = draw(TEXTS) if draw(st.booleans()) else ""
        return Provision(
            f"e{path}", f"({path})", heading, _blocks(before, children, after), children
        )

    shapes = draw(st.lists(SHAPES, min_size=1, max_size=3))
    return tuple(grow(shape, 0, str(at)) for at, shape in enumerate(shapes))


def _blocks(before, children, after):
    texts = [ProvisionBlock(BlockKind.TEXT, before)] if before else []
    below = [ProvisionBlock(BlockKind.CHILD, child.eid) for child in children]
    closing = [ProvisionBlock(BlockKind.CLOSING, after)] if after else []
    return (*texts, *below, *closing)


def written(provision, depth=0):
    """A provision as an element, its words in the places that the format has for them."""
    name = UNITS[depth]
    head = f"<num>{provision.number}</num>"
    head += f"<heading>{escape(provision.heading)}</heading>" if provision.heading else ""
    inner = ""
    for block in provision.blocks:
        if block.kind is BlockKind.CHILD:
            child = next(one for one in provision.children if one.eid == block.content)
            inner += written(child, depth + 1)
        else:
            closing = "wrapUp" if block.kind is BlockKind.CLOSING else "intro"
            place = closing if provision.children else "content"
            inner += f"<{place}><p>{escape(block.content)}</p></{place}>"
    return f"<{name} eId={quoteattr(provision.eid)}>{head}{inner}</{name}>"


def bare(provisions):
    """What a tree says: addresses, numbers, headings, kinds and words of blocks."""
    return [
        (
            one.eid,
            one.number,
            one.heading,
            above.eid if above else "",
            [
                (
                    block.kind,
                    block.content if block.kind is BlockKind.CHILD else to_text(block.content),
                )
                for block in one.blocks
            ],
        )
        for one, above in walk(provisions)
    ]


def plain(provisions):
    """The same of a tree whose words are words and not Markdown."""
    return [
        (
            one.eid,
            one.number,
            one.heading,
            above.eid if above else "",
            [(block.kind, block.content) for block in one.blocks],
        )
        for one, above in walk(provisions)
    ]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees())
def test_what_is_written_is_read_back(tree):
    found = read(act("".join(map(written, tree)))).edition.provisions
    assert bare(found) == plain(tree)
