"""Two people on one text: what each of them changed, word by word, put together by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kb.errors import ConflictError
from kb.models import Revision, User
from kb.services.actor import Actor
from kb.services.review.forms import FORMS, Fields, Input, Shape
from kb.services.review.forms.answer import PIECE_LABELS
from kb.services.review.in_print import InPrint
from kb.services.review.revisions import newest_revision, record_of
from kb.services.review.working_copies import Copy, open_copy, rebase_copy
from kb.services.unit import Unit
from kb.text.compare import Piece, word_difference
from kb.vocabulary import BlockKind, ThingKind


class Side(StrEnum):
    """Whose words are taken for one input."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True)
class Parting:
    """One input in which two texts went apart: what it was, what each of them made of it."""

    input: Input
    base: str
    theirs: tuple[Piece, ...]
    mine: tuple[Piece, ...]
    they_changed: bool
    i_changed: bool

    @property
    def suggestion(self) -> Side:
        """What is usually meant: the words of whoever changed something, both of both."""
        if not self.i_changed:
            return Side.THEIRS
        can_join = self.input.shape in {Shape.LINES, Shape.PIECES, Shape.COVERS}
        return Side.BOTH if self.they_changed and can_join else Side.MINE

    @property
    def can_take_both(self) -> bool:
        """True where one can stand after the other."""
        return self.input.shape not in {Shape.LINE, Shape.CHOICE, Shape.FLAG, Shape.HIDDEN}


@dataclass(frozen=True)
class Merge:
    """My copy and the text that was submitted meanwhile, from the same base."""

    copy: Copy
    theirs: Revision
    author: str
    partings: tuple[Parting, ...]


def read_merge(unit: Unit, actor: Actor, kind: ThingKind, key: str) -> Merge | None:
    """Return where my copy and the newest text went apart; None where mine follows it.

    What both of us changed to the same words is no question.
    """
    copy = open_copy(unit, actor, kind, key)
    theirs = newest_revision(unit, kind, key)
    if theirs is None or copy.saved_at is None or _follows(copy, theirs):
        return None
    form = FORMS[kind]
    base = form.write(record_of(copy.based_on)) if copy.based_on else {}
    their_fields = form.write(record_of(theirs))
    in_print = InPrint(unit, key)
    printed = tuple(in_print.fields(fields) for fields in (base, their_fields, copy.fields))
    apart = tuple(
        _parting(one, printed)
        for one in form.inputs
        if one.is_read and words_of(one, their_fields) != words_of(one, copy.fields)
    )
    return Merge(copy, theirs, _author(unit, theirs), apart)


def merge(unit: Unit, actor: Actor, kind: ThingKind, key: str, sides: Mapping[str, Side]) -> Copy:
    """Put the two together as `sides` says, input by input; the copy now follows theirs.

    Raises ConflictError when a third text was submitted, or nothing is to be merged.
    """
    found = read_merge(unit, actor, kind, key)
    if found is None:
        raise ConflictError("There is nothing to put together: your text follows the newest one.")
    theirs = FORMS[kind].write(record_of(found.theirs))
    fields = dict(found.copy.fields)
    for one in found.partings:
        side = sides.get(one.input.name, one.suggestion)
        for name in one.input.fields:
            fields[name] = _taken(name, side, found.copy.fields, theirs)
    return rebase_copy(unit, actor, found.copy, fields, found.theirs)


def what_differs(
    unit: Unit, copy: Copy, mine: Fields
) -> tuple[tuple[Input, tuple[Piece, ...]], ...]:
    """Return each input in which my words differ from my saved copy, from the copy to mine."""
    in_print = InPrint(unit, copy.key)
    other, own = in_print.fields(copy.fields), in_print.fields(mine)
    inputs = (one for one in FORMS[copy.kind].inputs if one.is_read)
    texts = ((one, words_of(one, other), words_of(one, own)) for one in inputs)
    return tuple(
        (one, tuple(word_difference(theirs, own))) for one, theirs, own in texts if theirs != own
    )


def _follows(copy: Copy, newest: Revision) -> bool:
    return copy.based_on is not None and copy.based_on.id == newest.id


def _taken(name: str, side: Side, mine: Fields, theirs: Fields) -> list[str]:
    own, other = mine.get(name, []), theirs.get(name, [])
    if side is Side.MINE:
        return own
    if side is Side.THEIRS:
        return other
    if name in {"covers", "eid"}:
        return list(dict.fromkeys([*other, *own]))
    if name in {"piece_kind", "piece_text", "reason"}:
        return [*other, *own]
    if name == "edition":
        return own
    return ["\n".join(dict.fromkeys("\n".join([*other, *own]).splitlines()))]


def _parting(one: Input, printed: tuple[Fields, ...]) -> Parting:
    """Return how the base, their text and mine went apart, as they read in print."""
    was, their, my = (words_of(one, fields) for fields in printed)
    return Parting(
        input=one,
        base=was,
        theirs=tuple(word_difference(was, their)),
        mine=tuple(word_difference(was, my)),
        they_changed=their != was,
        i_changed=my != was,
    )


def words_of(one: Input, fields: Fields) -> str:
    """Return what stands in an input as one text."""
    if one.shape is Shape.PIECES:
        kinds, texts = (fields.get(name, []) for name in one.fields)
        pairs = zip(kinds, texts, strict=False)
        return "\n\n".join(
            f"{PIECE_LABELS[BlockKind(kind)]}: {text.strip()}"
            for kind, text in pairs
            if text.strip()
        )
    if one.shape is Shape.REASONS:
        return _reasons(fields)
    texts = [text.replace("\r\n", "\n").strip() for n in one.fields for text in fields.get(n, [])]
    return "\n".join(text for text in texts if text)


def _reasons(fields: Fields) -> str:
    """Return each provision with its reason, below the edition that they were read in."""
    pairs = zip(fields.get("eid", []), fields.get("reason", []), strict=False)
    said = [f"{eid}: {' '.join(reason.split())}" for eid, reason in pairs if reason.strip()]
    return "\n".join([*fields.get("edition", []), *said])


def _author(unit: Unit, revision: Revision) -> str:
    if revision.author_id is None:
        return "the operator"
    user = unit.session.get_one(User, revision.author_id)
    return user.full_name or user.name
