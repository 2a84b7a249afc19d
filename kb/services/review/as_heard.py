"""Words as agents will read them aloud: dated amounts printed for the day the words count.

A reviewer decides on what callers hear, not on the name of an amount (DOMAIN.md: nothing is
published under a name of somebody who did not see it).
"""

from dataclasses import replace
from datetime import date

from kb.importers.records import AnswerRecord, Placed
from kb.services.publishing.values import value_lookup
from kb.services.review.publishing import takes_over_at
from kb.services.unit import Unit
from kb.text.markup import fill_values


def as_heard(unit: Unit, record: Placed) -> Placed:
    """Return `record` with the amounts of the day on which it takes over, or of today.

    Only answers are read aloud; anything else comes back as it is. An amount that is not
    published keeps its name, which says what is missing.
    """
    if not isinstance(record, AnswerRecord):
        return record
    look_up = value_lookup(unit, on=_day(unit, record))
    blocks = (replace(one, text=fill_values(one.text, look_up)) for one in record.blocks)
    return replace(record, blocks=tuple(blocks))


def _day(unit: Unit, record: Placed) -> date:
    at = takes_over_at(unit, record)
    return at.astimezone(unit.zone).date() if at else unit.today
