"""Fields of a form as a browser sends them, and the small things done to pieces of an answer."""

from werkzeug.datastructures import MultiDict

from kb.services.review.forms import FORMS, Fields
from kb.vocabulary import BlockKind, ThingKind

FIRST_UP = 2  # the first piece that has one above it, counted from 1


def posted_fields(kind: ThingKind, form: MultiDict[str, str]) -> Fields:
    """Return the texts of every input of a kind; lines end as everywhere here."""
    names = [name for one in FORMS[kind].inputs for name in one.fields]
    fields = {name: [text.replace("\r\n", "\n") for text in form.getlist(name)] for name in names}
    return _in_kept_order(fields, form.get("order", "").split())


def add_piece(fields: Fields, kind: str) -> Fields:
    """Return the fields with an empty piece of a kind at the end."""
    if kind not in set(BlockKind):
        return fields
    kinds, texts = fields.get("piece_kind", []), fields.get("piece_text", [])
    return fields | {"piece_kind": [*kinds, kind], "piece_text": [*texts, ""]}


def move_piece_up(fields: Fields, number: str) -> Fields:
    """Return the fields with the piece `number`, counted from 1, one place further up."""
    kinds, texts = list(fields.get("piece_kind", [])), list(fields.get("piece_text", []))
    at = int(number) - 1 if number.isascii() and number.isdigit() else -1
    if not FIRST_UP - 1 <= at < min(len(kinds), len(texts)):
        return fields
    for items in (kinds, texts):
        items[at - 1], items[at] = items[at], items[at - 1]
    return fields | {"piece_kind": kinds, "piece_text": texts}


def _in_kept_order(fields: Fields, order: list[str]) -> Fields:
    """Keep what the words mainly stand for first: boxes come in the order of the law."""
    if "covers" not in fields:
        return fields
    chosen = fields["covers"]
    kept = [eid for eid in order if eid in chosen]
    return fields | {"covers": [*kept, *(eid for eid in chosen if eid not in kept)]}
