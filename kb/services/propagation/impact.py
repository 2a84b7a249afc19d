"""What an edition will do on its day, before it is published: nothing here changes anything.

It is the same derivation as on the day itself, made with that edition as the law: what is shown
then, with what takes over by then, stands or does not stand for what it says.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import reduce

from sqlalchemy import select

from kb.importers.records import EditionRecord
from kb.models import Edition, Original, Revision
from kb.services.propagation.compared import Comparison, Naming, compare_stood
from kb.services.propagation.links import KINDS, standing_for, title_of
from kb.services.propagation.neighbours import NewProvision, new_provisions
from kb.services.propagation.outdated import Cause, outdated
from kb.services.propagation.to_check import ToCheck, to_check
from kb.services.publishing.published import editions_in_force, shown_revisions
from kb.services.publishing.sizes import decisions
from kb.services.publishing.standing import Standing
from kb.services.publishing.texts import (
    IN_STEP,
    Text,
    read_stood,
    released_texts,
    stood_in_tree,
    text_of,
)
from kb.services.publishing.touches import named_keys
from kb.services.unit import Unit
from kb.text.sizes import larger
from kb.vocabulary import Size, ThingKind


@dataclass(frozen=True)
class Touched:
    """An answer, a step (`part`) or a term that the edition touches, and by which provisions."""

    kind: ThingKind
    key: str
    part: str
    title: str
    language: str
    size: Size
    causes: tuple[Cause, ...]
    is_outdated_already: bool = False

    def as_values(self) -> dict[str, object]:
        """Return the JSON values that commands print."""
        return {
            "kind": self.kind.value,
            "key": self.key,
            "step": self.part,
            "title": self.title,
            "language": self.language,
            "size": self.size.value,
            "already": self.is_outdated_already,
            "outdated_by": [cause.as_values() for cause in self.causes],
        }


@dataclass(frozen=True)
class Impact:
    """What publishing one edition does on its day.

    `outdated` will be outdated; `made_ready` would be, but what takes over by that day is in step;
    `new` are the provisions for which compliance names what they concern; `checks` what wants a
    look. `comparison` is with the edition before, None for the first one.
    """

    original: str
    in_force_from: date
    previous: Edition | None
    comparison: Comparison | None
    outdated: tuple[Touched, ...]
    made_ready: tuple[Touched, ...]
    new: tuple[NewProvision, ...]
    checks: tuple[ToCheck, ...]

    def of_kind(self, kind: ThingKind | str) -> tuple[Touched, ...]:
        """Return what of one kind will be outdated."""
        return tuple(one for one in self.outdated if one.kind == kind)

    def as_values(self) -> dict[str, object]:
        """Return the JSON values that commands and exports print."""
        return {
            "original": self.original,
            "edition": self.in_force_from.isoformat(),
            "previous": self.previous.in_force_from.isoformat() if self.previous else None,
            "outdated": [one.as_values() for one in self.outdated],
            "made_ready": [one.as_values() for one in self.made_ready],
            "new": [one.as_values() for one in self.new],
            "to_check": [
                {"kind": one.name.kind.value, "key": one.name.key, "step": one.name.part}
                | one.as_values()
                for one in self.checks
            ],
        }


def impact(unit: Unit, edition: Edition) -> Impact:
    """Return what publishing a stored edition does: a draft, a scheduled one, any."""
    return _impact(unit, text_of(edition), edition.original.slug, Naming.of(edition))


def impact_of_record(unit: Unit, record: EditionRecord) -> Impact:
    """Return what publishing an edition that was only read from a file would do."""
    original = unit.session.scalar(select(Original).where(Original.slug == record.original))
    released = released_texts(unit, original.id) if original else ()
    versions = [one.version for one in released if one.in_force_from == record.in_force_from]
    text = Text(
        original_id=original.id if original else 0,
        in_force_from=record.in_force_from,
        version=max(versions, default=0) + 1,
        edition=None,
        stood=stood_in_tree(record.provisions),
    )
    naming = Naming(record.cite_as, record.citation or record.title)
    return _impact(unit, text, record.original, naming)


def _impact(unit: Unit, text: Text, slug: str, naming: Naming) -> Impact:
    released = [one for one in released_texts(unit, text.original_id) if one.key != text.key]
    before = [one for one in released if one.place < text.place]
    previous = before[-1] if before else None
    then = _on_its_day(unit, text.in_force_from)
    law, without = _law(then, [*released, text]), _law(then, released)
    rehearsal = _Rehearsal(then, text, slug, law, without)
    outcomes = [one for kind in KINDS for one in _outcomes(unit, rehearsal, kind)]
    comparison = _comparison(unit, previous, text, naming)
    return Impact(
        original=slug,
        in_force_from=text.in_force_from,
        previous=previous.edition if previous else None,
        comparison=comparison,
        outdated=tuple(one.touched for one in outcomes if not one.is_ready),
        made_ready=tuple(one.touched for one in outcomes if one.is_ready),
        new=new_provisions(law, text, comparison),
        checks=tuple(_checks(rehearsal)),
    )


@dataclass(frozen=True)
class _Rehearsal:
    """The edition's day, with it as the law, and with the text before it as the law."""

    unit: Unit
    text: Text
    slug: str
    law: Standing
    law_without: Standing


@dataclass(frozen=True)
class _Outcome:
    touched: Touched
    is_ready: bool


Parts = Mapping[tuple[str, str], Sequence[Cause]]
"""{(key, part): why it is outdated}."""


def _on_its_day(unit: Unit, day: date) -> Unit:
    """Return the unit as at the beginning of a coming day: what is planned by then has happened."""
    morning = datetime.combine(day, time.min, tzinfo=unit.zone)
    return replace(unit, now=max(morning, unit.now), as_of=None)


def _law(then: Unit, texts: Iterable[Text]) -> Standing:
    """Return the law of the day, with the newest of `texts` that has begun for their original."""
    law = {edition.original_id: text_of(edition) for edition in editions_in_force(then).values()}
    for text in sorted(texts, key=lambda one: one.place):
        if text.in_force_from <= then.today:
            law[text.original_id] = text
    return Standing(then, law.values())


def _outcomes(unit: Unit, rehearsal: _Rehearsal, kind: ThingKind) -> Iterator[_Outcome]:
    now = _concerned(unit, rehearsal, kind)
    then = shown_revisions(rehearsal.unit, kind, now.keys())
    after_now, after = _by_part(rehearsal, kind, now), _by_part(rehearsal, kind, then)
    before = outdated(rehearsal.unit, kind, then, standing=rehearsal.law_without)
    for key, part in {**after_now, **after}:
        causes = after.get((key, part))
        is_ready = causes is None
        if is_ready and then.get(key) in {None, now[key]}:
            continue  # it will not be shown any more, or is not this edition's doing
        why = causes or after_now[key, part]
        revision = now[key] if is_ready else then[key]
        already = key in before and before[key].of_part(part) is not None
        name = _Name(kind, key, part, revision)
        yield _Outcome(_touched(name, why, already=already and not is_ready), is_ready)


def _concerned(unit: Unit, rehearsal: _Rehearsal, kind: ThingKind) -> dict[str, Revision]:
    """Return what is shown and stands for the original, or was named for a provision of it."""
    found = standing_for(unit, kind, rehearsal.text.original_id)
    named = named_keys(unit, kind, rehearsal.text.key) - found.keys()
    return found | (shown_revisions(unit, kind, named) if named else {})


def _by_part(rehearsal: _Rehearsal, kind: ThingKind, revisions: Mapping[str, Revision]) -> Parts:
    """Return what this edition outdates of some revisions, by thing and step."""
    found: dict[tuple[str, str], list[Cause]] = {}
    for key, why in outdated(rehearsal.unit, kind, revisions, standing=rehearsal.law).items():
        for cause in why.causes:
            if cause.original == rehearsal.slug and _is_its_doing(rehearsal, cause):
                found.setdefault((key, cause.part), []).append(cause)
    return found


def _is_its_doing(rehearsal: _Rehearsal, cause: Cause) -> bool:
    """True unless the words were out of step before, and this edition leaves that law as it is."""
    if cause.is_new:
        return cause.translated_from == rehearsal.text.key
    before = rehearsal.law_without.of(cause.translated_from, cause.eid)
    if before.size is None:
        return True
    if not before.new_eid:
        return bool(cause.new_eid)
    moves = rehearsal.law.sizes.moves(before.text, rehearsal.text)
    match = moves.matches.get(before.new_eid)
    stays = before.new_eid if match is None else match.new.eid if match.new else ""
    return stays != cause.new_eid or (match is not None and match.kind not in IN_STEP)


@dataclass(frozen=True)
class _Name:
    kind: ThingKind
    key: str
    part: str
    revision: Revision


def _touched(name: _Name, causes: Sequence[Cause], *, already: bool) -> Touched:
    return Touched(
        kind=name.kind,
        key=name.key,
        part=name.part,
        title=title_of(name.kind, name.revision, name.part),
        language=name.revision.language,
        size=reduce(larger, (cause.size for cause in causes)),
        causes=tuple(causes),
        is_outdated_already=already,
    )


def _comparison(unit: Unit, previous: Text | None, text: Text, naming: Naming) -> Comparison | None:
    if previous is None or previous.edition is None:
        return None
    decided = decisions(unit, text.edition, previous.edition) if text.edition else {}
    sides = (Naming.of(previous.edition), naming)
    return compare_stood(read_stood(unit, previous), read_stood(unit, text), sides, decided)


def _checks(rehearsal: _Rehearsal) -> Iterator[ToCheck]:
    """Yield what wants a look that day because of this original, or of what is made under it."""
    texts = (one for one in rehearsal.law.texts if one.edition is not None)
    children = [
        one.original_id
        for one in texts
        if one.edition and one.edition.made_under_id == rehearsal.text.original_id
    ]
    for kind in KINDS:
        shown: dict[str, Revision] = {}
        for original_id in (rehearsal.text.original_id, *children):
            shown |= standing_for(rehearsal.unit, kind, original_id)
        for one in to_check(rehearsal.unit, kind, shown, standing=rehearsal.law):
            if one.original == rehearsal.slug:
                yield one
