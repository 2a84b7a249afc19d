"""What agents were shown at a minute: for compliance, leads and trainers, with a permalink."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.errors import InvalidError
from kb.search.analysis import stems
from kb.services.calls.read_answer import AnswerName
from kb.services.permits import require
from kb.services.seen.read_seen import SeenRow, find_seen, read_seen_answer
from kb.services.unit import Unit
from kb.vocabulary import Verb
from kb.web.frame.actor import actor
from kb.web.frame.house import house

blueprint = Blueprint("seen", __name__)

MINUTE = timedelta(minutes=1)
WRITTEN = "%Y-%m-%dT%H:%MZ"
"""How addresses write a minute: in UTC, so that a permalink means the same everywhere."""


@blueprint.app_template_global()
def seen_address(at: datetime, name: AnswerName) -> str:
    """Return the permalink of an answer as it was shown in the minute of `at` (for templates)."""
    return url_for(
        "seen.answer",
        minute=minute_name(at),
        language=name.language,
        original=name.original,
        answer=name.id,
    )


def minute_name(at: datetime) -> str:
    """Write the minute of an instant as addresses do."""
    return at.astimezone(UTC).strftime(WRITTEN)


@blueprint.get("/seen")
def choose() -> str | Response:
    """Choose a minute, and an answer by words or by its address."""
    require(actor(), Verb.READ_PAST)
    said, words = request.args.get("at", ""), request.args.get("q", "").strip()
    at = _local_minute(said) if said else None
    if at is not None and (name := _name_in(words)) is not None:
        return redirect(seen_address(at, name), 303)
    rows: tuple[SeenRow, ...] = ()
    if at is not None and words:
        with _looking_back(at) as unit:
            rows = find_seen(unit, actor(), words)
    return render_template("seen/choose.html", at=at, said=said, words=words, rows=rows)


@blueprint.get("/seen/<minute>/a/<language>/<original>/<answer>")
def answer(minute: str, language: str, original: str, answer: str) -> str:
    """Show one answer as agents were shown it in that minute."""
    at = _utc_minute(minute)
    with _looking_back(at) as unit:
        seen = read_seen_answer(unit, actor(), AnswerName(language, original, answer))
    return render_template(
        "seen/answer.html", seen=seen, view=seen.view, at=at, stems=frozenset(stems(""))
    )


@contextmanager
def _looking_back(at: datetime) -> Iterator[Unit]:
    """Open a unit that knows what was known at the end of the minute `at`."""
    with house().store.read(seen_at=at + MINUTE - timedelta(microseconds=1)) as unit:
        yield unit


def _utc_minute(text: str) -> datetime:
    try:
        return _past(datetime.strptime(text, WRITTEN).replace(tzinfo=UTC))
    except ValueError:
        raise _no_minute(text) from None


def _local_minute(text: str) -> datetime:
    """Read what a date-and-time field sends, in the library's time zone."""
    try:
        zone = house().settings.zone
        local = datetime.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=zone)
        return _past(local.astimezone(UTC))
    except (ValueError, OverflowError):
        raise _no_minute(text) from None


def _past(at: datetime) -> datetime:
    with house().store.read() as unit:
        now = unit.now
    if at > now:
        raise InvalidError("That minute has not come yet. Choose one that is past.")
    return at


def _no_minute(text: str) -> InvalidError:
    return InvalidError(f"“{text[:40]}” is no minute. Write it as 2026-04-01T09:30.")


def _name_in(words: str) -> AnswerName | None:
    """Return the answer whose address or key was pasted: "/a/en/slug/id", "en/slug#id"."""
    path = words.partition("/a/")[2] or words.replace("#", "/")
    parts = path.split("?")[0].strip("/").split("/")
    is_name = len(parts) == 3 and all(part and " " not in part for part in parts)  # noqa: PLR2004 - language, original, id
    return AnswerName(*parts) if is_name else None
