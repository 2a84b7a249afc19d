"""Which of many revisions are outdated (I4), and by what; quickly where every edition is in force.

Outdated is what stands for a provision whose text changed or is gone between the edition that was
translated and the one in force, unless every change along the way was classed editorial; and what
compliance named for a new provision. Nothing else ever is. Each language is a thing of its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

from sqlalchemy import select

from kb.models import Cover, Revision
from kb.services.publishing.standing import Standing
from kb.services.publishing.touches import Named, named_things
from kb.services.unit import Unit
from kb.text.sizes import larger
from kb.vocabulary import Size, ThingKind

IN_CHUNK = 500  # values in one IN (…)


@dataclass(frozen=True)
class Cause:
    """One provision that put words out of step.

    `eid` is the covered provision, as the words named it, and `edition` the day of the edition in
    force that says something else; of a provision that compliance named as new, both are its own.
    `part` is a step's id, `new_eid` where the words stand now ("" where they are gone),
    `translated_from` the id of the edition that `eid` is of, `changed_on` the day from which the
    law has had other words.
    """

    original: str
    eid: str
    edition: date
    size: Size
    translated_from: int
    changed_on: date
    part: str = ""
    new_eid: str = ""
    is_new: bool = False

    def as_values(self) -> dict[str, str]:
        """Return the JSON values that commands print."""
        return {
            "original": self.original,
            "eid": self.eid,
            "edition": self.edition.isoformat(),
        }


@dataclass(frozen=True)
class Outdated:
    """Why a thing is outdated: the largest size, and each cause."""

    size: Size
    causes: tuple[Cause, ...]

    @property
    def changed_on(self) -> date:
        """The day of the newest of its largest changes."""
        return max(cause.changed_on for cause in self.causes if cause.size is self.size)

    def of_part(self, part: str) -> "Outdated | None":
        """Return what outdates one step of a process, or None."""
        own = [cause for cause in self.causes if cause.part in {part, ""}]
        return _outdated(own) if own else None


def outdated(
    unit: Unit,
    kind: ThingKind,
    revisions: Mapping[str, Revision],
    *,
    standing: Standing | None = None,
) -> dict[str, Outdated]:
    """Return {key: why} of those of `revisions` that are outdated.

    `standing` is the law that counts, by default that of the unit's day.
    """
    law = standing or Standing.of_day(unit)
    named = named_things(law, kind, revisions)
    covers = _covers_behind(unit, law, [revision.id for revision in revisions.values()])
    found: dict[str, Outdated] = {}
    for key, revision in revisions.items():
        causes = [*_changed(law, covers.get(revision.id, ()))]
        causes += [_named(one) for one in named.get(key, ())]
        if causes:
            found[key] = _outdated(causes)
    return found


def outdated_keys(unit: Unit, kind: ThingKind, revisions: Mapping[str, Revision]) -> frozenset[str]:
    """Return the keys of `revisions` that are outdated."""
    return frozenset(outdated(unit, kind, revisions))


def _outdated(causes: Sequence[Cause]) -> Outdated:
    return Outdated(reduce(larger, (cause.size for cause in causes)), tuple(causes))


Place = tuple[str, int, str]
"""(part, edition id, eid)."""


def _covers_behind(unit: Unit, law: Standing, ids: Sequence[int]) -> dict[int, list[Place]]:
    """Return the links of revisions to editions that are not in force, in their order."""
    found: dict[int, list[Place]] = {}
    for start in range(0, len(ids), IN_CHUNK):
        query = (
            select(Cover.revision_id, Cover.part, Cover.edition_id, Cover.eid)
            .where(
                Cover.revision_id.in_(ids[start : start + IN_CHUNK]),
                Cover.edition_id.not_in(law.edition_ids),
            )
            .order_by(Cover.revision_id, Cover.position)
        )
        for revision_id, part, edition_id, eid in unit.session.execute(query):
            found.setdefault(revision_id, []).append((part, edition_id, eid))
    return found


def _changed(law: Standing, covers: Iterable[Place]) -> Iterator[Cause]:
    for part, edition_id, eid in dict.fromkeys(covers):
        stands = law.of(edition_id, eid)
        if stands.size is not None:
            yield Cause(
                original=law.edition(edition_id).original.slug,
                eid=eid,
                edition=stands.text.in_force_from,
                size=stands.size,
                translated_from=edition_id,
                changed_on=stands.changed_on or stands.text.in_force_from,
                part=part,
                new_eid=stands.new_eid,
            )


def _named(one: Named) -> Cause:
    return Cause(
        original=one.edition.original.slug,
        eid=one.eid,
        edition=one.edition.in_force_from,
        size=one.size,
        translated_from=one.edition.id,
        changed_on=one.edition.in_force_from,
        part=one.part,
        new_eid=one.new_eid,
        is_new=True,
    )
