"""translations/<language>/<slug>.md: the answers to one original in one language."""

import re
from collections.abc import Iterator
from datetime import date

from kb.importers.library.blocks import ANSWER_LABELS, read_blocks, write_blocks
from kb.importers.library.decode import clean_line
from kb.importers.library.fields import Fields
from kb.importers.library.formats.finding_reasons import KEYS as FINDING_KEYS
from kb.importers.library.formats.finding_reasons import read_reasons, write_reasons
from kb.importers.library.formats.format import Format, Source, check_name
from kb.importers.library.formats.table import filled
from kb.importers.library.front_matter import Line, Page, read_page, write_page
from kb.importers.library.keys import Key, Shape
from kb.importers.library.notes import EID, FileNotes, Kind
from kb.importers.library.phrasings import read_phrasings, write_phrasings
from kb.importers.library.sections import Section, check_id, read_sections, write_heading
from kb.importers.library.yaml_out import Names, Raw, Value
from kb.importers.records import AnswerRecord, Block, Library, Place, Placed, TranslationRecord
from kb.vocabulary import BlockKind, Disclosure

KEYS = (
    Key("original", Shape.NAME, required=True, refers=Kind.ORIGINAL),
    Key("edition", Shape.DATE, otherwise="the newest"),
    Key("topics", Shape.NAMES, refers=Kind.TOPIC),
    Key("no_customer_effect", Shape.PAIRS),
    Key("findings", Shape.ENTRIES),
)
ANSWER_KEYS = (
    Key("covers", Shape.PROVISIONS),
    Key("disclose", Shape.WORD, default=Disclosure.ANYONE, words=tuple(Disclosure)),
    Key("edition", Shape.DATE, otherwise="as in the front matter"),
    Key("topics", Shape.NAMES, refers=Kind.TOPIC),
)
LIMIT_ASK_FIRST = 3
"""More questions than this before any answer, and the caller feels questioned."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def read(source: Source, notes: FileNotes) -> list[Placed] | None:
    """Return the head of the translation and its answers."""
    slug, language = check_name(source, "slug", notes), source.parts["language"]
    if not _LANGUAGE.fullmatch(language):
        mend = "Rename the folder to a language tag like en or es-US."
        notes.problem(0, f'"{language}" is not a language tag.', mend)
    notes.defines(Kind.TRANSLATION, f"{language}/{slug}")
    page = read_page(source.text, notes)
    if page is None:
        return None
    fields = Fields(page.head, KEYS, notes=notes, where="in the front matter")
    head = _read_head(fields, source, notes)
    return [head, *read_reasons(fields, list(_read_answers(page, head, notes)), notes)]


def _read_head(fields: Fields, source: Source, notes: FileNotes) -> TranslationRecord:
    slug, original = source.parts["slug"], fields.name("original")
    if original and original != slug:
        what = f'The file is named "{slug}" but translates "{original}".'
        notes.problem(fields.line_of("original"), what, f"Rename the file to {original}.md.")
    edition = fields.day("edition")
    if edition:
        notes.refers(Kind.EDITION, f"{slug}@{edition}", fields.line_of("edition"))
    return TranslationRecord(
        language=source.parts["language"],
        original=slug,
        edition=edition,
        no_customer_effect=tuple(_read_no_effect(fields, slug, edition, notes)),
        topics=fields.names("topics"),
        place=source.place(),
    )


def _read_no_effect(
    fields: Fields, slug: str, edition: date | None, notes: FileNotes
) -> Iterator[tuple[str, str]]:
    for eid, reason in fields.text_pairs("no_customer_effect"):
        if not EID.fullmatch(eid.value):
            what = f'"{eid.value}" does not name a provision.'
            notes.problem(eid.line, what, "Write its eid, as in sec_4.9.")
            continue
        if not reason:
            what = f'There is no reason why "{eid.value}" has no effect on customers.'
            notes.problem(eid.line, what, "Write the reason after the colon.")
        notes.refers_to_provision(f"{slug}#{eid.value}", eid.line, edition=edition)
        yield eid.value, reason


def _read_answers(page: Page, head: TranslationRecord, notes: FileNotes) -> Iterator[AnswerRecord]:
    intro, sections = read_sections(page.body, notes)
    stray = next((line for line in intro if line.text.strip()), None)
    if stray:
        what = "There is text before the first question."
        notes.problem(stray.number, what, "Move it below a heading ## that asks a question.")
    named = [section for section in sections if check_id(section, notes)]
    for position, section in enumerate(named):
        yield _read_answer(section, head, position=position, notes=notes)


def _read_answer(
    section: Section, head: TranslationRecord, *, position: int, notes: FileNotes
) -> AnswerRecord:
    where = f'in the answer "{section.id}"'
    fields = Fields(section.attributes, ANSWER_KEYS, notes=notes, where=where)
    name = f"{head.language}/{head.original}#{section.id}"
    notes.defines(Kind.ANSWER, name, section.line)
    edition = fields.day("edition")
    if edition:
        notes.refers(Kind.EDITION, f"{head.original}@{edition}", section.line)
    phrasings, rest = read_phrasings(section.lines, notes)
    return AnswerRecord(
        language=head.language,
        original=head.original,
        id=section.id,
        position=position,
        question=section.title,
        blocks=_read_body(rest, section, notes),
        covers=fields.provisions(
            "covers",
            original=head.original,
            edition=edition or head.edition,
            any_edition=False,
        ),
        edition=edition,
        disclose=Disclosure(fields.word("disclose")),
        phrasings=phrasings,
        topics=fields.names("topics"),
        place=Place(notes.file, section.line),
    )


def _read_body(lines: list[Line], section: Section, notes: FileNotes) -> tuple[Block, ...]:
    for line in lines:
        notes.refers_to_values(line.text, line.number)
    blocks = read_blocks(lines, plain=BlockKind.SAY, labels=ANSWER_LABELS, notes=notes)
    asked = [block for block in blocks if block.kind is BlockKind.ASK_FIRST]
    if len(asked) > LIMIT_ASK_FIRST:
        what = f'"{section.id}" asks {len(asked)} questions first; {LIMIT_ASK_FIRST} are allowed.'
        mend = "Remove the least needed ones, or make them steps of a process."
        notes.problem(section.line, what, mend)
    return blocks


def write(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield one file per language and original."""
    answers: dict[tuple[str, str], list[AnswerRecord]] = {}
    for answer in library.answers:
        answers.setdefault((answer.language, answer.original), []).append(answer)
    heads = {(head.language, head.original): head for head in library.translations}
    for language, original in sorted(heads.keys() | answers.keys()):
        head = heads.get((language, original), TranslationRecord(language, original))
        ordered = sorted(answers.get((language, original), []), key=lambda found: found.position)
        yield f"translations/{language}/{original}.md", _text(head, ordered).encode()


def _text(head: TranslationRecord, answers: list[AnswerRecord]) -> str:
    values: dict[str, Value] = {
        "original": head.original,
        "edition": Raw(head.edition.isoformat()) if head.edition else "",
        "topics": Names(head.topics),
        "no_customer_effect": dict(head.no_customer_effect),
        "findings": write_reasons(answers),
    }
    return write_page(filled(values), [part for answer in answers for part in _parts(answer)])


def _parts(answer: AnswerRecord) -> Iterator[str]:
    covers = (
        cover.eid if cover.original == answer.original else str(cover) for cover in answer.covers
    )
    yield write_heading(
        answer.question,
        answer.id,
        {
            "covers": " ".join(covers),
            "disclose": answer.disclose,  # always said: it protects people
            "edition": answer.edition.isoformat() if answer.edition else "",
            "topics": " ".join(answer.topics),
        },
    )
    yield write_phrasings(clean_line(phrasing) for phrasing in answer.phrasings)
    yield from write_blocks(answer.blocks, plain=BlockKind.SAY)


FORMAT = Format(
    path=re.compile(r"translations/(?P<language>[^/]+)/(?P<slug>[^/]+)\.md"),
    keys={"front matter": KEYS, "each answer": ANSWER_KEYS, "each finding": FINDING_KEYS},
    defines=(Kind.TRANSLATION, Kind.ANSWER),
    read=read,
    write=write,
)
