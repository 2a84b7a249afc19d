"""Import published law: the texts of one original, all of them or none.

Unlike a load, an import brings texts that know nothing of this house. What is known of them here
(department, topics, a title that was put right) stays as it is unless it is said anew, and a new
edition of a known original inherits whose it is and what it is about.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from sqlalchemy import select

from kb.errors import InvalidError, LibraryError, Problem
from kb.importers.law_files import LawText
from kb.importers.library import add_facts
from kb.importers.records import EditionFacts, EditionRecord
from kb.models import Department, Edition, Topic
from kb.services.actor import Actor
from kb.services.library.covers import Shelf
from kb.services.library.edition_facts import facts_of
from kb.services.library.editions import load_edition
from kb.services.library.load import LoadReport
from kb.services.library.loading import Load
from kb.services.library.released import released_editions
from kb.services.unit import Unit

INHERITED = ("department", "made_under", "topics", "objectives")
"""What a new edition takes over from the one before, unless it is said anew."""


def import_original(
    unit: Unit, actor: Actor, texts: Sequence[LawText], *, given: EditionFacts, as_draft: bool
) -> LoadReport:
    """Store the editions of one original: published, or drafts where the text is in doubt.

    `given` is what the operator says of all of them. Raises LibraryError with every refusal; the
    caller's transaction then rolls back, and none of the editions is stored.
    """
    report, refused = LoadReport(), list[Problem]()
    for text in sorted(texts, key=lambda one: one.edition.in_force_from):
        drafts = as_draft or bool(text.doubt)
        hashes = {text.file: text.sha256}
        load = Load(unit, actor, Shelf(unit, with_drafts=drafts), hashes, drafts)
        outcome = load_edition(load, _with_facts(unit, text.edition, given, with_drafts=drafts))
        if isinstance(outcome, Problem):
            refused.append(outcome)
        else:
            report.counts[outcome] += 1
    if refused:
        raise LibraryError(refused)
    return report


def check_facts(unit: Unit, given: EditionFacts) -> None:
    """Raise InvalidError where `given` names a department or a topic that is not known here."""
    known = {
        "department": set(unit.session.scalars(select(Department.slug))),
        "topic": set(unit.session.scalars(select(Topic.slug))),
    }
    named = [("department", given.department)] if given.department else []
    for kind, name in [*named, *(("topic", topic) for topic in given.topics)]:
        if name not in known[kind]:
            some = ", ".join(sorted(known[kind])) or "none is known yet: load the library first"
            raise InvalidError(f'There is no {kind} "{name}". Write one of: {some}.')


def _with_facts(
    unit: Unit, record: EditionRecord, given: EditionFacts, *, with_drafts: bool
) -> EditionRecord:
    editions = {
        day: edition
        for (slug, day), edition in released_editions(unit, with_drafts=with_drafts).items()
        if slug == record.original
    }
    same = editions.get(record.in_force_from)
    if same is not None and same.source_hash == sha256(record.source).hexdigest():
        return add_facts(add_facts(record, facts_of(unit, record.original, same)), given)
    before = same or _nearest(editions, record.in_force_from)
    if before is None:
        return add_facts(record, given)
    known = vars(facts_of(unit, record.original, before))
    inherited = replace(record, **{name: known[name] for name in INHERITED})
    return add_facts(inherited, given)


def _nearest(editions: dict[date, Edition], day: date) -> Edition | None:
    """Return the last edition before `day`, else the first one after it."""
    earlier = [one for one in editions if one < day]
    nearest = max(earlier) if earlier else min(editions, default=None)
    return editions[nearest] if nearest else None
