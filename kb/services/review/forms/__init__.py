"""Reviewed things as fields that people fill in, and back to records: one form for each kind.

A form never refuses what is typed: the fields are kept as they are (`working_copies`), and what
is wrong with them is told when they are read.
"""

from kb.services.review.forms.answer import AnswerForm
from kb.services.review.forms.form import FieldProblem, Fields, Form, Input, Reading, Shape
from kb.services.review.forms.kinds import PLAIN
from kb.services.review.forms.process import ProcessForm
from kb.services.review.forms.translation import TranslationForm
from kb.vocabulary import ThingKind

__all__ = ["FORMS", "FieldProblem", "Fields", "Form", "Input", "Reading", "Shape"]

FORMS: dict[ThingKind, Form] = {
    ThingKind.ANSWER: AnswerForm(),
    ThingKind.TRANSLATION: TranslationForm(),
    ThingKind.PROCESS: ProcessForm(),
    **PLAIN,
}
"""The form of each kind that trainers and leads write here; notices have pages of their own."""
