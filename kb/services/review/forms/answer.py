"""An answer as fields: question, phrasings, pieces in order, to whom, and the law on its left."""

from collections.abc import Iterator, Mapping

from kb.importers.library.fields import as_day
from kb.importers.records import AnswerRecord, Block, Cover, FindingReason, Placed
from kb.services.review.forms.form import (
    FieldProblem,
    Fields,
    Input,
    Reading,
    Shape,
    first,
    lines_of,
)
from kb.services.review.forms.links import read_link
from kb.vocabulary import BlockKind, Disclosure

DISCLOSE = (
    (Disclosure.ANYONE, "anyone"),
    (Disclosure.VERIFIED, "verified callers only"),
    (Disclosure.REPRESENTATIVE, "verified callers and their representatives"),
)
FINDING_FIELDS = ("finding_kind", "finding_law", "finding_plain", "finding_reason")
LONGEST_REASON = 1000  # letters: more than a reviewer should have to read of one finding
PIECE_LABELS = {
    BlockKind.ASK_FIRST: "Ask first",
    BlockKind.SAY: "Say",
    BlockKind.WORD_FOR_WORD: "Word for word",
    BlockKind.KNOW: "Know",
    BlockKind.DO_NOT_SAY: "Do not say",
}
INPUTS = (
    Input("question", "Question", help="In the customer’s own words."),
    Input(
        "phrasings",
        "Other ways to put it",
        Shape.LINES,
        "One on each line; search finds the answer by them.",
    ),
    Input(
        "pieces",
        "What to ask, say and know",
        Shape.PIECES,
        names=("piece_kind", "piece_text"),
    ),
    Input("disclose", "May be told to", Shape.CHOICE, choices=DISCLOSE),
    Input(
        "covers",
        "Stands for",
        Shape.COVERS,
        names=("edition", "covers"),
    ),
    Input(
        "others",
        "Provisions of other originals",
        Shape.LINES,
        "One on each line: original#eid, or original@2026-04-01#eid.",
    ),
    Input("topics", "Topics", help="Names, with a blank between them."),
    Input("findings", "Reasons for findings", Shape.FINDINGS, names=FINDING_FIELDS),
    Input("position", "Position", Shape.HIDDEN),
)


class AnswerForm:
    """The form of an answer. Texts of pieces without words are left out."""

    inputs = INPUTS

    def blank(self, key: str) -> Fields:
        """Return a new answer: a place to say something, and nothing else."""
        del key
        return {
            "piece_kind": [BlockKind.ASK_FIRST, BlockKind.SAY],
            "piece_text": ["", ""],
            "disclose": [Disclosure.ANYONE],
        }

    def write(self, record: Placed) -> Fields:
        """Return the fields of an answer; its own provisions apart from those of others."""
        if not isinstance(record, AnswerRecord):
            raise TypeError(f"{type(record).__name__} is no answer.")
        own = [one.eid for one in record.covers if one.original == record.original]
        others = [str(one) for one in record.covers if one.original != record.original]
        return {
            "question": [record.question],
            "phrasings": ["\n".join(record.phrasings)],
            "piece_kind": [block.kind.value for block in record.blocks],
            "piece_text": [block.text for block in record.blocks],
            "disclose": [record.disclose],
            "edition": [record.edition.isoformat() if record.edition else ""],
            "covers": own,
            "others": ["\n".join(others)],
            "topics": [" ".join(record.topics)],
            "finding_kind": [one.kind for one in record.findings],
            "finding_law": [one.law for one in record.findings],
            "finding_plain": [one.plain for one in record.findings],
            "finding_reason": [one.reason for one in record.findings],
            "position": [str(record.position)],
        }

    def read(self, key: str, fields: Mapping[str, list[str]]) -> Reading:
        """Return the answer. Raises nothing: links that cannot be read are problems."""
        language, _, rest = key.partition("/")
        original, _, name = rest.partition("#")
        edition = as_day(first(fields, "edition"))
        others, problems = _read_others(first(fields, "others"))
        reasons = read_reasons(fields)
        problems += tuple(_long_reasons(reasons))
        if problems:
            return Reading(None, problems)
        record = AnswerRecord(
            language=language,
            original=original,
            id=name,
            position=_number(first(fields, "position")),
            question=" ".join(first(fields, "question").split()),
            blocks=tuple(_blocks(fields)),
            covers=(*_own(fields, original), *others),
            edition=edition,
            disclose=_disclosure(first(fields, "disclose")),
            phrasings=lines_of(first(fields, "phrasings")),
            topics=tuple(first(fields, "topics").split()),
            findings=reasons,
        )
        return Reading(record)


def read_reasons(fields: Mapping[str, list[str]]) -> tuple[FindingReason, ...]:
    """Return the reasons that were given, for findings that are there now or were once."""
    columns = ([" ".join(text.split()) for text in fields.get(name, ())] for name in FINDING_FIELDS)
    found = (FindingReason(*row) for row in zip(*columns, strict=False))
    return tuple(one for one in found if one.reason)


def _long_reasons(reasons: tuple[FindingReason, ...]) -> Iterator[FieldProblem]:
    for one in reasons:
        if len(one.reason) > LONGEST_REASON:
            words = one.plain or one.law
            what = f"The reason for “{words}” has more than {LONGEST_REASON:,} letters."
            yield FieldProblem("findings", what, "Say it in a few sentences.")


def _blocks(fields: Mapping[str, list[str]]) -> Iterator[Block]:
    pairs = zip(fields.get("piece_kind", ()), fields.get("piece_text", ()), strict=False)
    for kind, text in pairs:
        if text.strip() and kind in set(BlockKind):
            yield Block(BlockKind(kind), text.replace("\r\n", "\n").strip())


def _own(fields: Mapping[str, list[str]], original: str) -> Iterator[Cover]:
    """Yield the answer's own provisions; their edition is named once, in the answer."""
    for eid in dict.fromkeys(fields.get("covers", ())):
        yield Cover(original, eid)


def _read_others(text: str) -> tuple[tuple[Cover, ...], tuple[FieldProblem, ...]]:
    covers, problems = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            covers.append(read_link(line.strip()))
        except ValueError as error:
            what, _, mend = str(error).partition(". ")
            problems.append(FieldProblem("others", f"{what}.", mend, number))
    return tuple(covers), tuple(problems)


def _disclosure(text: str) -> Disclosure:
    return Disclosure(text) if text in set(Disclosure) else Disclosure.VERIFIED


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
