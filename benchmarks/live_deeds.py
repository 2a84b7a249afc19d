"""The deeds that `benchmarks.live` measures, done by the services themselves in this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import time

from kb.importers.library import read_files
from kb.importers.records import AnswerRecord, NoticeRecord
from kb.services.actor import OPERATOR, Actor
from kb.services.database import open_database
from kb.services.keys import keep_key
from kb.services.library import known_names, load_library
from kb.services.notices.deciding import agree, end_now, submit_record
from kb.services.notices.shown import shown_notices
from kb.services.people.users import find_user, load_actor
from kb.services.publishing import states
from kb.services.publishing.published import shown_revision
from kb.services.review.ending.ending import Wrong, withdraw
from kb.services.review.revisions import add_revision, record_of
from kb.services.unit import Store, Unit
from kb.settings import ROOT, Settings
from kb.vocabulary import ThingKind

LEAD, COMPLIANCE = "lead", "compliance"
FILE = "content/originals/patient-charges/2026-04-01.md"
WORDS, OTHER_WORDS = "48 hours", "49 hours"
SLUG = "the-portal-is-down"


@dataclass(frozen=True)
class Deeds:
    """What is done to one answer; each returns the moment from which time runs."""

    store: Store
    lead: Actor
    compliance: Actor
    key: str

    def withdraw(self) -> float:
        """Withdraw the answer as wrong."""
        with self.store.change() as unit:
            withdraw(unit, OPERATOR, ThingKind.ANSWER, self.key, Wrong("Measured."))
        return time()

    def publish_again(self, words: AnswerRecord) -> float:
        """Publish the answer once more."""
        with self.store.change() as unit:
            revision = add_revision(unit, OPERATOR, words, based_on=None)
            states.publish(unit, OPERATOR, revision)
        return time()

    def words(self) -> AnswerRecord:
        """Return what the answer says."""
        with self.store.read() as unit:
            revision = shown_revision(unit, ThingKind.ANSWER, self.key)
            record = record_of(revision) if revision else None
        if not isinstance(record, AnswerRecord):
            raise TypeError(f"{self.key} is no published answer.")
        return record

    def change_law(self, words: str = OTHER_WORDS) -> float:
        """Publish a corrected edition that says `words` where the answer's law said WORDS."""
        text = (ROOT / FILE).read_text(encoding="utf-8").replace(WORDS, words)
        with self.store.change() as unit:
            library = read_files([(FILE, text.encode())], known=known_names(unit)).library
            load_library(unit, OPERATOR, library, file_hashes={FILE: words})
        return time()

    def tell(self, *, starts_in_s: float = 0, lasts_s: float = 3600) -> float:
        """Let a bulletin out, now or from a coming moment on."""
        now = datetime.now(UTC)
        starts = now + timedelta(seconds=starts_in_s) if starts_in_s else None
        with self.store.change() as unit:
            record = self._bulletin(unit, starts, (starts or now) + timedelta(seconds=lasts_s))
            revision = submit_record(unit, self.lead, record)
            agree(unit, self.compliance, revision.id, revision.content_hash)
        return starts.timestamp() if starts else time()

    def end_all(self) -> float:
        """End the bulletins that are shown, by hand."""
        with self.store.change() as unit:
            for notice in shown_notices(unit):
                end_now(unit, self.lead, notice.slug, "Measured.")
        return time()

    def _bulletin(self, unit: Unit, starts: datetime | None, ends: datetime) -> NoticeRecord:
        return NoticeRecord(
            slug=f"{SLUG}-{unit.now:%H%M%S%f}",
            title="The portal is down",
            say="I can do it for you by phone.",
            answers=(self.key.partition("/")[2],),
            starts=starts,
            ends=ends,
        )


@contextmanager
def open_deeds(folder: Path, key: str) -> Iterator[Deeds]:
    """Open the database of the instance in `folder`, as a third process beside its servers."""
    settings = replace(Settings(), data_dir=folder)
    engine = open_database(settings.database)
    audit_key = keep_key(folder, "audit", "")
    store = Store(engine, audit_key=audit_key, zone=settings.zone)
    try:
        yield Deeds(store, _person(store, LEAD), _person(store, COMPLIANCE), key)
    finally:
        engine.dispose()


def _person(store: Store, name: str) -> Actor:
    with store.read() as unit:
        return load_actor(unit, find_user(unit, name).id)
