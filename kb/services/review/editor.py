"""Everything the editor of one thing shows: the words, the law beside them, who else is there."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select

from kb.errors import ConflictError, InvalidError
from kb.importers.content import pack
from kb.importers.library.notes import NAME
from kb.importers.records import Placed
from kb.models import Original, Review, Revision, Thing, User
from kb.services.actor import Actor
from kb.services.permits import Matter, require
from kb.services.review.forms import FieldProblem, Fields, Input
from kb.services.review.law_side import (
    LawSide,
    carry_fields,
    chosen_edition,
    law_side,
)
from kb.services.review.machine_text import machine_problems
from kb.services.review.problems import canonical, find_problems
from kb.services.review.revisions import newest_revision
from kb.services.review.submitting import submit
from kb.services.review.transitions import state_of
from kb.services.review.working_copies import (
    AtWork,
    Copy,
    form_of,
    open_copy,
    others_at_work,
    save_copy,
)
from kb.services.unit import Unit
from kb.services.workshop.workshop import Workshop
from kb.vocabulary import State, ThingKind, Verb

BESIDE_LAW = frozenset({ThingKind.ANSWER, ThingKind.TRANSLATION})


@dataclass(frozen=True)
class Request:
    """What a reviewer asked for: the reason, and the words it points at."""

    reviewer: str
    at: datetime
    reason: str
    quote: str


@dataclass(frozen=True)
class Editor:
    """One thing as its writer sees it. `title` is what it is called in lists."""

    copy: Copy
    title: str
    inputs: tuple[Input, ...]
    state: State | None
    requests: tuple[Request, ...]
    others: tuple[AtWork, ...]
    is_behind: bool
    law: LawSide | None
    problems: tuple[FieldProblem, ...] = ()

    @property
    def reasons(self) -> dict[str, str]:
        """{eid: why it has no effect on customers} of a translation's head."""
        fields = self.copy.fields
        return dict(zip(fields.get("eid", []), fields.get("reason", []), strict=False))

    @property
    def can_confirm(self) -> bool:
        """True when the same words can be put to review against the law as it is now."""
        return self.law is not None and bool(self.law.changes) and self.copy.saved_at is None


def read_editor(unit: Unit, actor: Actor, kind: ThingKind, key: str, *, day: str = "") -> Editor:
    """Return the editor of a thing; `day` asks for an edition to begin against."""
    copy = _up_to_date(unit, open_copy(unit, actor, kind, key), day)
    newest = newest_revision(unit, kind, key)
    based_on = copy.based_on.id if copy.based_on else None
    law = _law(unit, copy)
    return Editor(
        copy=copy,
        title=law.title if law and kind is ThingKind.TRANSLATION else _title(copy, newest),
        inputs=form_of(kind).inputs,
        state=state_of(unit, newest) if newest else None,
        requests=_requests(unit, newest),
        others=others_at_work(unit, actor, kind, key),
        is_behind=newest is not None and newest.id != based_on,
        law=law,
    )


def check_copy(unit: Unit, copy: Copy) -> tuple[Placed | None, tuple[FieldProblem, ...]]:
    """Return the record that a copy says, or everything that keeps it from being submitted."""
    reading = form_of(copy.kind).read(copy.key, copy.fields)
    if reading.record is None:
        return None, reading.problems
    found = find_problems(unit, reading.record)
    with_lines = copy.kind is ThingKind.PROCESS
    problems = machine_problems(copy.machine, copy.fields) + tuple(
        FieldProblem("", one.what, one.mend, one.line if with_lines else 0) for one in found
    )
    return (None if problems else canonical(unit, reading.record)), problems


def submit_copy(
    unit: Unit, actor: Actor, kind: ThingKind, key: str, *, workshop: Workshop
) -> Revision:
    """Submit the actor's copy. Raises InvalidError where it has problems, ConflictError."""
    copy = _up_to_date(unit, open_copy(unit, actor, kind, key), "")
    record, problems = check_copy(unit, copy)
    if record is None:
        raise InvalidError(" ".join(f"{one.what} {one.mend}" for one in problems))
    based_on = copy.based_on.id if copy.based_on else None
    content = pack(record).values
    return submit(unit, actor, kind, key, content, based_on_id=based_on, workshop=workshop)


@dataclass(frozen=True)
class Beginning:
    """What is to be begun: for an answer, the provision that it is to stand for."""

    kind: ThingKind
    original: str = ""
    original_title: str = ""
    eid: str = ""
    law: LawSide | None = None


def read_beginning(
    unit: Unit, actor: Actor, kind: ThingKind, *, original: str = "", eid: str = "", day: str = ""
) -> Beginning:
    """Return what is known before something is begun; `day` names a coming edition.

    Raises NotFoundError, NotAllowedError.
    """
    require(actor, Verb.WRITE, Matter(kind=kind))
    if kind is not ThingKind.ANSWER:
        return Beginning(kind)
    law = law_side(unit, original, {"covers": [eid] if eid else [], "edition": [day]})
    return Beginning(kind, original, law.title, eid, law)


def begin_answer(  # noqa: PLR0913 - what a form asks before there is an answer
    unit: Unit,
    actor: Actor,
    *,
    language: str,
    original: str,
    eid: str,
    question: str,
    day: str = "",
) -> Copy:
    """Begin an answer to a provision; return the copy, saved under a key of its own.

    It is written for the edition in force, or for the coming one of `day`.

    Raises InvalidError without a question, NotFoundError where there is no such provision.
    """
    require(actor, Verb.WRITE, Matter(kind=ThingKind.ANSWER))
    name = _name_from(question)
    edition = chosen_edition(unit, original, {"edition": [day]})
    key = _free_key(unit, f"{language}/{original}#{name}")
    fields = form_of(ThingKind.ANSWER).blank(key) | {
        "question": [question.strip()],
        "edition": [edition.in_force_from.isoformat()],
        "covers": [eid] if eid else [],
        "position": [str(_next_position(unit, language, original))],
    }
    return save_copy(unit, actor, Copy(ThingKind.ANSWER, key, fields, None), fields)


def begin_thing(unit: Unit, actor: Actor, kind: ThingKind, name: str) -> Copy:
    """Begin a thing that is called by one name; return its copy. Raises InvalidError."""
    require(actor, Verb.WRITE, Matter(kind=kind))
    key = name.strip().casefold()
    if not NAME.fullmatch(key):
        raise InvalidError("Use lower-case letters a to z, digits and hyphens for the name.")
    if newest_revision(unit, kind, key) is not None:
        raise ConflictError(f"There is a {kind.replace('_', ' ')} of that name already: “{key}”.")
    fields = form_of(kind).blank(key)
    return save_copy(unit, actor, Copy(kind, key, fields, None), fields)


def _up_to_date(unit: Unit, copy: Copy, day: str) -> Copy:
    """Carry a copy that was not saved yet to the edition that counts; a saved one stays."""
    if copy.kind not in BESIDE_LAW or (copy.saved_at is not None and not day):
        return copy
    slug = original_of(copy)
    wanted: Fields = {"edition": [day]} if day else copy.fields
    target = chosen_edition(unit, slug, wanted)
    return replace(copy, fields=carry_fields(unit, slug, copy.fields, target))


def original_of(copy: Copy) -> str:
    """Return the slug of the original that an answer or a head translates."""
    return copy.key.partition("/")[2].partition("#")[0]


def _law(unit: Unit, copy: Copy) -> LawSide | None:
    if copy.kind not in BESIDE_LAW:
        return None
    return law_side(unit, original_of(copy), copy.fields, since=copy.based_on)


def _title(copy: Copy, newest: Revision | None) -> str:
    for name in ("question", "title", "term", "name"):
        if typed := "".join(copy.fields.get(name, [])[:1]).strip():
            return typed
    return newest.title if newest else copy.key


def _requests(unit: Unit, newest: Revision | None) -> tuple[Request, ...]:
    if newest is None:
        return ()
    query = (
        select(Review, User.full_name, User.name)
        .join(User, Review.reviewer_id == User.id)
        .where(Review.revision_id == newest.id, Review.decision == State.CHANGES_REQUESTED)
        .order_by(Review.id)
    )
    return tuple(
        Request(
            row.full_name or row.name,
            row.Review.at,
            row.Review.reason,
            str(row.Review.passage.get("quote", "")),
        )
        for row in unit.session.execute(query)
    )


def _name_from(question: str) -> str:
    """Return a name made from the first words of a question."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in question.casefold()).split()
    if not question.strip():
        raise InvalidError("Write the question first, as a customer asks it.")
    return "-".join(words[:6])[:60].strip("-") or "question"


def _free_key(unit: Unit, key: str) -> str:
    taken = set(
        unit.session.scalars(
            select(Thing.key).where(
                Thing.kind == ThingKind.ANSWER, Thing.key.startswith(key, autoescape=True)
            )
        )
    )
    free, number = key, 2
    while free in taken:
        free, number = f"{key}-{number}", number + 1
    return free


def _next_position(unit: Unit, language: str, original: str) -> int:
    query = (
        select(func.count())
        .select_from(Thing)
        .join(Original, Thing.original_id == Original.id)
        .where(
            Thing.kind == ThingKind.ANSWER,
            Original.slug == original,
            Thing.key.startswith(f"{language}/", autoescape=True),
        )
    )
    return unit.session.scalar(query) or 0
