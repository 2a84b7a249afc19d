"""One step of a process: heading with attributes, instruction, what to say, outcomes.

Plain text is the instruction to the agent; `> Say:` and `> Word for word:` are spoken; list
items that are one link to `#step`, after all text, are the outcomes.
"""

import re
from collections.abc import Collection, Iterator

from kb.importers.library.blocks import STEP_LABELS, read_blocks, write_blocks
from kb.importers.library.decode import clean_line
from kb.importers.library.escapes import escape_link, unescape_link
from kb.importers.library.fields import Fields
from kb.importers.library.front_matter import Line
from kb.importers.library.keys import Key, Shape
from kb.importers.library.notes import FileNotes, Kind
from kb.importers.library.sections import Section, write_heading
from kb.importers.records import Outcome, StepRecord
from kb.vocabulary import BlockKind, Disclosure, StepKind

STEP_KEYS = (
    Key("kind", Shape.WORD, default=StepKind.DO, words=tuple(StepKind)),
    Key("system"),
    Key("basis", Shape.PROVISIONS),
    Key("authority"),
    Key("takes"),
    Key("contact", Shape.NAME, refers=Kind.CONTACT_POINT),
    Key("uses", Shape.NAME, refers=Kind.PROCESS),
    Key("verifies", Shape.WORD, words=(Disclosure.VERIFIED, Disclosure.REPRESENTATIVE)),
)
_OUTCOME = re.compile(r" {0,3}[-*+][ \t]+\[(?P<label>(?:[^\[\]\\]|\\.)*)\]\(\#(?P<rest>.*)")
_STEP = re.compile(r"(?P<step>[^()\s]*)\)[ \t]*")
_SECONDS = re.compile(r"(?:(?P<minutes>\d{1,4})m)?(?:(?P<seconds>\d{1,6})s)?", re.ASCII)


def read_step(section: Section, steps: Collection[str], notes: FileNotes) -> StepRecord:
    """Return the step that a section holds; its outcomes lead to `steps`."""
    where = f'in the step "{section.id}"'
    fields = Fields(section.attributes, STEP_KEYS, notes=notes, where=where)
    lines, outcomes = _split_outcomes(section.lines, steps, notes)
    return StepRecord(
        id=section.id,
        title=section.title,
        kind=StepKind(fields.word("kind")),
        blocks=read_blocks(lines, plain=BlockKind.KNOW, labels=STEP_LABELS, notes=notes),
        outcomes=tuple(outcomes),
        basis=fields.provisions("basis"),
        authority=fields.text("authority"),
        system=fields.text("system"),
        takes_s=_read_seconds(fields, notes),
        contact=fields.name("contact"),
        uses=fields.name("uses"),
        verifies=_read_verifies(fields),
        line=section.line,
    )


def _split_outcomes(
    lines: list[Line], steps: Collection[str], notes: FileNotes
) -> tuple[list[Line], list[Outcome]]:
    before: list[Line] = []
    outcomes: list[Outcome] = []
    for line in lines:
        found = _OUTCOME.match(line.text)
        if found:
            outcomes.extend(_read_outcome(found, line, steps, notes))
        elif outcomes and line.text.strip(" \t"):
            what = "Text follows the outcomes of this step."
            notes.problem(line.number, what, "Move it above the first outcome.")
        else:
            before.append(line)
    return before, outcomes


def _read_outcome(
    found: re.Match[str], line: Line, steps: Collection[str], notes: FileNotes
) -> Iterator[Outcome]:
    target, label = _STEP.fullmatch(found["rest"]), unescape_link(found["label"].strip(" \t"))
    if target is None:
        mend = "Keep only the link, as in - [Charge found](#refund), or put a backslash before -."
        notes.problem(line.number, "An outcome is one link and nothing else.", mend)
    elif not label:
        mend = "Write what comes of the step between [ and ]."
        notes.problem(line.number, "This outcome has no words.", mend)
    else:
        if target["step"] not in steps:
            what = f'The outcome "{label}" leads to "{target["step"]}", which is no step.'
            notes.problem(line.number, what, f"Write one of: {', '.join(sorted(steps))}.")
        yield Outcome(label, target["step"])


def _read_verifies(fields: Fields) -> Disclosure | None:
    word = fields.word("verifies")
    return Disclosure(word) if word else None


def _read_seconds(fields: Fields, notes: FileNotes) -> int:
    text = fields.text("takes")
    found = _SECONDS.fullmatch(text)
    if found is None:
        what = f'"{text}" is not a length of time.'
        notes.problem(fields.line, what, "Write it like 45s, 2m or 1m30s.")
        return 0
    return int(found["minutes"] or 0) * 60 + int(found["seconds"] or 0)


def write_step(step: StepRecord) -> Iterator[str]:
    """Yield the parts of a step, each to be followed by an empty line."""
    yield write_heading(step.title, step.id, _attributes(step))
    yield from write_blocks(step.blocks, plain=BlockKind.KNOW)
    yield "\n".join(
        f"- [{escape_link(clean_line(outcome.label))}](#{outcome.step})"
        for outcome in step.outcomes
    )


def _attributes(step: StepRecord) -> dict[str, str]:
    return {
        "kind": step.kind,
        "system": step.system,
        "basis": " ".join(map(str, step.basis)),
        "authority": step.authority,
        "takes": f"{step.takes_s}s" if step.takes_s else "",
        "contact": step.contact,
        "uses": step.uses,
        "verifies": step.verifies or "",
    }
