"""Hypothesis strategies for whole libraries, with texts that try to look like structure.

Everything generated is a library that `read_library` accepts: names that are referred to exist,
processes lead to an end, texts have no blanks at their ends.
"""

from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from kb.importers import records as r
from kb.importers.library.contents import read_contents
from kb.importers.library.decode import clean, clean_line
from kb.importers.library.yaml_out import write_yaml
from kb.text.provisions import walk
from kb.vocabulary import BlockKind, Disclosure, OriginalKind, StepKind

FRAGMENTS = (
    "# ", "## ", "##", "### ", "> ", ">", "\\> ", "\\\\## x", "- [a](#b)", "- [a](#b) c", "* x",
    "| a | b |", "Know: ", "Know:", "Do not say: x", "Ask frist: ", "\\Know: x", "Note: x", "1. ",
    "*Phrasings:* a; b", "\\*Phrasings:* a", "---", "...", "{#id}", "{", "}", '{x="y"}', '"', "'",
    ":", ": ", " #", "&a", "*a", "!t", "%", "@", "`", "```", "\t", "\n", "\n\n", "  \n", "    ",
    "é", "שלום", "مرحبا", "🙂", "\u2028", "\ufeff", "\u00a0", "\u200f", "<script>", "&amp;", "null",
    "~", "true", "no", "1.50", "2026-04-01", "\\", "\\\\", ";", "\\;", "]", "[", "](#", "|-", ", ",
    "\ufffe", "\U0001f468\u200d\U0001f469", "word", "The charge", "a b",
)  # fmt: skip
VERIFIES = (Disclosure.VERIFIED, Disclosure.REPRESENTATIVE)
DAYS = (date(2024, 1, 1), date(2025, 7, 1), date(2026, 4, 1))
BODY = "## 1 First\n\n(a) One thing.\n\n(b) Another thing.\n\n## 2 Second\n\nA whole rule.\n"

raw_texts = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), max_size=8).map("".join),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20),
)
"""Texts as people may type or paste them."""
texts = raw_texts.map(clean)
some_texts = texts.map(lambda text: text or "x")
lines = raw_texts.map(clean_line)
some_lines = lines.map(lambda text: text or "x")
names = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,7}", fullmatch=True)
phones = st.sampled_from(("", "555 0142", "0142", "+44 20 7946 0000"))


@dataclass(frozen=True)
class Given:
    """What other records may refer to."""

    departments: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    contact_points: tuple[str, ...] = ()
    editions: tuple[r.EditionRecord, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()

    @property
    def provisions(self):
        found = (r.Cover(e.original, p.eid) for e in self.editions for p, _ in walk(e.provisions))
        return tuple(dict.fromkeys(found))


def slugs(max_size):
    """Names, each once, in the order of their files."""
    return st.lists(names, max_size=max_size, unique=True).map(sorted)


def some_of(items):
    """A few of `items`, each once, in any order."""
    few = st.lists(st.sampled_from(items), max_size=3, unique=True) if items else st.just([])
    return few.map(tuple)


def one_of(items, *, none=""):
    return st.sampled_from((none, *items))


@st.composite
def libraries(draw):
    """A whole library."""
    departments = draw(each(3, department_records))
    given = Given(departments=slugs_of(departments))
    line_records = draw(each(2, lambda slug: st.builds(r.LineRecord, st.just(slug), some_texts)))
    topics = draw(each(3, topic_records, slugs_of(line_records)))
    mission = draw(st.none() | missions())
    objectives = slugs_of(mission.objectives) if mission else ()
    given = Given(given.departments, slugs_of(line_records), slugs_of(topics), objectives)
    contact_points = draw(each(2, contact_point_records, given))
    editions = draw(edition_lists(given))
    given = Given(
        given.departments,
        given.lines,
        given.topics,
        objectives,
        slugs_of(contact_points),
        editions,
    )
    translations, answers = draw(translation_lists(given))
    refers = tuple(dict.fromkeys((answer.original, answer.id) for answer in answers))
    return r.Library(
        departments=departments,
        lines=line_records,
        topics=topics,
        drivers=draw(each(2, driver_records, given)),
        contact_points=contact_points,
        values=draw(each(2, value_records, given)),
        terms=draw(each(3, term_records, given)),
        plain_words=draw(each(3, plain_word_records, given)),
        mission=mission,
        kpis=draw(each(2, kpi_records, given)),
        editions=editions,
        translations=translations,
        answers=answers,
        processes=draw(process_lists(given, refers)),
    )


def slugs_of(records):
    return tuple(record.slug for record in records)


@st.composite
def each(draw, max_size, make, *given):
    """One record per name."""
    return tuple(draw(make(slug, *given)) for slug in draw(slugs(max_size)))


@st.composite
def department_records(draw, slug):
    teams = [(f"{slug}-{team}", draw(some_texts)) for team in draw(slugs(2))]
    return r.DepartmentRecord(slug, draw(some_texts), draw(texts), tuple(teams))


def topic_records(slug, line_slugs):
    return st.builds(r.TopicRecord, st.just(slug), some_texts, one_of(line_slugs))


@st.composite
def missions(draw):
    objectives = st.lists(st.builds(r.ObjectiveRecord, names, some_texts, texts), max_size=2)
    unique = {found.slug: found for found in draw(objectives)}
    what, how, why, vision = (draw(texts) for _ in range(4))
    values = tuple(draw(st.lists(some_texts, max_size=2)))
    return r.MissionRecord(what, how, why, vision, values, tuple(unique.values()))


@st.composite
def contact_point_records(draw, slug, given):
    days = draw(some_of(("mon-fri", "sat", "sun", "holidays")))
    spans = st.lists(st.sampled_from((("08:30", "12:00"), ("13:00", "24:00"))), min_size=1)
    return r.ContactPointRecord(
        slug=slug,
        name=draw(some_texts),
        department=draw(one_of(given.departments)),
        phone=draw(phones),
        email=draw(st.sampled_from(("", "desk@northgate.example"))),
        hours=tuple((day, *span) for day in days for span in draw(spans)),
        takes=draw(texts),
        tell=draw(texts),
        topics=draw(some_of(given.topics)),
    )


@st.composite
def driver_records(draw, slug, given):
    department, topics = draw(one_of(given.departments)), draw(some_of(given.topics))
    return r.DriverRecord(slug, draw(some_texts), department, draw(texts), topics)


@st.composite
def value_records(draw, slug, given):
    amounts = st.sampled_from(("24", "1.50", "007", "$25", "$17,000", "1e5", "0x1f")) | some_texts
    days = sorted(draw(st.lists(st.sampled_from(DAYS), min_size=1, unique=True)))
    pairs = tuple((day, draw(amounts)) for day in days)
    basis = draw(one_of(given.provisions, none=None))
    return r.ValueRecord(slug, pairs, draw(texts), draw(texts), basis)


@st.composite
def term_records(draw, slug, given):
    source = draw(one_of(given.provisions, none=None))
    words = draw(some_texts), draw(texts), draw(texts)
    return r.TermRecord(slug, *words, source, draw(st.booleans()))


@st.composite
def plain_word_records(draw, slug, given):
    del given
    instead = tuple(draw(st.lists(some_texts, max_size=3)))
    return r.PlainWordRecord(slug, draw(some_texts), instead, draw(st.booleans()), draw(texts))


@st.composite
def kpi_records(draw, slug, given):
    short = some_texts.filter(lambda text: len(text.split()) <= 12)
    return r.KpiRecord(
        slug,
        draw(some_texts),
        *(draw(short) for _ in range(6)),
        unit=draw(texts),
        department=draw(one_of(given.departments)),
        objectives=draw(some_of(given.objectives)),
    )


@st.composite
def edition_lists(draw, given):
    found = []
    for slug in draw(slugs(3)):
        days = draw(st.lists(st.sampled_from(DAYS), min_size=1, unique=True))
        found += [draw(edition_records(slug, day, given)) for day in sorted(days)]
    return tuple(found)


@st.composite
def edition_records(draw, slug, day, given):
    """An edition as its file says it; the reader of provisions has tests of its own."""
    head = {
        "title": draw(some_texts),
        "citation": draw(texts),
        "kind": draw(st.sampled_from(OriginalKind)),
        "department": draw(one_of(given.departments)),
    }
    written = write_yaml({key: value for key, value in head.items() if value})
    source = f"---\n{written}---\n{BODY}".replace("\n", draw(st.sampled_from(("\n", "\r\n"))))
    contents = read_contents(f"content/originals/{slug}/{day}.md", source.encode())
    assert not contents.notes.problems
    return contents.records[0]


@st.composite
def translation_lists(draw, given):
    heads, answers = [], []
    originals = dict.fromkeys(edition.original for edition in given.editions)
    for language in draw(some_of(("en", "es-US")).map(sorted)):
        for original in originals:
            head = draw(translation_records(language, original, given))
            heads.append(head)
            answers += draw(answer_lists(head, given))
    return tuple(heads), tuple(answers)


@st.composite
def translation_records(draw, language, original, given):
    days = [found.in_force_from for found in given.editions if found.original == original]
    eids = [found.eid for found in given.provisions if found.original == original]
    effects = [(eid, draw(some_texts)) for eid in draw(some_of(eids))]
    edition, topics = draw(one_of(days, none=None)), draw(some_of(given.topics))
    return r.TranslationRecord(language, original, edition, tuple(effects), topics)


finding_reasons = st.builds(
    r.FindingReason,
    kind=st.sampled_from(("duration", "logic")),
    law=some_lines,
    plain=st.just("") | some_lines,
    reason=some_lines,
    accepted_by=st.just("") | some_lines,
)


@st.composite
def answer_lists(draw, head, given):
    days = [found.in_force_from for found in given.editions if found.original == head.original]
    quotes = [kind for kind in BlockKind if kind is not BlockKind.SAY]
    return [
        r.AnswerRecord(
            head.language,
            head.original,
            name,
            position,
            question=draw(some_lines),
            blocks=draw(block_lists(BlockKind.SAY, quotes)),
            covers=draw(some_of(given.provisions)),
            edition=draw(one_of(days, none=None)),
            disclose=draw(st.sampled_from(Disclosure)),
            phrasings=tuple(draw(st.lists(some_lines, max_size=3))),
            topics=draw(some_of(given.topics)),
            findings=tuple(draw(st.lists(finding_reasons, max_size=2))),
        )
        for position, name in enumerate(draw(slugs(3)))
    ]


@st.composite
def block_lists(draw, plain, quotes):
    """Blocks in any order, never two plain ones in a row: in a file they are one."""
    found = []
    for kind in draw(st.lists(st.sampled_from((plain, *quotes)), max_size=5)):
        repeats = kind is plain and found and found[-1].kind is plain
        if not repeats and sum(block.kind is BlockKind.ASK_FIRST for block in found) < 3:
            found.append(r.Block(kind, draw(some_texts)))
    return tuple(found)


@st.composite
def process_lists(draw, given, answers):
    found = []
    for slug in draw(slugs(3)):
        before = tuple(process.slug for process in found)
        found.append(draw(process_records(slug, before, given, answers)))
    return tuple(found)


@st.composite
def process_records(draw, slug, before, given, answers):
    """A process that uses only those before it, so that there is no circle."""
    ids = draw(st.lists(names, min_size=1, max_size=4, unique=True))
    return r.ProcessRecord(
        slug,
        draw(some_texts),
        tuple(draw(step_records(ids, index, before, given)) for index in range(len(ids))),
        about=draw(texts),
        department=draw(one_of(given.departments)),
        answers=draw(some_of(answers)),
        uses=draw(some_of(before)),
        topics=draw(some_of(given.topics)),
        objectives=draw(some_of(given.objectives)),
    )


@st.composite
def step_records(draw, ids, index, processes, given):
    """The step leads to the next one, and anywhere; the last one is an end."""
    last = index == len(ids) - 1
    kinds = (StepKind.SAY, StepKind.DO, StepKind.HAND_OFF) if last else tuple(StepKind)
    targets = [] if last else [ids[index + 1], *draw(st.lists(st.sampled_from(ids), min_size=1))]
    return r.StepRecord(
        ids[index],
        draw(some_lines),
        draw(st.sampled_from(kinds)),
        draw(block_lists(BlockKind.KNOW, [BlockKind.SAY, BlockKind.WORD_FOR_WORD])),
        tuple(r.Outcome(draw(some_lines), target) for target in targets),
        basis=draw(some_of(given.provisions)),
        authority=draw(lines),
        system=draw(lines),
        takes_s=draw(st.integers(0, 7200)),
        contact=draw(one_of(given.contact_points)),
        uses=draw(one_of(processes)),
        verifies=draw(st.sampled_from((None, *VERIFIES))) if last else None,
    )
