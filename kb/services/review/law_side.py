"""The law beside what is written about it.

The edition that counts, what to choose from it, what changed of it since the words were written.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kb.errors import InvalidError, NotFoundError
from kb.importers.library.fields import as_day
from kb.models import Edition, Provision, Revision
from kb.services.law.nodes import LawNode, citation_of, law_nodes
from kb.services.law.passages import Passage, read_passages
from kb.services.library.released import released_editions
from kb.services.propagation.coverage import Mark, read_coverage
from kb.services.publishing.standing import Standing
from kb.services.publishing.texts import text_of
from kb.services.review.forms import Fields
from kb.services.unit import Unit
from kb.text.compare import Piece, word_difference
from kb.text.markup import to_text
from kb.vocabulary import Size

SNIPPET = 160


@dataclass(frozen=True)
class EditionChoice:
    """An edition that words can be written against: the one in force, or a coming one."""

    day: date
    is_coming: bool
    is_chosen: bool


@dataclass(frozen=True)
class Choice:
    """A provision to choose: how deep it lies, how it begins, and whether anything covers it."""

    eid: str
    number: str
    heading: str
    words: str
    depth: int
    is_chosen: bool
    mark: Mark


@dataclass(frozen=True)
class ChangedLaw:
    """A provision that is no longer what the words were written for; `pieces` show how.

    `heading` is the one that it kept, "" where it has none or another one now.
    """

    citation: str
    heading: str
    pieces: tuple[Piece, ...]
    size: Size
    is_gone: bool


@dataclass(frozen=True)
class LawSide:
    """The left side of the editor."""

    original: str
    edition_id: int
    title: str
    kind: str
    day: date
    is_coming: bool
    editions: tuple[EditionChoice, ...]
    nodes: tuple[LawNode, ...]
    choices: tuple[Choice, ...]
    changes: tuple[ChangedLaw, ...]


def editions_to_write_for(unit: Unit, slug: str) -> dict[date, Edition]:
    """Return {day: edition}: the one in force and those to come. Raises NotFoundError."""
    days = {
        day: edition
        for (original, day), edition in released_editions(unit).items()
        if original == slug
    }
    if not days:
        raise NotFoundError(f"There is no original “{slug}” with a released edition.")
    begun = [day for day in days if day <= unit.today]
    first = max(begun) if begun else min(days)
    return {day: edition for day, edition in sorted(days.items()) if day >= first}


def chosen_edition(unit: Unit, slug: str, fields: Mapping[str, list[str]]) -> Edition:
    """Return the edition that a form names, or the first that words can be written for."""
    editions = editions_to_write_for(unit, slug)
    named = as_day("".join(fields.get("edition", [])[:1]))
    return editions[named] if named in editions else next(iter(editions.values()))


def carry_fields(unit: Unit, slug: str, fields: Fields, target: Edition) -> Fields:
    """Return the fields of an answer or a head as they read in `target`.

    What is gone there is left out; the page says so. Words are never touched.
    """
    old = _named_edition(unit, slug, fields)
    name = "eid" if "eid" in fields else "covers"
    eids = fields.get(name, [])
    carried = dict(fields)
    carried["edition"] = [target.in_force_from.isoformat()]
    if old is None or old.id == target.id:
        return carried
    law = Standing(unit, [text_of(target)])
    went = [law.of(old.id, eid).new_eid for eid in eids]
    kept = [at for at, eid in enumerate(went) if eid]
    carried[name] = [went[at] for at in kept]
    if "reason" in fields:
        carried["reason"] = [fields["reason"][at] for at in kept]
    return carried


def switch_edition(unit: Unit, slug: str, fields: Fields, day_text: str) -> Fields:
    """Return the fields carried to another edition. Raises InvalidError where there is none."""
    editions = editions_to_write_for(unit, slug)
    day = as_day(day_text)
    if day not in editions:
        raise InvalidError("That edition is neither in force nor coming.")
    return carry_fields(unit, slug, fields, editions[day])


def law_side(unit: Unit, slug: str, fields: Fields, *, since: Revision | None = None) -> LawSide:
    """Return the law beside the fields of an answer or a head; `since` is the text before."""
    edition = chosen_edition(unit, slug, fields)
    chosen = fields.get("covers", [])
    coverage = read_coverage(unit, edition)
    passages = read_passages(unit, edition)
    return LawSide(
        original=slug,
        edition_id=edition.id,
        title=edition.title,
        kind=edition.kind,
        day=edition.in_force_from,
        is_coming=edition.in_force_from > unit.today,
        editions=tuple(
            EditionChoice(day, day > unit.today, one.id == edition.id)
            for day, one in editions_to_write_for(unit, slug).items()
        ),
        nodes=law_nodes(unit, edition, chosen) if chosen else (),
        choices=tuple(
            _choice(one, depth, chosen, coverage.mark(one.eid)) for one, depth in _deep(passages, 0)
        ),
        changes=law_changes(unit, since, [edition]) if since else (),
    )


def law_changes(
    unit: Unit, revision: Revision, editions: Collection[Edition]
) -> tuple[ChangedLaw, ...]:
    """Return what changed in `editions` of what `revision` stands for, since it was written.

    A change that compliance classed editorial counts as none (I4).
    """
    law = Standing(unit, map(text_of, editions))
    by_original = {edition.original_id: edition for edition in editions}
    found: dict[tuple[int, str], ChangedLaw] = {}
    for cover in revision.covers:
        stands = law.of(cover.edition_id, cover.eid)
        if stands.size is not None:
            old = law.edition(cover.edition_id)
            before = (old, cover.eid)
            after = (by_original[old.original_id], stands.new_eid)
            found[old.id, cover.eid] = _changed(unit, before, after, stands.size)
    return tuple(found.values())


def _changed(
    unit: Unit, before: tuple[Edition, str], after: tuple[Edition, str], size: Size
) -> ChangedLaw:
    (old, old_eid), (new, new_eid) = before, after
    was = unit.session.get_one(Provision, (old.id, old_eid))
    now = unit.session.get_one(Provision, (new.id, new_eid)) if new_eid else None
    heading = was.heading if now is None or now.heading == was.heading else ""
    pieces = word_difference(_words(was, heading), _words(now, heading) if now else "")
    named = citation_of(new, now) if now else citation_of(old, was)
    return ChangedLaw(named, heading, tuple(pieces), size, is_gone=now is None)


def _words(provision: Provision, heading: str) -> str:
    """Return the words of a provision without marks of Markdown, and without `heading`."""
    return to_text(provision.text.removeprefix(heading)).strip()


def _named_edition(unit: Unit, slug: str, fields: Fields) -> Edition | None:
    day = as_day("".join(fields.get("edition", [])[:1]))
    return released_editions(unit).get((slug, day)) if day else None


def _deep(passages: Iterable[Passage], depth: int) -> Iterable[tuple[Passage, int]]:
    for one in passages:
        yield one, depth
        yield from _deep(one.children, depth + 1)


def _choice(one: Passage, depth: int, chosen: Collection[str], mark: Mark) -> Choice:
    own = " … ".join(to_text(part.text) for part in one.parts if part.text)
    words = own if len(own) <= SNIPPET else f"{own[:SNIPPET].rsplit(' ', 1)[0]} …"
    is_chosen = one.eid in chosen
    return Choice(one.eid, one.number, one.heading, words, depth, is_chosen, mark)
