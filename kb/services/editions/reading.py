"""Read what was written of an edition: the tree, and every problem at once; nothing is stored.

The text is read exactly as a load would read its file. Problems of a fact carry the fact's name
as their file, those of the text their line in it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from kb.errors import Problem
from kb.importers.edition_text import (
    MARKDOWN,
    TEXT,
    facts_in,
    format_of,
    put_together,
    read_edition,
    take_apart,
)
from kb.importers.library import add_facts
from kb.importers.library.decode import decode
from kb.importers.library.fields import as_day
from kb.importers.library.notes import NAME, FileNotes
from kb.importers.records import EditionFacts, EditionRecord
from kb.models import Department, Edition, Original, Topic
from kb.services.actor import Actor
from kb.services.editions.stored import (
    any_edition,
    any_released,
    days_released,
    released_edition,
    text_of,
    written_facts,
)
from kb.services.editions.written import SLUG_CHARS, Written, slug_for
from kb.services.permits import ORIGINAL, Matter, require
from kb.services.unit import Unit
from kb.text.dates import day_words
from kb.text.provisions import Provision
from kb.vocabulary import OriginalKind, Verb

SOME_DAY = date(2000, 1, 1)  # stands in while the day is missing, so that the text is still read
SOME_NAME = "untitled"


@dataclass(frozen=True)
class TextReading:
    """What was written, and what it was read as. `record` is None while there is a problem."""

    written: Written
    slug: str
    provisions: tuple[Provision, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    record: EditionRecord | None

    def wrong_with(self, fact: str) -> str:
        """Return what is wrong with one fact, and how to mend it; "" where it is right."""
        found = (f"{one.what} {one.mend}" for one in self.problems if one.file == fact)
        return next(found, "")

    @property
    def in_text(self) -> tuple[Problem, ...]:
        """The problems that stand at a line of the text."""
        return tuple(one for one in self.problems if one.file == TEXT)


def read_text(unit: Unit, actor: Actor, written: Written) -> TextReading:
    """Read `written`; its facts are filled in by those that the text itself says."""
    require(actor, Verb.WRITE, Matter(kind=ORIGINAL))
    text, unreadable = _decoded(written)
    lifted, body, wrong = take_apart(text)
    whole = replace(written, text=body, facts={**written.facts, **lifted})
    text_format = format_of(body)
    if text_format != MARKDOWN:
        whole = replace(whole, facts=_filled(whole.facts, facts_in(body)))
    slug = whole.slug or slug_for(whole.fact("title")) or SOME_NAME
    day = as_day(whole.fact("in_force_from"))
    read = read_edition(slug, day or SOME_DAY, _source(whole, text_format), text_format=text_format)
    facts = (*unreadable, *_wrong_facts(unit, whole, slug))
    problems = (*facts, *wrong, *(one for one in read.problems if one.line or not facts))
    return TextReading(
        written=whole,
        slug=slug,
        provisions=read.record.provisions if read.record else (),
        problems=tuple(dict.fromkeys(problems)),
        warnings=read.warnings,
        record=_record(read.record, whole, text_format) if read.record and not problems else None,
    )


def begin_text(unit: Unit, actor: Actor, slug: str, *, corrects: str = "") -> Written:
    """Return the form as it opens: empty, or with the facts and text that it starts from.

    That is the newest edition of `slug`, or the one to be corrected: `corrects` is its day.
    """
    require(actor, Verb.WRITE, Matter(kind=ORIGINAL))
    if not slug:
        return Written("", is_new=True)
    base = released_edition(unit, slug, as_day(corrects))
    facts = written_facts(unit, base)
    if not corrects:
        facts["in_force_from"] = ""
    return Written(text_of(base), facts, slug, corrects=bool(corrects))


def reopen_text(unit: Unit, actor: Actor, edition: Edition) -> Written:
    """Return the form with a draft's own facts and text, to be corrected."""
    require(actor, Verb.WRITE, Matter(kind=ORIGINAL))
    slug, facts = edition.original.slug, written_facts(unit, edition)
    day = edition.in_force_from
    return Written(
        text_of(edition),
        facts,
        slug,
        is_new=not any_released(unit, slug),
        corrects=day in days_released(unit, slug),
        replaces=edition.id,
    )


def _decoded(written: Written) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of an uploaded file, or the one that was pasted; with what is wrong."""
    if not written.raw:
        return written.text, ()
    notes = FileNotes("text")
    text = decode(written.raw, notes)
    return text or "", tuple(notes.problems)


def _source(whole: Written, text_format: str) -> bytes:
    """Return the bytes to keep: an uploaded file's own where the form changed nothing of it."""
    if text_format != MARKDOWN:
        return whole.raw or whole.text.encode()
    made = put_together(whole.facts, whole.text)
    if whole.raw:
        said, body, wrong = take_apart(whole.raw.decode("utf-8-sig", "replace"))
        if said and not wrong and put_together(said, body) == made:
            return whole.raw
    return made


def _record(record: EditionRecord, whole: Written, text_format: str) -> EditionRecord:
    """Return what was read with the facts of the form; our own Markdown says them itself."""
    if text_format == MARKDOWN:
        return record
    return add_facts(
        record,
        EditionFacts(
            original=record.original,
            in_force_from=record.in_force_from,
            title=whole.fact("title"),
            citation=whole.fact("citation"),
            cite_as=whole.fact("cite_as"),
            kind=OriginalKind(whole.fact("kind")),
            jurisdiction=whole.fact("jurisdiction"),
            department=whole.fact("department"),
            made_under=whole.fact("made_under"),
            topics=tuple(whole.fact("topics").split()),
            objectives=tuple(whole.fact("objectives").split()),
        ),
    )


def _filled(facts: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    """Return the facts of the form, those left empty as the document says them."""
    return {**facts, **{name: said[name] for name in said if not facts.get(name, "").strip()}}


def _wrong_facts(unit: Unit, whole: Written, slug: str) -> Iterator[Problem]:
    if not whole.fact("title"):
        yield Problem("title", 0, "The title is missing.", "Write what the text is called.")
    if whole.fact("kind") not in set(OriginalKind):
        yield Problem("kind", 0, "The kind is missing.", "Choose one of the four.")
    if not whole.text.strip() and not whole.raw:
        yield Problem("text", 0, "The text is missing.", "Paste it, or choose a file.")
    yield from _wrong_slug(unit, whole, slug)
    yield from _wrong_day(unit, whole, slug)
    yield from _unknown_names(unit, whole)


def _wrong_slug(unit: Unit, whole: Written, slug: str) -> Iterator[Problem]:
    if not _is_slug(slug):
        mend = "Use lower-case letters a to z, digits and hyphens, at most 100."
        yield Problem("slug", 0, f"“{slug[:60]}” cannot stand in an address.", mend)
    elif whole.is_new and whole.replaces is None and any_edition(unit, slug):
        what = f"There is an original called “{slug}” already."
        yield Problem("slug", 0, what, "Open it and choose “New edition”, or write another name.")


def _is_slug(slug: str) -> bool:
    return bool(NAME.fullmatch(slug)) and len(slug) <= SLUG_CHARS


def _wrong_day(unit: Unit, whole: Written, slug: str) -> Iterator[Problem]:
    given = whole.fact("in_force_from")
    day = as_day(given)
    if day is None:
        what = f"“{given[:40]}” is not a day." if given else "The day is missing."
        yield Problem("in_force_from", 0, what, "Write the day like 2026-04-01.")
        return
    is_there = _is_slug(slug) and day in days_released(unit, slug)
    if is_there and not whole.corrects:
        what = f"There is an edition in force from {day_words(day)} already."
        mend = "Choose another day, or correct that edition: its page has “Correct this text”."
        yield Problem("in_force_from", 0, what, mend)
    if whole.corrects and not is_there:
        what = f"No edition is in force from {day_words(day)}, so there is none to correct."
        mend = "Keep the day of the edition that you correct, or make a new edition."
        yield Problem("in_force_from", 0, what, mend)


def _unknown_names(unit: Unit, whole: Written) -> Iterator[Problem]:
    for fact, column in NAMED.items():
        names = whole.fact(fact).split()
        asked = [name for name in names if NAME.fullmatch(name)]
        known = set(unit.session.scalars(select(column).where(column.in_(asked))))
        for name in names:
            if name not in known:
                what = f"There is no {fact.rstrip('s').replace('_', ' ')} “{name[:60]}” here."
                yield Problem(fact, 0, what, "Choose one that there is.")


NAMED: dict[str, InstrumentedAttribute[str]] = {
    "department": Department.slug,
    "made_under": Original.slug,
    "topics": Topic.slug,
}
"""Facts that name something which must be there."""
