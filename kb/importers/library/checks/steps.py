"""A process leads every caller to an end: no dead ends, no lost steps, no circles."""

from collections.abc import Iterable, Iterator, Mapping

from kb.errors import Problem
from kb.importers.library.contents import FileContents
from kb.importers.records import ProcessRecord, StepRecord
from kb.vocabulary import StepKind

LEAST_OUTCOMES = {StepKind.ASK: 1, StepKind.CHECK: 1, StepKind.DECIDE: 2}
"""How many outcomes a step of a kind needs; other steps may end the process."""

RESERVED = frozenset({"picture"})
"""Names that no step may have: /p/<process>/<name> is another page."""

Flow = Mapping[str, tuple[str, ...]]
"""The steps that follow each step."""


def find_broken_steps(files: Iterable[FileContents]) -> Iterator[Problem]:
    """Yield what is wrong with the steps of each process."""
    for file in files:
        for record in file.records:
            if isinstance(record, ProcessRecord):
                yield from _find_in(record)


def _find_in(process: ProcessRecord) -> Iterator[Problem]:
    file, line = process.place.file, process.place.line
    if not process.steps:
        mend = 'Add a heading such as ## Greet the caller {#greet kind="say"}.'
        yield Problem(file, line, "The process has no steps.", mend)
        return
    yield from _find_repeated(process, file)
    known = {step.id for step in process.steps}
    for step in process.steps:
        yield from _find_outcomes(step, file)
        yield from _find_misuse(step, file)
    flow = {
        step.id: tuple(outcome.step for outcome in step.outcomes if outcome.step in known)
        for step in process.steps
    }
    yield from _find_unreached(process, flow, file)


def _find_repeated(process: ProcessRecord, file: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for step in process.steps:
        if step.id in first:
            what = f'The step "{step.id}" is already defined in line {first[step.id]}.'
            yield Problem(file, step.line, what, "Rename one of the two.")
        first.setdefault(step.id, step.line)


def _find_outcomes(step: StepRecord, file: str) -> Iterator[Problem]:
    least = LEAST_OUTCOMES.get(step.kind, 0)
    if len(step.outcomes) < least:
        needs = "an outcome" if least == 1 else "two outcomes or more"
        what = f'The step "{step.id}" has the kind {step.kind} and needs {needs}.'
        yield Problem(file, step.line, what, "Add lines like - [Charge found](#refund).")


def _find_misuse(step: StepRecord, file: str) -> Iterator[Problem]:
    if step.verifies and step.outcomes:
        what = f'The step "{step.id}" verifies the caller, but the process goes on after it.'
        yield Problem(file, step.line, what, "Put verifies on the step that ends the process.")
    if step.id in RESERVED:
        what = f'The name "{step.id}" is taken: the page of a process has that address.'
        yield Problem(file, step.line, what, "Rename the step.")


def _find_unreached(process: ProcessRecord, flow: Flow, file: str) -> Iterator[Problem]:
    reached = reachable(flow, [process.steps[0].id])
    for step in process.steps:
        if step.id not in reached:
            what = f'The step "{step.id}" is never reached.'
            yield Problem(file, step.line, what, f"Add an outcome that leads to #{step.id}.")
    ending = _ending(flow)
    for step in process.steps:
        if step.id in reached and step.id not in ending:
            what = f'From the step "{step.id}" no end is ever reached.'
            mend = "Add an outcome that leads out of the circle."
            yield Problem(file, step.line, what, mend)
            return  # the other steps of the circle are the same mistake


def _ending(flow: Flow) -> set[str]:
    before: dict[str, tuple[str, ...]] = {}
    for step, following in flow.items():
        for after in following:
            before[after] = (*before.get(after, ()), step)
    return reachable(before, [step for step, following in flow.items() if not following])


def reachable(flow: Flow, starts: Iterable[str]) -> set[str]:
    """Return what can be reached from `starts`, themselves included."""
    seen: set[str] = set()
    todo = list(starts)
    while todo:
        step = todo.pop()
        if step not in seen:
            seen.add(step)
            todo.extend(flow.get(step, ()))
    return seen
