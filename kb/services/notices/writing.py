"""What somebody typed into the form of a notice, made a record or told what is wrong with it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from urllib.parse import unquote, urlsplit

from sqlalchemy import select

from kb.errors import InvalidError
from kb.importers.records import NoticeRecord
from kb.models import Thing, Topic
from kb.services.publishing.published import shown_revisions
from kb.services.unit import Unit
from kb.text.dates import day_words
from kb.vocabulary import NoticeKind, Size, ThingKind

TITLE_CHARS = 120
SAY_CHARS = 600  # what can be read out before an answer
LONGEST = timedelta(days=31)
"""A bulletin that lasts longer is no bulletin: it belongs into an answer."""

ANSWER = re.compile(r"(?:[\w-]+/)?(?P<original>[\w.-]+)[#/](?P<id>[\w.-]+)")
NO_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Typed:
    """The fields of the form as they were sent."""

    title: str = ""
    say: str = ""
    size: str = Size.MAJOR.value
    topics: tuple[str, ...] = ()
    answers: str = ""  # one a line: an address, or original#id
    starts: str = ""
    ends: str = ""
    only_wording: bool = False


class NoticeError(InvalidError):
    """A notice that cannot be used as it is: every problem at once, by the name of its field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(" ".join(self.problems.values()))


@dataclass
class _Reading:
    """Problems found on the way."""

    unit: Unit
    problems: dict[str, str] = field(default_factory=dict)

    def refuse(self, name: str, words: str) -> None:
        self.problems.setdefault(name, words)


def read_typed(unit: Unit, typed: Typed, base: NoticeRecord | None = None) -> NoticeRecord:
    """Return what was typed as a record; `base` is the notice that it is a new text of.

    Raises NoticeError with every problem at once.
    """
    reading = _Reading(unit)
    starts, ends = _times(reading, typed, base)
    record = NoticeRecord(
        slug=base.slug if base else "",
        title=_words(reading, "title", typed.title, TITLE_CHARS),
        say=_words(reading, "say", typed.say, SAY_CHARS),
        size=_size(reading, typed.size),
        topics=_topics(reading, typed.topics),
        answers=_answers(reading, typed.answers),
        starts=starts,
        ends=ends,
        asks_again=not typed.only_wording,
    )
    if base is not None:
        record = _kept_from(base, record)
    if not record.asks_again and (base is None or _lies_elsewhere(base, record)):
        reading.refuse(
            "wording", "What it lies on or its weight has changed: everybody is asked again."
        )
    if reading.problems:
        raise NoticeError(reading.problems)
    return record if base else replace(record, slug=_free_slug(unit, record.title))


def typed_from(record: NoticeRecord, unit: Unit) -> Typed:
    """Return the fields that a form starts with to change a notice."""
    return Typed(
        title=record.title,
        say=record.say,
        size=record.size.value,
        topics=record.topics,
        answers="\n".join(record.answers),
        starts=_local(record.starts, unit),
        ends=_local(record.ends, unit),
    )


def _kept_from(base: NoticeRecord, record: NoticeRecord) -> NoticeRecord:
    """Return `record` with what a form never changes: where the notice comes from."""
    kept = replace(
        record, kind=base.kind, original=base.original, edition=base.edition, facts=base.facts
    )
    if base.kind is NoticeKind.BULLETIN:
        return kept
    return replace(kept, topics=base.topics, answers=base.answers)


def _lies_elsewhere(base: NoticeRecord, record: NoticeRecord) -> bool:
    return (base.topics, base.answers, base.size) != (record.topics, record.answers, record.size)


def _words(reading: _Reading, name: str, text: str, most: int) -> str:
    words = text.strip()
    if not words:
        wanted = {"title": "Say in a few words what happened.", "say": "Say what agents should do."}
        reading.refuse(name, wanted[name])
    elif len(words) > most:
        reading.refuse(name, f"That is {len(words)} characters; {most} is the most.")
    return words


def _size(reading: _Reading, text: str) -> Size:
    if text not in {Size.MINOR, Size.MAJOR}:
        reading.refuse("size", "Choose minor or major.")
        return Size.MAJOR
    return Size(text)


def _topics(reading: _Reading, slugs: Sequence[str]) -> tuple[str, ...]:
    query = select(Topic.slug).where(Topic.slug.in_(list(slugs))).order_by(Topic.slug)
    known = tuple(reading.unit.session.scalars(query)) if slugs else ()
    if len(known) < len(set(slugs)):
        reading.refuse("topics", "One of these topics is not there any more. Choose again.")
    return known


def _answers(reading: _Reading, text: str) -> tuple[str, ...]:
    named = list(dict.fromkeys(_public_ids(reading, text)))
    shown = shown_revisions(reading.unit, ThingKind.ANSWER) if named else {}
    known = {key.partition("/")[2] for key in shown}
    for one in named:
        if one not in known:
            reading.refuse("answers", f"No published answer is called {one}.")
    return tuple(named)


def _public_ids(reading: _Reading, text: str) -> Iterator[str]:
    for line in filter(None, map(str.strip, text.splitlines())):
        place = urlsplit(line)
        is_address = place.path.startswith("/a/")
        words = unquote(place.path.removeprefix("/a/")) if is_address else line
        match = ANSWER.fullmatch(words)
        if match is None:
            reading.refuse("answers", f"“{line}” is no answer: paste the address of its page.")
        else:
            yield f"{match['original']}#{match['id']}"


def _times(
    reading: _Reading, typed: Typed, base: NoticeRecord | None
) -> tuple[datetime | None, datetime | None]:
    starts, ends = _instant(reading, "starts", typed.starts), _instant(reading, "ends", typed.ends)
    begins = max(starts or reading.unit.now, reading.unit.now)
    is_bulletin = base is None or base.kind is NoticeKind.BULLETIN
    if ends is None:
        if is_bulletin:
            reading.refuse("ends", "Say when it ends: it goes by itself then.")
    elif ends <= begins:
        reading.refuse("ends", "It would end before it begins. Choose a later moment.")
    elif is_bulletin and ends > begins + LONGEST:
        last = day_words((begins + LONGEST).astimezone(reading.unit.zone).date())
        reading.refuse("ends", f"A bulletin ends within 31 days: by {last}.")
    return starts, ends


def _instant(reading: _Reading, name: str, text: str) -> datetime | None:
    """Return a moment as a browser's field writes it, in the library's time zone."""
    if not text.strip():
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment if moment.tzinfo else moment.replace(tzinfo=reading.unit.zone)
    except ValueError:
        reading.refuse(name, "Write a day and a time, like 2026-04-01T14:30.")
        return None


def _local(moment: datetime | None, unit: Unit) -> str:
    return f"{moment.astimezone(unit.zone):%Y-%m-%dT%H:%M}" if moment else ""


def _free_slug(unit: Unit, title: str) -> str:
    """Return an address that no notice has: the day and the title's words."""
    words = NO_WORD.sub("-", title.lower()).strip("-")[:60].strip("-")
    wanted = f"{unit.today}-{words}".strip("-")
    taken = select(Thing.key).where(Thing.kind == ThingKind.NOTICE, Thing.key.startswith(wanted))
    known = set(unit.session.scalars(taken))
    tries = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
    return next(slug for slug in tries if slug not in known)
