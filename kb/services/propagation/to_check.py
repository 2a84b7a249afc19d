"""What is still in step but wants a look: a definition it uses, or what it refers to, changed.

Beside what is outdated (I4) stands what may be: words whose law uses a defined term that means
something else now, refers to a provision that changed, or is made under a text that changed. Each
is listed until a person has checked it and said why the words stay. A clearance is bound to the
revision and to that change: another change, or other words, ask again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from kb.errors import ConflictError, InvalidError
from kb.models import CheckClearance, Edition, Original, Provision, Revision
from kb.services.actor import Actor
from kb.services.permits import Matter, may, require
from kb.services.propagation.dependence import CheckCause, Dependence
from kb.services.propagation.links import Link, chunks, links_of, shown_things, title_of
from kb.services.propagation.parents import Parents
from kb.services.publishing.published import shown_revision
from kb.services.publishing.standing import Standing
from kb.services.publishing.texts import Text, text_of
from kb.services.unit import Unit
from kb.vocabulary import ThingKind, Verb


@dataclass(frozen=True)
class CheckName:
    """What names one check: words, and the change that they are to be checked against.

    The change is that of provision `eid` in the edition `edition_id` (in force); where it is gone,
    `eid` is the one that it had. `eid` is "" where a parent original changed as a whole.
    """

    kind: ThingKind
    key: str
    part: str
    cause: CheckCause
    edition_id: int
    eid: str


@dataclass(frozen=True)
class ToCheck:
    """Words that may be out of step, and why; `because` says it in one sentence."""

    name: CheckName
    title: str
    language: str
    original: str
    in_force_from: date
    because: str

    def as_values(self) -> dict[str, str]:
        """Return the JSON values that commands print."""
        return {
            "cause": self.name.cause.value,
            "original": self.original,
            "eid": self.name.eid,
            "edition": self.in_force_from.isoformat(),
        }


def to_check(
    unit: Unit,
    kind: ThingKind,
    revisions: Mapping[str, Revision],
    *,
    standing: Standing | None = None,
) -> tuple[ToCheck, ...]:
    """Return what is to be checked of `revisions`, in their order."""
    law = standing or Standing.of_day(unit)
    links = links_of(unit, list(revisions.values()))
    finder = _Finder(law, kind, _Cleared(law, [one.id for one in revisions.values()]))
    return tuple(
        found
        for key, revision in revisions.items()
        for found in finder.find(key, revision, links.get(revision.id, []))
    )


def every_check(unit: Unit) -> tuple[ToCheck, ...]:
    """Return all that is to be checked: answers, steps and terms."""
    law = Standing.of_day(unit)
    return tuple(
        one
        for kind, shown in shown_things(unit).items()
        for one in to_check(unit, kind, shown, standing=law)
    )


def checks_for(
    actor: Actor, law: Standing, kind: ThingKind, revisions: Mapping[str, Revision]
) -> tuple[ToCheck, ...]:
    """Return what is to be checked, for those who may clear it; for everybody else nothing."""
    if not may(actor, Verb.CLEAR_CHECK, Matter(kind)):
        return ()
    return to_check(law.unit, kind, revisions, standing=law)


def clear_check(unit: Unit, actor: Actor, name: CheckName, *, reason: str) -> None:
    """Record that words were checked against a change, and stay, with the reason.

    Raises InvalidError without a reason, ConflictError where there is nothing to check any more.
    """
    require(actor, Verb.CLEAR_CHECK, Matter(name.kind))
    if not reason.strip():
        raise InvalidError("Say why the words stay as they are: one sentence is enough.")
    if actor.id is None:
        raise InvalidError("A person clears a check, under their own name: sign in.")
    revision = shown_revision(unit, name.kind, name.key)
    waiting = to_check(unit, name.kind, {name.key: revision}) if revision else ()
    if revision is None or name not in {one.name for one in waiting}:
        raise ConflictError(
            "This was cleared already, or the words or the law changed meanwhile. Look again."
        )
    unit.session.add(
        CheckClearance(
            revision_id=revision.id,
            part=name.part,
            edition_id=name.edition_id,
            eid=name.eid,
            cause=name.cause,
            reason=reason.strip(),
            actor_id=actor.id,
            at=unit.now,
        )
    )
    unit.session.flush()
    _record(unit, actor, name, revision, reason.strip())


def _record(unit: Unit, actor: Actor, name: CheckName, revision: Revision, reason: str) -> None:
    edition = unit.session.get_one(Edition, name.edition_id)
    facts = {
        "revision": revision.number,
        "part": name.part,
        "cause": name.cause,
        "original": edition.original.slug,
        "edition": edition.in_force_from.isoformat(),
        "eid": name.eid,
    }
    unit.record(actor, "clear_check", f"{name.kind}:{name.key}", details=facts, why=reason)


class _Finder:
    """Finds what is to be checked of things of one kind."""

    def __init__(self, law: Standing, kind: ThingKind, cleared: "_Cleared") -> None:
        self._law = law
        self._kind = kind
        self._cleared = cleared
        self._dependence = Dependence(law)
        self._parents = Parents(law)

    def find(self, key: str, revision: Revision, links: list[Link]) -> Iterator[ToCheck]:
        """Yield what is to be checked of one revision, each change once a part."""
        found: dict[CheckName, ToCheck] = {}
        for link in links:
            for one in (
                *self._leans(key, revision, link, links),
                *self._parent(key, revision, link),
            ):
                found.setdefault(one.name, one)
        for one in found.values():
            if not self._cleared.has(revision.id, one.name):
                yield one

    def _leans(
        self, key: str, revision: Revision, link: Link, links: list[Link]
    ) -> Iterator[ToCheck]:
        own = {(one.edition_id, one.eid) for one in links if one.part == link.part}
        for lean in self._dependence.of(link, own):
            at = lean.stands.text
            eid = lean.stands.new_eid or lean.eid
            name = self._name(key, link.part, lean.cause, at, eid)
            yield self._check(revision, name, at, lean.because)

    def _parent(self, key: str, revision: Revision, link: Link) -> Iterator[ToCheck]:
        at = self._parents.changed(revision, link.edition_id)
        if at is not None:
            title = at.edition.title if at.edition else "The text"
            because = f"{title}, under which its law is made, changed."
            name = self._name(key, link.part, CheckCause.PARENT, at, "")
            yield self._check(revision, name, at, because)

    def _name(self, key: str, part: str, cause: CheckCause, at: Text, eid: str) -> CheckName:
        return CheckName(self._kind, key, part, cause, at.key, eid)

    def _check(self, revision: Revision, name: CheckName, at: Text, because: str) -> ToCheck:
        original = self._law.unit.session.get_one(Original, at.original_id)
        return ToCheck(
            name=name,
            title=title_of(self._kind, revision, name.part),
            language=revision.language,
            original=original.slug,
            in_force_from=at.in_force_from,
            because=because,
        )


class _Cleared:
    """What was cleared of some revisions: it counts until that provision changes again."""

    def __init__(self, law: Standing, revision_ids: list[int]) -> None:
        self._law = law
        self._parents = Parents(law)
        self._rows: dict[tuple[int, str, str], list[CheckClearance]] = {}
        for some in chunks(revision_ids):
            query = select(CheckClearance).where(
                CheckClearance.revision_id.in_(some), CheckClearance.at <= law.unit.now
            )
            for row in law.unit.session.scalars(query):
                self._rows.setdefault((row.revision_id, row.part, row.cause), []).append(row)

    def has(self, revision_id: int, name: CheckName) -> bool:
        """True when this very change, or one that it did not go beyond, was cleared."""
        rows = self._rows.get((revision_id, name.part, name.cause), [])
        return any(self._is_same(row, name) for row in rows)

    def _is_same(self, row: CheckClearance, name: CheckName) -> bool:
        if (row.edition_id, row.eid) == (name.edition_id, name.eid):
            return True
        then = text_of(self._law.edition(row.edition_id))
        now = self._law.text(then.original_id)
        if now is None or now.key != name.edition_id:
            return False
        if name.cause is CheckCause.PARENT:
            return not self._parents.differ(then, now)
        if self._law.unit.session.get(Provision, (row.edition_id, row.eid)) is None:
            return row.eid == name.eid and self._is_gone(name)
        stands = self._law.of(row.edition_id, row.eid)
        return stands.size is None and stands.new_eid == name.eid

    def _is_gone(self, name: CheckName) -> bool:
        return self._law.unit.session.get(Provision, (name.edition_id, name.eid)) is None
