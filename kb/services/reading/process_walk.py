"""Walking through a process: where a trail of choices leads, and what can be chosen there.

A trail is a list of tokens, "step.move" each, that a page carries in its address: nothing about
a call is stored. It is replayed from its first step every time, so a trail that cannot be (made
up, or older than the process) is found and said, never followed. Pure: records in, values out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kb.errors import InvalidError, NotFoundError
from kb.importers.records import ProcessRecord, StepRecord

ENTER, RETURN, FINISH = "in", "back", "end"
"""Moves beside the outcomes, which are numbered from 1."""
MAX_CHOICES = 300  # a trail longer than any call; it also ends processes that use each other


@dataclass(frozen=True)
class Frame:
    """One process being run, and where it stands. `used`: the step's own process has been run."""

    process: ProcessRecord
    step: StepRecord
    used: bool = False


@dataclass(frozen=True)
class Choice:
    """Something that can be chosen at a step; `token` is what it adds to the trail."""

    token: str
    move: str
    label: str


@dataclass(frozen=True)
class Taken:
    """One choice made: where, which, and the trail that leads back to before it."""

    frame: Frame
    choice: Choice
    depth: int  # 0 in the process itself, 1 in one that it uses, …
    trail_before: tuple[str, ...]


@dataclass(frozen=True)
class Walk:
    """Where a trail leads. `frames` is the process and those it is inside of; empty: finished."""

    frames: tuple[Frame, ...]
    taken: tuple[Taken, ...]
    choices: tuple[Choice, ...]

    @property
    def is_finished(self) -> bool:
        """True when the process itself has ended."""
        return not self.frames


def walk(
    processes: Mapping[str, ProcessRecord],
    root: ProcessRecord,
    *,
    trail: Sequence[str] = (),
    step: str = "",
) -> Walk:
    """Follow `trail` through `root`; `step` is where it is said to lead, or begins if it is empty.

    `processes` are those that steps use, by slug; one that is missing cannot be entered.
    Raises InvalidError on a trail that cannot be, NotFoundError on an unknown step.
    """
    if len(trail) > MAX_CHOICES:
        raise InvalidError(f"This trail has over {MAX_CHOICES} choices. Start the process again.")
    first = _step_of(trail[0]) if trail else step
    frames: tuple[Frame, ...] = (Frame(root, _find_step(root, first)),)
    taken: list[Taken] = []
    for number, token in enumerate(trail):
        choice = _chosen(processes, frames, token)
        before = tuple(trail[:number])
        taken.append(Taken(frames[-1], choice, len(frames) - 1, before))
        frames = _follow(processes, frames, choice)
    if trail and step and (not frames or frames[-1].step.id != step):
        raise _misfit(f"it does not lead to “{step}”")
    return Walk(frames, tuple(taken), _choices(processes, frames))


def _step_of(token: str) -> str:
    return token.rpartition(".")[0]


def _find_step(process: ProcessRecord, step_id: str) -> StepRecord:
    if not step_id:
        return process.steps[0]
    for step in process.steps:
        if step.id == step_id:
            return step
    raise NotFoundError(
        f"“{process.title}” has no step “{step_id}”. Start the process from its first step."
    )


def _chosen(
    processes: Mapping[str, ProcessRecord], frames: tuple[Frame, ...], token: str
) -> Choice:
    for choice in _choices(processes, frames):
        if choice.token == token:
            return choice
    raise _misfit(f"“{token[:80]}” cannot be chosen where it stands")


def _misfit(why: str) -> InvalidError:
    return InvalidError(
        f"The steps in this address do not fit the process: {why}. "
        "It may have changed since. Start it again, or go back to the call."
    )


def _choices(
    processes: Mapping[str, ProcessRecord], frames: tuple[Frame, ...]
) -> tuple[Choice, ...]:
    if not frames:
        return ()
    step, choices = frames[-1].step, []
    if step.uses in processes and not frames[-1].used:
        choices.append(_choice(step, ENTER, f"Start: {processes[step.uses].title}"))
    choices += [
        _choice(step, str(number), outcome.label) for number, outcome in enumerate(step.outcomes, 1)
    ]
    if not step.outcomes:
        choices.append(_last_choice(frames))
    return tuple(choices)


def _last_choice(frames: tuple[Frame, ...]) -> Choice:
    step = frames[-1].step
    if len(frames) > 1:
        return _choice(step, RETURN, f"Back to: {frames[-2].step.title}")
    return _choice(step, FINISH, "Finish")


def _choice(step: StepRecord, move: str, label: str) -> Choice:
    return Choice(f"{step.id}.{move}", move, label)


def _follow(
    processes: Mapping[str, ProcessRecord], frames: tuple[Frame, ...], choice: Choice
) -> tuple[Frame, ...]:
    *outer, here = frames
    if choice.move == ENTER:
        inner = processes[here.step.uses]
        return (*frames, Frame(inner, inner.steps[0]))
    if choice.move == FINISH:
        return ()
    if choice.move == RETURN:
        return (*outer[:-1], replace(outer[-1], used=True))
    target = here.step.outcomes[int(choice.move) - 1].step
    return (*outer, Frame(here.process, _find_step(here.process, target)))
