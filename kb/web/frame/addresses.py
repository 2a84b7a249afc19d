"""Where a search result is read: the address of each kind of thing."""

import re
from datetime import date
from urllib.parse import quote, urlencode

from kb.search.excerpts import Excerpt
from kb.services.calls.read_answer import AnswerName
from kb.services.search import Result
from kb.vocabulary import ResultKind


def result_address(result: Result) -> str:
    """Return the path of a result's page, landing on what was found."""
    whole, _, part = result.id.partition("#")
    match result.kind:
        case ResultKind.ANSWER:
            return answer_address(AnswerName(result.reads_in, whole, part))
        case ResultKind.PROVISION:
            return provision_address(whole, part)
        case ResultKind.STEP:
            return f"/p/{quote(whole)}/{quote(part)}"
        case ResultKind.NOTICE:
            return f"/notices/{quote(whole)}"
    return f"/{PATHS[result.kind]}/{quote(result.id)}"


def passage_address(result: Result) -> str:
    """Return the path of a result that also lights up the passage where it was found.

    The words stand in a text directive, which a browser keeps to itself: what a caller said is
    in no request and no log. (https://wicg.github.io/scroll-to-text-fragment/)
    """
    address = result_address(result)
    words = _first_found(result.excerpt) if result.kind is ResultKind.PROVISION else ""
    return f"{address}:~:text={_directive(words)}" if words else address


def _first_found(excerpt: Excerpt) -> str:
    """Return the first found word of an excerpt with a few behind it, within its sentence."""
    if not excerpt.spans:
        return ""
    start, end = excerpt.spans[0]
    rest = SENTENCE_END.split(excerpt.text[end:], maxsplit=1)[0]
    return (excerpt.text[start:end] + " ".join(rest.split(" ")[:LIT_WORDS])).strip()


def _directive(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")  # a dash would end the words


LIT_WORDS = 4
SENTENCE_END = re.compile(r"[.;:—…\n]")
PATHS = {
    ResultKind.PROCESS: "p",
    ResultKind.TERM: "t",
    ResultKind.CONTACT_POINT: "c",
    ResultKind.KPI: "k",
}


def answer_address(name: AnswerName, words: str = "") -> str:
    """Return the path of an answer; `words` keep the list of results beside it."""
    path = f"/a/{quote(name.language)}/{quote(name.original)}/{quote(name.id)}"
    return f"{path}?{urlencode({'q': words})}" if words else path


def on_day(address: str, day: date | None) -> str:
    """Return an address of ours that shows the law of `day`; None is today.

    >>> on_day("/o/borrowing#sec_1", date(2025, 7, 1))
    '/o/borrowing?as_of=2025-07-01#sec_1'
    """
    if day is None:
        return address
    path, mark, place = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}as_of={day}{mark}{place}"


def provision_address(original: str, eid: str) -> str:
    """Return the path of a provision in the edition in force."""
    return f"/o/{quote(original)}#{quote(eid)}"
