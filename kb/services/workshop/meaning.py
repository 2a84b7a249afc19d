"""What the meaning check says of every published answer, worked out beside the requests.

A whole library takes most of a minute, so one thread works through it and a page shows how far it
is. What was found is kept by the hash of the words, the law and the word list that it was found
in: after a change only what changed is checked again. Nothing of it is stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Event, Lock, Thread
from time import thread_time

from kb.importers.content import unpack
from kb.importers.records import AnswerRecord
from kb.models import Revision
from kb.plain.fidelity import Severity
from kb.services.publishing.knowledge import Knowledge, knowledge
from kb.services.publishing.published import shown_revisions
from kb.services.unit import Store, Unit
from kb.services.workshop.checking import (
    LANGUAGE,
    Checked,
    Difference,
    check_answer,
    hash_of_all,
)
from kb.services.workshop.workshop import Workshop
from kb.vocabulary import ThingKind

MOST_KEPT = 5_000  # answers; each some hundred bytes, and two kilobytes a finding


@dataclass(frozen=True)
class Verdict:
    """What was found in one answer: high and medium findings, and how many facts are kept."""

    key: str
    original: str
    question: str
    findings: tuple[Difference, ...]
    facts: int
    kept: int
    grade: float

    def of(self, severity: Severity) -> tuple[Difference, ...]:
        """Return the findings of one severity."""
        return tuple(one for one in self.findings if one.severity is severity)


@dataclass(frozen=True)
class Progress:
    """What is known of the library as it is shown: of how many of its `total` answers."""

    verdicts: tuple[Verdict, ...]
    total: int

    @property
    def is_complete(self) -> bool:
        """True when every answer was checked."""
        return len(self.verdicts) == self.total


class Meaning:
    """Verdicts over the published answers; safe to ask from several threads."""

    def __init__(self, store: Store, workshop: Workshop) -> None:
        self._store = store
        self._workshop = workshop
        self._lock = Lock()
        self._found: dict[str, Verdict] = {}
        self._state: tuple[Knowledge | None, Progress] = (None, Progress((), 0))
        self._closing = Event()
        self._thread: Thread | None = None

    def known(self, unit: Unit) -> Progress | None:
        """Return what is known of what is shown now; None where nobody has asked for it yet."""
        with self._lock:
            of, progress = self._state
        return progress if of == knowledge(unit) else None

    def ask(self, unit: Unit) -> Progress:
        """Return the same, and begin to work out what is not known."""
        shown = knowledge(unit)
        with self._lock:
            of, progress = self._state
            is_idle = self._thread is None or not self._thread.is_alive()
            if of != shown:
                progress = Progress((), len(_answers(unit)))
            if is_idle and not progress.is_complete:
                self._state = (shown, progress)
                self._thread = Thread(target=self.work, name="meaning", daemon=True)
                self._thread.start()
        return progress

    def work(self) -> None:
        """Check everything that is shown; ends early when that changes, or the house closes."""
        with self._store.read() as unit:
            shown, keys = knowledge(unit), sorted(_answers(unit))
        verdicts: list[Verdict] = []
        self._tell(shown, verdicts, len(keys))
        for key in keys:
            began_s = thread_time()
            with self._store.read() as unit:
                if knowledge(unit) != shown:
                    return
                verdicts.append(self._verdict(unit, key))
            self._tell(shown, verdicts, len(keys))
            if self._closing.wait(thread_time() - began_s):
                return  # and while it waits, whoever is on the phone is served

    def _verdict(self, unit: Unit, key: str) -> Verdict:
        record = unpack(AnswerRecord, _answers(unit, [key])[key].content)
        name = hash_of_all(unit, record)
        if name not in self._found:
            checked = check_answer(unit, self._workshop, record)
            if len(self._found) >= MOST_KEPT:
                self._found.clear()
            self._found[name] = _verdict_of(key, record, checked)
        return self._found[name]

    def _tell(self, shown: Knowledge, verdicts: Sequence[Verdict], total: int) -> None:
        with self._lock:
            self._state = (shown, Progress(tuple(verdicts), total))

    def close(self) -> None:
        """End the thread, if there is one."""
        self._closing.set()
        if self._thread is not None:
            self._thread.join()


def _answers(unit: Unit, keys: Sequence[str] | None = None) -> dict[str, Revision]:
    shown = shown_revisions(unit, ThingKind.ANSWER, keys)
    return {key: one for key, one in shown.items() if one.language == LANGUAGE}


def _verdict_of(key: str, record: AnswerRecord, checked: Checked) -> Verdict:
    return Verdict(
        key=key,
        original=record.original,
        question=record.question,
        findings=tuple(one for one in checked.findings if one.severity is not Severity.LOW),
        facts=checked.facts,
        kept=checked.kept,
        grade=checked.grade,
    )
