"""Counting how often an answer is opened, off the path of the request, and never by whom (I9).

What an open page asks by itself is no opening: those requests say that nobody attended to them.
"""

from functools import partial

from flask import request

from kb.services.calls.read_answer import AnswerName
from kb.services.review.ending.times_shown import add_times_shown, shown_id
from kb.services.unit import Unit
from kb.vocabulary import ThingKind
from kb.web.frame.sessions import is_unattended, late_writer


def count_shown(unit: Unit, name: AnswerName) -> None:
    """Let the opening of an answer be counted, soon; `unit` is the one that it was read in."""
    if is_unattended(request):
        return
    revision_id = shown_id(unit, ThingKind.ANSWER, name.key)
    if revision_id is not None:
        count = partial(add_times_shown, revision_id=revision_id, day=unit.today)
        late_writer().note(object(), count)
