"""Provisions -> canonical Markdown, from which the reader makes the same provisions again.

Sections, parts and whatever has a heading are written as headings, list items as labelled lines
four columns further in for each level. An address is written only where it is not the one that
the reader would give, a number in braces only where the reader would not recognise it. Where the
lists are so irregular that labelled lines would be read otherwise, everything becomes a heading.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kb.text.provisions.attributes import write_attributes
from kb.text.provisions.definitions import defined_term, is_definitions_heading
from kb.text.provisions.draft import BULLET, DEFINITION, OWN, ROOT, UNLABELLED, Draft
from kb.text.provisions.eids import derive_eids
from kb.text.provisions.labels import DOTTED, ENUMERATOR, Label, is_label, read_labels
from kb.text.provisions.model import BlockKind, Provision, ProvisionBlock
from kb.text.provisions.reading import read_provisions

_STEP = 4
_FIRST_LEVEL = 2  # one mark is the document's title
_OPENS_LIST = re.compile(r"[—–:-][*_\"”]*$")


@dataclass(frozen=True)
class _Plan:
    """How one provision is written; `level` is 0 where it is a labelled line."""

    provision: Provision
    draft: Draft
    level: int
    indent: int
    children: "tuple[_Plan, ...]"


def write_provisions(provisions: Sequence[Provision]) -> str:
    """Return the Markdown body that `read_provisions` reads as `provisions`, lines aside.

    >>> from kb.text.provisions.model import ProvisionBlock
    >>> words = ProvisionBlock(BlockKind.TEXT, "We refund.")
    >>> write_provisions([Provision("sec_4.1", "4.1", "Refunds", (words,))])
    '## 4.1 Refunds\\n\\nWe refund.\\n'
    """
    body = _body(provisions, all_headings=False)
    same = _bare(read_provisions(body, file="").provisions) == _bare(provisions)
    return body if same else _body(provisions, all_headings=True)


def _body(provisions: Sequence[Provision], *, all_headings: bool) -> str:
    root = Draft(ROOT, 0, -1)
    planner = _Planner(all_headings)
    plans = planner.plan(provisions, root, _FIRST_LEVEL, 0, in_list=False)
    derived = derive_eids(root)
    paragraphs = [text for plan in plans for text in _written(plan, derived)]
    return "\n\n".join(paragraphs) + "\n" if paragraphs else ""


def _bare(provisions: Sequence[Provision]) -> tuple[Provision, ...]:
    """Return the provisions without where they stood."""
    return tuple(replace(one, line=0, children=_bare(one.children)) for one in provisions)


@dataclass(frozen=True)
class _Planner:
    """Decides what is a heading: what must be, or everything where labels would be misread."""

    all_headings: bool

    def plan(
        self,
        provisions: Sequence[Provision],
        parent: Draft,
        level: int,
        indent: int,
        *,
        in_list: bool,
    ) -> tuple[_Plan, ...]:
        found: list[_Plan] = []
        for provision in provisions:
            draft = _draft(provision, in_list=in_list)
            if draft.kind == DEFINITION and any(plan.draft.kind != DEFINITION for plan in found):
                draft.kind = OWN  # after a labelled line its own words do not tell whose it is
            as_heading = self.all_headings or any(plan.level for plan in found)
            as_heading = as_heading or _wants_heading(draft, parent)
            draft.level = level if as_heading else 0
            parent.add_child(draft)
            inner = indent + (_STEP if not as_heading or _needs_room(provision) else 0)
            defining = in_list or is_definitions_heading(provision.heading)
            deeper = level + 1 if as_heading else level
            below = self.plan(provision.children, draft, deeper, inner, in_list=defining)
            found.append(_Plan(provision, draft, draft.level, indent, below))
        return tuple(found)


def _draft(provision: Provision, *, in_list: bool) -> Draft:
    """Return what the reader would make of the provision's label, with its real address."""
    label = _label(provision)
    draft = Draft(label.kind, 0, 0, label=label, number=provision.number)
    draft.reading = next(iter(label.readings), None)
    draft.heading, draft.eid = provision.heading, provision.eid
    if label.kind == OWN and not provision.number:
        term = defined_term(_first_text(provision), in_list=in_list)
        draft.kind = DEFINITION if term else OWN
        draft.label = Label(DEFINITION, "", term)
    return draft


def _label(provision: Provision) -> Label:
    line = f"{provision.number} {_safe_start(provision.heading, in_heading=True)}".strip()
    openings = read_labels(line, in_heading=True) if provision.number else ()
    if len(openings) == 1 and openings[0].label.number == provision.number:
        return openings[0].label
    return Label(UNLABELLED if provision.heading else OWN, provision.number, "")


def _wants_heading(draft: Draft, parent: Draft) -> bool:
    if draft.heading or draft.kind not in {ENUMERATOR, DOTTED, DEFINITION, OWN}:
        return True
    if draft.kind == OWN:
        return parent.kind == ROOT and bool(parent.children or draft.eid != "preamble")
    if draft.kind != DOTTED or draft.label is None:
        return False
    above = parent.label.bare if parent.label else ""
    return not (parent.level or parent.kind == ROOT or draft.label.bare.startswith(f"{above}."))


def _needs_room(provision: Provision) -> bool:
    """True where the children of a heading must stand in, so that words can follow them."""
    kinds = [block.kind for block in provision.blocks]
    if BlockKind.CHILD not in kinds:
        return False
    after = kinds[kinds.index(BlockKind.CHILD) :]
    if set(after) != {BlockKind.CHILD}:
        return True
    texts = [block.content for block in provision.blocks if block.kind is BlockKind.TEXT]
    opened = bool(_OPENS_LIST.search(texts[-1] if texts else provision.heading))
    return opened and any(len(_words(child)) > 1 for child in provision.children)


def _words(provision: Provision) -> list[ProvisionBlock]:
    return [block for block in provision.blocks if block.kind is not BlockKind.CHILD]


def _first_text(provision: Provision) -> str:
    first = provision.blocks[0] if provision.blocks else None
    return first.content if first and first.kind is BlockKind.TEXT else ""


def _written(plan: _Plan, derived: dict[Draft, str]) -> Iterator[str]:
    """Yield the paragraphs of a provision and of what it holds."""
    head, taken = _head(plan, by_hand=derived[plan.draft] != plan.provision.eid)
    if head:
        yield _indented(head, plan.indent)
    children = iter(plan.children)
    for block in plan.provision.blocks[taken:]:
        if block.kind is BlockKind.CHILD:
            yield from _written(next(children), derived)
        elif block.kind is BlockKind.TABLE:
            yield _indented(block.content, plan.indent)
        else:
            yield _indented(_safe_start(block.content), plan.indent)


def _head(plan: _Plan, *, by_hand: bool) -> tuple[str, int]:
    """Return what opens the provision, and how many of its blocks that says already."""
    provision, draft = plan.provision, plan.draft
    number = provision.number if draft.kind not in {UNLABELLED, OWN} else ""
    braces = write_attributes(provision, eid=by_hand, number=bool(provision.number and not number))
    text = _first_text(provision)
    if plan.level:
        heading = _safe_start(provision.heading, in_heading=True)
        braces = braces or ("" if number or heading else f"{{#{provision.eid}}}")
        return " ".join(filter(None, ["#" * plan.level, number, heading, braces])), 0
    if draft.kind == DEFINITION:
        return " ".join(filter(None, [text, braces])), 1
    if draft.kind == OWN and not braces:
        return _opening_words(provision, draft)
    if not text or _stands_alone(draft, text):
        return " ".join(filter(None, [number, braces])), 0
    return " ".join(filter(None, [number, braces, _safe_start(text)])), 1


def _opening_words(provision: Provision, draft: Draft) -> tuple[str, int]:
    """The words before the first section need no braces: they are the preamble by their place."""
    return ("", 0) if draft.eid == "preamble" else (f"{{#{provision.eid}}}", 0)


def _stands_alone(draft: Draft, text: str) -> bool:
    """True where the label must have a line of its own: before a list, or words it would change."""
    if BULLET.match(text) or draft.label is None:
        return bool(BULLET.match(text))
    if draft.kind == OWN:
        return False
    openings = read_labels(f"{draft.number} {_safe_start(text)}")
    return len(openings) != 1 or openings[0].text != _safe_start(text)


def _safe_start(text: str, *, in_heading: bool = False) -> str:
    """Put a backslash before words that the reader would take for a label."""
    return f"\\{text}" if is_label(text, in_heading=in_heading) and _can_open(text) else text


def _can_open(text: str) -> bool:
    """False of "(or) else": two letters in brackets are a label only after their neighbours."""
    opening = read_labels(text, in_heading=True)[0]
    readings = opening.label.readings
    return not readings or any(reading.opens_lists(opening.label.bare) for reading in readings)


def _indented(text: str, indent: int) -> str:
    return "\n".join(" " * indent + line for line in text.split("\n"))
