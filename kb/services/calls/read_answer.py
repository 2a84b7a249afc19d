"""Read one published answer with everything that an agent needs beside it."""

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from sqlalchemy import select

from kb.errors import NotFoundError
from kb.importers.content import unpack
from kb.importers.records import AnswerRecord
from kb.models import Thing
from kb.services.actor import Actor
from kb.services.calls.glossary import Explained, explained_terms
from kb.services.calls.panes import DoPane, Helping, SayPane, helping, say_pane
from kb.services.calls.start import verify_process
from kb.services.calls.which_date import DateRule, date_rules
from kb.services.law.nodes import texts_of
from kb.services.law.overtaken import Overtaken, overtaken
from kb.services.law.pane import LawPart, law_pane
from kb.services.permits import Matter, may, require
from kb.services.propagation.covered import Covered, covered
from kb.services.propagation.outdated import outdated
from kb.services.propagation.to_check import ToCheck, checks_for
from kb.services.publishing.knowledge import knowledge
from kb.services.publishing.published import shown_revision, shown_revisions
from kb.services.publishing.standing import Standing
from kb.services.unit import Unit
from kb.text.dates import day_words
from kb.text.deadlines import Period, find_periods
from kb.vocabulary import RANK_WORDS, Disclosure, OriginalKind, ThingKind, Verb

LAW = frozenset({OriginalKind.ACT, OriginalKind.REGULATION})
MOST_ANSWERS = 512  # remembered at once: 20 to 60 kB each


@dataclass(frozen=True)
class AnswerName:
    """How an answer is addressed."""

    language: str
    original: str
    id: str

    @property
    def key(self) -> str:
        """Key of the answer as a thing."""
        return f"{self.language}/{self.original}#{self.id}"

    def in_language(self, language: str) -> "AnswerName":
        """Return the name of the same answer in another language."""
        return AnswerName(language, self.original, self.id)


@dataclass(frozen=True)
class AnswerView:
    """A published answer: what to say, what to do, and the law. `languages` are the others.

    `law_of` is the day whose law it stands beside, None for today. `overtaken` says what the law
    did to the words; `checks`, for those who keep words in step, what wants a look.

    `verify_with` is the process that verifies a caller, "" where anybody may hear the words;
    `terms` is the whole glossary, for the words in it that the panes use; `periods` are those that
    the words and the law name, for counting up to their last day; `date_rules` the rules of
    transition in the law shown: the agent must ask which date counts. `version` is a short hash of
    all that is shown, but for who is open now: open pages compare it to see a change.
    """

    name: AnswerName
    question: str
    say: SayPane
    do: DoPane
    law: tuple[LawPart, ...]
    languages: tuple[str, ...]
    read_on: date
    law_of: date | None = None
    verify_with: str = ""
    terms: tuple[Explained, ...] = ()
    overtaken: Overtaken | None = None
    checks: tuple[ToCheck, ...] = ()
    periods: tuple[Period, ...] = ()
    date_rules: tuple[DateRule, ...] = ()
    version: str = ""

    @property
    def is_outdated(self) -> bool:
        """True when something that the answer stands for has changed."""
        return self.overtaken is not None

    @property
    def holding(self) -> str:
        """What is said instead after a major change; "" where the words may be said."""
        return self.overtaken.holding if self.overtaken else ""

    @property
    def resting(self) -> dict[tuple[str, str], list[tuple[str, str, int, str]]]:
        """{(original, eid): [(process, step, number, title)]}: which steps rest on which law."""
        found: dict[tuple[str, str], list[tuple[str, str, int, str]]] = {}
        for process in self.do.processes:
            for number, step in enumerate(process.steps, 1):
                for place in step.rests_on:
                    row = (process.slug, step.id, number, step.title)
                    found.setdefault(place, []).append(row)
        return found

    @property
    def short_citations(self) -> dict[tuple[str, str], str]:
        """How each provision is named where its original is plain: {(original, eid): "4.1(a)"}."""
        return {
            (part.original, eid): citation.split(" ")[-1]
            for part in self.law
            for eid, citation in part.citations
        }

    @property
    def source_words(self) -> str:
        """Where it comes from: "Patient Charges Policy 4.1(a), in force since 1 April 2026"."""
        return "; ".join(_source(part) for part in self.law)

    @property
    def note(self) -> str:
        """What goes into the note of the call: question, words, source, and the day."""
        source = f"Source: {self.source_words or 'none named'}. Read on {day_words(self.read_on)}."
        then = f" The law of {day_words(self.law_of)}." if self.law_of else ""
        since = f" {self.overtaken.why}" if self.overtaken else ""
        return f"{self.question}\n{self.holding or self.say.text}\n{source}{since}{then}"

    @property
    def customer_text(self) -> str:
        """The written form for the customer, nothing internal; "" while they are outdated."""
        if self.is_outdated:
            return ""
        sources = [_source(part) for part in self.law if part.kind in LAW]
        see = ["See: " + "; ".join(sources)] if sources else []
        then = [f"This is the law of {day_words(self.law_of)}."] if self.law_of else []
        return "\n\n".join([self.say.text, *see, *then])


def read_answer(unit: Unit, actor: Actor, name: AnswerName) -> AnswerView:
    """Return the answer that is shown now. Raises NotFoundError when none is."""
    require(actor, Verb.READ)
    key = ("answers", knowledge(unit), name)
    kept = unit.memory.recall(key, lambda: _read(unit, name), most=MOST_ANSWERS)
    return replace(kept.view, do=kept.helping.now(unit), checks=_checks(unit, actor, name))


@dataclass(frozen=True)
class _Kept:
    """What is the same for everybody until something else is known."""

    view: AnswerView
    helping: Helping


def _read(unit: Unit, name: AnswerName) -> _Kept:
    revision = shown_revision(unit, ThingKind.ANSWER, name.key)
    if revision is None:
        raise NotFoundError(
            "This answer is not published, or no longer. Search again, or read the law itself."
        )
    record = unpack(AnswerRecord, revision.content)
    law = Standing.of_day(unit)
    covers = covered(unit, revision, standing=law)
    out = outdated(unit, ThingKind.ANSWER, {name.key: revision}, standing=law).get(name.key)
    parts = law_pane(unit, covers)
    say = say_pane(unit, record)
    help_ = helping(unit, record, _topics(record, covers), covers, law)
    view = AnswerView(
        name=name,
        question=record.question,
        say=say,
        do=DoPane(help_.processes, ()),
        law=parts,
        languages=_other_languages(unit, name, revision.thing.original_id),
        read_on=unit.today,
        law_of=None if unit.day == unit.today else unit.day,
        verify_with="" if record.disclose is Disclosure.ANYONE else verify_process(unit),
        terms=explained_terms(unit),
        overtaken=overtaken(unit, out, parts, name.language),
        periods=_periods(say, parts),
        date_rules=date_rules(parts),
    )
    return _Kept(replace(view, version=_version(view)), help_)


def _periods(say: SayPane, law: tuple[LawPart, ...]) -> tuple[Period, ...]:
    texts = (text for part in law for node in part.nodes for text in texts_of(node))
    return find_periods("\n".join([say.text, *texts]))


def _version(view: AnswerView) -> str:
    shown = (view.question, view.say, view.do.processes, (view.law, view.overtaken))
    return sha256(repr(shown).encode()).hexdigest()[:16]


def _checks(unit: Unit, actor: Actor, name: AnswerName) -> tuple[ToCheck, ...]:
    """Return what wants a look, for those who may clear it: it is not derived for the others."""
    if not may(actor, Verb.CLEAR_CHECK, Matter(ThingKind.ANSWER)):
        return ()
    shown = shown_revisions(unit, ThingKind.ANSWER, [name.key])
    return checks_for(actor, Standing.of_day(unit), ThingKind.ANSWER, shown)


def _topics(record: AnswerRecord, covers: tuple[Covered, ...]) -> frozenset[str]:
    """Return the answer's own topics, or else those of the originals it stands for."""
    of_originals = (topic for one in covers for topic in one.edition.topics)
    return frozenset(record.topics or of_originals)


def _other_languages(unit: Unit, name: AnswerName, original_id: int | None) -> tuple[str, ...]:
    query = select(Thing.key).where(
        Thing.kind == ThingKind.ANSWER,
        Thing.original_id == original_id,
        Thing.key.endswith(f"/{name.original}#{name.id}", autoescape=True),
    )
    keys = set(unit.session.scalars(query)) - {name.key}
    return tuple(sorted(key.split("/")[0] for key in shown_revisions(unit, ThingKind.ANSWER, keys)))


def _source(part: LawPart) -> str:
    named = ", ".join(citation for _, citation in part.citations) or part.title
    rank = RANK_WORDS[OriginalKind(part.kind)]
    return f"{named} ({rank}), in force since {day_words(part.in_force_from)}"
