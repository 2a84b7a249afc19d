"""The form of an edition, opened: what is in it, what it offers, what its text is read as."""

from dataclasses import dataclass

from kb.services.actor import Actor
from kb.services.editions.choices import Choices, read_choices
from kb.services.editions.reading import TextReading, begin_text, read_text, reopen_text
from kb.services.editions.stored import find_edition
from kb.services.editions.written import Written
from kb.services.unit import Unit
from kb.text.provisions import Provision, walk


@dataclass(frozen=True)
class ProblemLine:
    """A problem with the words of its line, so that it can be found without counting."""

    line: int
    words: str
    what: str
    mend: str


@dataclass(frozen=True)
class OpenForm:
    """What is written and what it is read as; `reading` is None of an empty form."""

    written: Written
    choices: Choices
    reading: TextReading | None
    problems: tuple[ProblemLine, ...] = ()
    warnings: tuple[ProblemLine, ...] = ()

    @classmethod
    def of(cls, unit: Unit, actor: Actor, written: Written) -> "OpenForm":
        """Read what is written, as it stands in the form."""
        return cls.again(unit, read_text(unit, actor, written))

    @classmethod
    def again(cls, unit: Unit, reading: TextReading) -> "OpenForm":
        """Show a reading once more."""
        lines = reading.written.text.split("\n")
        return cls(
            reading.written,
            read_choices(unit),
            reading,
            tuple(_line(lines, one.line, one.what, one.mend) for one in reading.in_text),
            tuple(_line(lines, one.line, one.what, one.mend) for one in reading.warnings),
        )

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """The tree, as far as it could be read."""
        return self.reading.provisions if self.reading else ()

    @property
    def count(self) -> int:
        """How many provisions the text has."""
        return sum(1 for _ in walk(self.provisions))

    @property
    def is_right(self) -> bool:
        """True when it can be saved."""
        return self.reading is not None and self.reading.record is not None

    def wrong_with(self, fact: str) -> str:
        """Return what is wrong with one fact; "" where it is right or was not read yet."""
        return self.reading.wrong_with(fact) if self.reading else ""


def open_new(unit: Unit, actor: Actor, slug: str, *, corrects: str = "") -> OpenForm:
    """Return the form for a new original (`slug` is ""), a new edition, or a correction."""
    written = begin_text(unit, actor, slug, corrects=corrects)
    if not slug:
        return OpenForm(written, read_choices(unit), None)
    form = OpenForm.of(unit, actor, written)
    return form if corrects else OpenForm(form.written, form.choices, None)


def open_form(unit: Unit, actor: Actor, edition_id: int) -> OpenForm:
    """Return the form with a stored text, read again."""
    return OpenForm.of(unit, actor, reopen_text(unit, actor, find_edition(unit, actor, edition_id)))


_SHOWN_CHARS = 160


def _line(lines: list[str], number: int, what: str, mend: str) -> ProblemLine:
    words = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    return ProblemLine(number, words[:_SHOWN_CHARS], what, mend)
