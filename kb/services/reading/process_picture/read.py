"""Read a published process with its picture, and all its steps as a list that says the same."""

from dataclasses import dataclass

from kb.errors import NotFoundError
from kb.importers.content import unpack
from kb.importers.records import ProcessRecord
from kb.services.actor import Actor
from kb.services.permits import require
from kb.services.publishing.published import shown_revision, shown_revisions
from kb.services.reading.process_picture.picture import Picture, draw_process
from kb.services.unit import Unit
from kb.vocabulary import ThingKind, Verb


@dataclass(frozen=True)
class ProcessPicture:
    """The record in words and as a picture. `uses` are titles by slug of processes run inside."""

    record: ProcessRecord
    picture: Picture
    uses: dict[str, str]

    def title_of(self, step: str) -> str:
        """Return the title of one of the steps."""
        return next((one.title for one in self.record.steps if one.id == step), step)


def read_picture(unit: Unit, actor: Actor, slug: str) -> ProcessPicture:
    """Return the picture of a process. Raises NotFoundError where none is published."""
    require(actor, Verb.READ)
    revision = shown_revision(unit, ThingKind.PROCESS, slug)
    if revision is None:
        raise NotFoundError(f"There is no process “{slug}”. Look in the list at /p/.")
    record = unpack(ProcessRecord, revision.content)
    wanted = {step.uses for step in record.steps if step.uses}
    used = shown_revisions(unit, ThingKind.PROCESS, wanted)
    uses = {key: one.title for key, one in used.items()}
    return ProcessPicture(record, draw_process(record, uses), uses)
