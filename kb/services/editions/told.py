"""Whether agents were told of an edition: its notice, and how many of each team confirmed it.

Groups only, and none below five people (I9); who may not read such figures sees that a notice is
out, and no count.
"""

from dataclasses import dataclass

from kb.models import Edition
from kb.services.actor import Actor
from kb.services.notices.confirmed_by import TeamCount, confirmed_by_team
from kb.services.notices.from_edition import editions_to_tell
from kb.services.notices.shown import Notice, shown_notices
from kb.services.permits import ORIGINAL, Matter, may
from kb.services.unit import Unit
from kb.vocabulary import Verb


@dataclass(frozen=True)
class Told:
    """The notice that was made from an edition, and how many of each team confirmed it."""

    slug: str
    title: str
    teams: tuple[TeamCount, ...]


def agents_told(unit: Unit, actor: Actor, edition: Edition) -> Told | None:
    """Return the notice about `edition` that is shown, or None."""
    notice = next((one for one in shown_notices(unit) if _is_about(one, edition)), None)
    if notice is None:
        return None
    teams = confirmed_by_team(unit, actor, notice) if may(actor, Verb.READ_INSIGHT) else ()
    return Told(notice.slug, notice.record.title, teams)


def waits_to_be_told(unit: Unit, actor: Actor, edition: Edition) -> bool:
    """True for compliance while agents should hear of `edition` and no notice of it is there."""
    if not may(actor, Verb.WRITE, Matter(kind=ORIGINAL)):
        return False
    return any(one.edition_id == edition.id for one in editions_to_tell(unit, actor))


def _is_about(notice: Notice, edition: Edition) -> bool:
    record = notice.record
    return record.original == edition.original.slug and record.edition == edition.in_force_from
