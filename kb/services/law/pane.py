"""The Law pane: what an answer stands for, original by original, and what changed of it since."""

from dataclasses import dataclass
from datetime import date

from kb.models import Edition, Provision
from kb.services.law.nodes import LawNode, citation_of, law_nodes
from kb.services.propagation.covered import Covered
from kb.services.propagation.outdated import Cause, Outdated
from kb.services.publishing.published import editions_in_force
from kb.services.unit import Unit
from kb.text.compare import Piece, word_difference
from kb.text.normal import collapse
from kb.vocabulary import Size


@dataclass(frozen=True)
class Changed:
    """A covered provision that is no longer what was translated; `pieces` show how.

    Or one that is new (`is_new`), and concerns the words though they do not stand for it.
    `heading` and `now` are those of today, "" where it is gone; `pieces` tell of the heading too
    only where that changed.
    """

    citation: str
    heading: str
    now: str
    pieces: tuple[Piece, ...]
    is_gone: bool
    size: Size
    changed_on: date | None
    is_new: bool = False


@dataclass(frozen=True)
class LawPart:
    """What the answer stands for in one original, as its edition in force has it."""

    original: str
    title: str
    kind: str
    in_force_from: date
    citations: tuple[tuple[str, str], ...]  # (eid, as people name it)
    nodes: tuple[LawNode, ...]
    changes: tuple[Changed, ...]

    @property
    def weight(self) -> int:
        """How many provisions of it the answer stands for."""
        return len(self.citations)


def law_pane(unit: Unit, covers: tuple[Covered, ...]) -> tuple[LawPart, ...]:
    """Return what the answer stands for, original by original, in the answer's own order."""
    editions = dict.fromkeys(one.edition for one in covers)
    return tuple(
        _part(unit, edition, [one for one in covers if one.edition is edition])
        for edition in editions
    )


def named_changes(unit: Unit, why: Outdated | None) -> tuple[Changed, ...]:
    """Return the new provisions that compliance named for words, as changes to show."""
    named = [cause for cause in why.causes if cause.is_new] if why else []
    editions = editions_in_force(unit, {cause.original for cause in named}) if named else {}
    return tuple(_named(unit, editions[cause.original], cause) for cause in named)


def _named(unit: Unit, edition: Edition, cause: Cause) -> Changed:
    new = unit.session.get_one(Provision, (edition.id, cause.new_eid))
    return Changed(
        citation=citation_of(edition, new),
        heading=new.heading,
        now=_words(new),
        pieces=word_difference("", _words(new)),
        is_gone=False,
        size=cause.size,
        changed_on=cause.changed_on,
        is_new=True,
    )


def _part(unit: Unit, edition: Edition, covers: list[Covered]) -> LawPart:
    standing = [one.new for one in covers if one.new is not None]
    return LawPart(
        original=covers[0].original,
        title=edition.title,
        kind=edition.kind,
        in_force_from=edition.in_force_from,
        citations=tuple((new.eid, citation_of(edition, new)) for new in standing),
        nodes=law_nodes(unit, edition, [new.eid for new in standing]),
        changes=tuple(_changed(one) for one in covers if one.is_outdated),
    )


def _changed(one: Covered) -> Changed:
    new = one.new
    return Changed(
        citation=citation_of(one.edition, new or one.old),
        heading=new.heading if new else "",
        now=_words(new) if new else "",
        pieces=_pieces(one.old, new),
        is_gone=new is None,
        size=one.size or Size.MINOR,
        changed_on=one.changed_on,
    )


def _pieces(old: Provision, new: Provision | None) -> tuple[Piece, ...]:
    """Return how the words differ; of headings only where they differ too."""
    if new and new.heading == old.heading:
        return word_difference(_words(old), _words(new))
    return word_difference(old.text, new.text if new else "")


def _words(provision: Provision) -> str:
    """Return a provision's own words: its text without the heading that it begins with."""
    return provision.text.removeprefix(collapse(provision.heading)).lstrip()
