"""The head of a translation: which provisions have no effect on customers, and why."""

from collections.abc import Mapping

from kb.importers.library.fields import as_day
from kb.importers.records import Placed, TranslationRecord
from kb.services.review.forms.form import (
    FieldProblem,
    Fields,
    Input,
    Reading,
    Shape,
    first,
)

INPUTS = (
    Input(
        "no_effect",
        "No customer effect",
        Shape.REASONS,
        "A reason for each provision that no customer will ever notice.",
        names=("edition", "eid", "reason"),
    ),
    Input("topics", "Topics", help="Names, with a blank between them."),
)


class TranslationForm:
    """The form of a translation's head: pairs of provision and reason."""

    inputs = INPUTS

    def blank(self, key: str) -> Fields:
        """Return a head that says nothing yet."""
        del key
        return {"eid": [], "reason": []}

    def write(self, record: Placed) -> Fields:
        """Return the fields of a head."""
        if not isinstance(record, TranslationRecord):
            raise TypeError(f"{type(record).__name__} is no translation.")
        return {
            "edition": [record.edition.isoformat() if record.edition else ""],
            "eid": [eid for eid, _ in record.no_customer_effect],
            "reason": [reason for _, reason in record.no_customer_effect],
            "topics": [" ".join(record.topics)],
        }

    def read(self, key: str, fields: Mapping[str, list[str]]) -> Reading:
        """Return the head; a provision without a reason is one that has an effect."""
        language, _, original = key.partition("/")
        pairs = dict(zip(fields.get("eid", ()), fields.get("reason", ()), strict=False))
        said = {eid: " ".join(reason.split()) for eid, reason in pairs.items() if reason.strip()}
        edition = as_day(first(fields, "edition"))
        if edition is None:
            mend = "Choose the edition that you read."
            return Reading(None, (FieldProblem("edition", "No edition is named.", mend),))
        record = TranslationRecord(
            language=language,
            original=original,
            edition=edition,
            no_customer_effect=tuple(said.items()),
            topics=tuple(first(fields, "topics").split()),
        )
        return Reading(record)
