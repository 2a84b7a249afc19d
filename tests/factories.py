"""Records with good defaults, stored as a load of the operator stores them."""

from collections.abc import Mapping
from datetime import date

from kb.importers import records as r
from kb.importers.library import read_files, write_library
from kb.importers.library.contents import read_contents
from kb.importers.records import Placed
from kb.services.actor import OPERATOR
from kb.services.library import LoadReport, export_library, load_library
from kb.services.unit import Store
from kb.vocabulary import BlockKind, StepKind

OLD, NEW, COMING = date(2025, 1, 1), date(2026, 4, 1), date(2026, 6, 1)
"""In-force days around the day it is in tests (tests/clock.py): past, in force, coming."""

RULES = {"1": "A book is lent for 21 days.", "2": "A late book costs 10 cents a day."}
FIRST, SECOND = "sec_1", "sec_2"
"""eids of RULES."""


def make_original(
    slug: str = "borrowing",
    day: date = NEW,
    rules: Mapping[str, str] = RULES,
    *,
    title: str = "Borrowing rules",
) -> r.EditionRecord:
    """An edition whose sections are `rules`, {printed number: words}, as its file says it."""
    sections = "\n".join(f"## {number} Rule {number}\n\n{rules[number]}\n" for number in rules)
    source = f"---\ntitle: {title}\n---\n# {title}\n\n{sections}"
    contents = read_contents(f"content/originals/{slug}/{day}.md", source.encode())
    assert not contents.notes.problems
    record = contents.records[0]
    assert isinstance(record, r.EditionRecord)
    return record


def make_translation(original: str = "borrowing", **changes) -> r.TranslationRecord:
    """The head of an original's answers, in English."""
    return r.TranslationRecord(**{"language": "en", "original": original, **changes})


def make_answer(id: str = "how-long", say: str = "For 21 days.", **changes) -> r.AnswerRecord:  # noqa: A002 - the name of the field
    """An answer that covers the first rule of the newest edition."""
    standard = {
        "language": "en",
        "original": "borrowing",
        "position": 0,
        "question": "How long can I keep a book?",
        "blocks": (r.Block(BlockKind.SAY, say),),
    }
    given = {**standard, **changes}
    given.setdefault("covers", (r.Cover(given["original"], FIRST),))
    return r.AnswerRecord(id=id, **given)


def make_step(id: str = "look", title: str = "Look at the card", **changes) -> r.StepRecord:  # noqa: A002 - the name of the field
    """A step that ends its process."""
    blocks = (r.Block(BlockKind.SAY, "I am looking."),)
    return r.StepRecord(
        **{"id": id, "title": title, "kind": StepKind.DO, "blocks": blocks} | changes
    )


def make_process(slug: str = "renew", title: str = "Renew a loan", **changes) -> r.ProcessRecord:
    """A process of one step."""
    return r.ProcessRecord(**{"slug": slug, "title": title, "steps": (make_step(),)} | changes)


def make_term(slug: str = "loan", term: str = "loan", **changes) -> r.TermRecord:
    """A term without a source."""
    return r.TermRecord(**{"slug": slug, "term": term, "plain": "what you borrowed"} | changes)


def make_value(slug: str = "fine", **amounts: str) -> r.ValueRecord:
    """A dated amount: `make_value(d20250101="10")`."""
    days = [(date.fromisoformat(name[1:]), amount) for name, amount in amounts.items()]
    return r.ValueRecord(slug, tuple(sorted(days)) or ((OLD, "10"),), unit="cents")


def make_kpi(slug: str = "right-first-time", what: str = "Calls not repeated.") -> r.KpiRecord:
    """A KPI with its whole elevator speech."""
    return r.KpiRecord(slug, "Right first time", what, "Why.", "How.", "Them.", "Us.", "All.")


def make_contact_point(slug: str = "desk", takes: str = "Lost cards.") -> r.ContactPointRecord:
    """A contact point with a telephone."""
    return r.ContactPointRecord(slug, "Front desk", phone="555 0142", takes=takes)


FIELDS: dict[type[Placed], str] = {
    r.DepartmentRecord: "departments",
    r.LineRecord: "lines",
    r.TopicRecord: "topics",
    r.DriverRecord: "drivers",
    r.ContactPointRecord: "contact_points",
    r.ValueRecord: "values",
    r.TermRecord: "terms",
    r.PlainWordRecord: "plain_words",
    r.KpiRecord: "kpis",
    r.EditionRecord: "editions",
    r.TranslationRecord: "translations",
    r.AnswerRecord: "answers",
    r.ProcessRecord: "processes",
}


def make_library(*records: Placed) -> r.Library:
    """A library of these records, each kind in the order given."""
    found: dict[str, list[Placed]] = {}
    missions = [record for record in records if isinstance(record, r.MissionRecord)]
    for record in records:
        if record not in missions:
            found.setdefault(FIELDS[type(record)], []).append(record)
    tuples = {name: tuple(some) for name, some in found.items()}
    return r.Library(**tuples, mission=missions[0] if missions else None)


def load(store: Store, *records: Placed, as_draft: bool = False) -> LoadReport:
    """Store these records as one load of the operator."""
    return load_whole(store, make_library(*records), as_draft=as_draft)


def load_whole(store: Store, library: r.Library, *, as_draft: bool = False) -> LoadReport:
    """Store a library as one load of the operator."""
    with store.change() as unit:
        return load_library(unit, OPERATOR, library, file_hashes={}, as_draft=as_draft)


def export_files(store: Store) -> dict[str, bytes]:
    """Return the files of an export: {path: bytes}."""
    with store.read() as unit:
        return dict(write_library(export_library(unit)))


def read_back(files: Mapping[str, bytes]) -> r.Library:
    """Return the library that files hold; there is no problem in them."""
    reading = read_files(files.items())
    assert not reading.problems, "\n".join(map(str, reading.problems))
    return reading.library
