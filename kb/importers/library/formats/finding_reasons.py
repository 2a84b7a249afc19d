"""`findings:` of a translation: why a grave finding of the meaning check is right as it is.

A finding is named by what it is about, its kind and the words of both texts, never by a place: it
is the same one wherever the words stand, and another one as soon as they are others.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kb.importers.library.decode import clean_line
from kb.importers.library.fields import Fields
from kb.importers.library.keys import Key, Shape
from kb.importers.library.notes import FileNotes
from kb.importers.library.yaml_out import Entries
from kb.importers.records import AnswerRecord, FindingReason

KEYS = (
    Key("answer", Shape.NAME, required=True),
    Key("kind", required=True),
    Key("law"),
    Key("plain"),
    Key("reason", required=True),
    Key("accepted_by"),
)


def read_reasons(
    head: Fields, answers: Sequence[AnswerRecord], notes: FileNotes
) -> Iterator[AnswerRecord]:
    """Yield the answers with the reasons that the front matter gives for each."""
    found: dict[str, list[FindingReason]] = {answer.id: [] for answer in answers}
    for fields in head.entries("findings", KEYS):
        name = fields.name("answer")
        if name and name not in found:
            what = f'There is no answer "{name}" in this file.'
            notes.problem(fields.line_of("answer"), what, "Name the answer that has the finding.")
            continue
        reason = _read_reason(fields, notes)
        if name:
            found[name].append(reason)
    for answer in answers:
        yield replace(answer, findings=tuple(found[answer.id]))


def _read_reason(fields: Fields, notes: FileNotes) -> FindingReason:
    read = FindingReason(
        **{key.name: clean_line(fields.text(key.name)) for key in KEYS if key.name != "answer"}
    )
    if not read.law and not read.plain:
        what = "This finding names no words, so nobody can tell which one it is."
        mend = "Copy the words that `flask kb check` tells, under law: and plain:."
        notes.problem(fields.line, what, mend)
    return read


def write_reasons(answers: Iterable[AnswerRecord]) -> Entries:
    """Return the reasons of all answers, in their order; what is empty is left out."""
    return Entries([_entry(answer.id, one) for answer in answers for one in answer.findings])


def _entry(answer: str, reason: FindingReason) -> dict[str, str]:
    values = {name: clean_line(text) for name, text in vars(reason).items()}
    return {"answer": answer, **{name: text for name, text in values.items() if text}}
