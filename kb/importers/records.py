"""What importers yield: plain frozen values, one class per thing of the library.

Readers make them from files, writers turn them back (I8), services store them. `Place` is
where a record stood, for messages; it is not part of what the record says, so two records
that say the same are equal wherever they stood.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from kb.text.provisions import Provision
from kb.vocabulary import BlockKind, Disclosure, NoticeKind, OriginalKind, Size, StepKind


@dataclass(frozen=True)
class Place:
    """A file, relative to the library's folder, and a line from 1."""

    file: str
    line: int = 1


NOWHERE = Place("", 0)


@dataclass(frozen=True, kw_only=True)
class Placed:
    """Anything that stood somewhere; where does not count when two are compared."""

    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class LawEvent:
    """What happened to a law on a day; `what` is its publisher's word: generation, amendment.

    `by` is the title of the law that did it, `uri` its address; "" where nobody says.
    """

    day: date
    what: str
    by: str = ""
    uri: str = ""


@dataclass(frozen=True)
class EditionRecord(Placed):
    """One text of an original in force from a date. `source` is kept byte for byte."""

    original: str
    in_force_from: date
    title: str
    source: bytes
    format: str  # "md", "akn.xml", …: the file's name after its date
    provisions: tuple[Provision, ...]
    citation: str = ""
    cite_as: str = "{citation} {number}"
    kind: OriginalKind = OriginalKind.POLICY
    jurisdiction: str = ""
    department: str = ""
    made_under: str = ""
    topics: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    history: tuple[LawEvent, ...] = ()


@dataclass(frozen=True)
class EditionFacts(Placed):
    """What is known of an edition beyond what its text says; empty where that is all."""

    original: str
    in_force_from: date
    title: str = ""
    citation: str = ""
    cite_as: str = ""
    kind: OriginalKind | None = None
    jurisdiction: str = ""
    department: str = ""
    made_under: str = ""
    topics: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """A piece of an answer or a step: its kind and its Markdown."""

    kind: BlockKind
    text: str


@dataclass(frozen=True)
class Cover:
    """A provision of an original, for which some words stand.

    Written `slug#eid`, or `slug@2024-01-01#eid` where an edition is named; without one it is the
    newest. (An answer names the edition of its own original once, in `AnswerRecord.edition`.)
    """

    original: str
    eid: str
    edition: date | None = None

    def __str__(self) -> str:
        """Write the link as files do."""
        at = f"@{self.edition.isoformat()}" if self.edition else ""
        return f"{self.original}{at}#{self.eid}"


@dataclass(frozen=True)
class TranslationRecord(Placed):
    """The head of one original's answers in one language."""

    language: str
    original: str
    edition: date | None = None  # None: the newest
    no_customer_effect: tuple[tuple[str, str], ...] = ()  # (eid, reason)
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class FindingReason:
    """Why a grave finding of the meaning check is right as it is: its kind, its words, the reason.

    `law` and `plain` are the words that it is about, on one line each, "" where it has none in that
    text; `accepted_by` is who answers for the reason, "" while nobody does.
    """

    kind: str
    law: str
    plain: str
    reason: str
    accepted_by: str = ""


@dataclass(frozen=True)
class AnswerRecord(Placed):
    """One question in the customer's words and what to say to it."""

    language: str
    original: str
    id: str
    position: int  # from 0, within its translation
    question: str
    blocks: tuple[Block, ...]
    covers: tuple[Cover, ...] = ()
    edition: date | None = None  # None: as its translation
    disclose: Disclosure = Disclosure.ANYONE
    phrasings: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    findings: tuple[FindingReason, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What may come of a step, and the step that follows."""

    label: str
    step: str


@dataclass(frozen=True)
class StepRecord:
    """One thing to say, ask, check, do, decide or hand off."""

    id: str
    title: str
    kind: StepKind
    blocks: tuple[Block, ...] = ()  # KNOW: instruction to the agent; SAY, WORD_FOR_WORD: spoken
    outcomes: tuple[Outcome, ...] = ()
    basis: tuple[Cover, ...] = ()
    authority: str = ""
    system: str = ""
    takes_s: int = 0  # usual seconds; 0 is unknown
    contact: str = ""  # contact point to hand off to
    uses: str = ""  # process run inside this step
    verifies: Disclosure | None = None  # an end: who is known to be the caller from here on
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True)
class ProcessRecord(Placed):
    """A business process: ordered steps, the first one starts it."""

    slug: str
    title: str
    steps: tuple[StepRecord, ...]
    about: str = ""
    department: str = ""
    answers: tuple[tuple[str, str], ...] = ()  # (original, answer id)
    uses: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True)
class KpiRecord(Placed):
    """A measure with its elevator speech, in the order customer, agent, business."""

    slug: str
    title: str
    what: str
    why: str
    improve: str
    customer: str
    agent: str
    business: str
    unit: str = ""
    department: str = ""
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True)
class TermRecord(Placed):
    """A lawyer's word and the plain word for it."""

    slug: str
    term: str
    plain: str
    definition: str = ""
    source: Cover | None = None
    keep: bool = False


@dataclass(frozen=True)
class PlainWordRecord(Placed):
    """A word that customers do not use, and what to say instead: the first is the best.

    `keep` marks a term of art that must stay, `why` says the reason. Neither leaves it out.
    """

    slug: str
    word: str
    instead: tuple[str, ...] = ()
    keep: bool = False
    why: str = ""


@dataclass(frozen=True)
class DepartmentRecord(Placed):
    """Who owns texts, processes and causes of calls."""

    slug: str
    name: str
    does: str = ""
    teams: tuple[tuple[str, str], ...] = ()  # (slug, name)


@dataclass(frozen=True)
class LineRecord(Placed):
    """A line of business that agents work in."""

    slug: str
    name: str


@dataclass(frozen=True)
class TopicRecord(Placed):
    """What originals, answers and processes are about."""

    slug: str
    name: str
    line: str = ""


@dataclass(frozen=True)
class ContactPointRecord(Placed):
    """Whom to transfer to. Hours are (days, opens, closes): ("mon-fri", "08:30", "17:00")."""

    slug: str
    name: str
    department: str = ""
    phone: str = ""
    email: str = ""
    hours: tuple[tuple[str, str, str], ...] = ()
    takes: str = ""
    tell: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class DriverRecord(Placed):
    """A cause of contacts, owned by a department."""

    slug: str
    name: str
    department: str = ""
    about: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class ValueRecord(Placed):
    """A dated amount that answers print with `{{ value:slug }}`."""

    slug: str
    amounts: tuple[tuple[date, str], ...]  # (from, amount), oldest first
    unit: str = ""
    name: str = ""
    basis: Cover | None = None


@dataclass(frozen=True)
class ObjectiveRecord:
    """What everything else serves."""

    slug: str
    name: str
    why: str = ""


@dataclass(frozen=True)
class MissionRecord(Placed):
    """What we do, how, why; vision, values and objectives."""

    what: str
    how: str
    why: str
    vision: str = ""
    values: tuple[str, ...] = ()
    objectives: tuple[ObjectiveRecord, ...] = ()


@dataclass(frozen=True)
class NoticeFact:
    """A provision that a notice tells of: its citation, and what became of it in plain words."""

    eid: str
    citation: str
    became: str  # "says something else", "is new", "is no longer in force"


@dataclass(frozen=True)
class NoticeRecord(Placed):
    """What changed, or a bulletin; it lives in the database only, not in files.

    It lies on the `answers` it names (`original#id`, in every language), and where it is a
    bulletin on all that have one of its topics too. Whoever confirmed the revision before is
    asked again unless only its wording was mended (`asks_again`).
    """

    slug: str
    title: str
    say: str
    topics: tuple[str, ...] = ()
    kind: NoticeKind = NoticeKind.BULLETIN
    size: Size = Size.MAJOR
    original: str = ""
    edition: date | None = None  # the in-force date of the edition that it is made from
    facts: tuple[NoticeFact, ...] = ()
    answers: tuple[str, ...] = ()
    starts: datetime | None = None  # None: as soon as it is released
    ends: datetime | None = None  # None: when somebody ends it
    asks_again: bool = True


@dataclass(frozen=True)
class Library:
    """Everything that files can say, in a fixed order."""

    departments: tuple[DepartmentRecord, ...] = ()
    lines: tuple[LineRecord, ...] = ()
    topics: tuple[TopicRecord, ...] = ()
    drivers: tuple[DriverRecord, ...] = ()
    contact_points: tuple[ContactPointRecord, ...] = ()
    values: tuple[ValueRecord, ...] = ()
    terms: tuple[TermRecord, ...] = ()
    plain_words: tuple[PlainWordRecord, ...] = ()
    mission: MissionRecord | None = None
    kpis: tuple[KpiRecord, ...] = ()
    editions: tuple[EditionRecord, ...] = ()
    translations: tuple[TranslationRecord, ...] = ()
    answers: tuple[AnswerRecord, ...] = ()
    processes: tuple[ProcessRecord, ...] = ()
