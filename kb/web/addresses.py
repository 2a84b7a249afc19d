"""Where a search result is read: the address of each kind of thing."""

from urllib.parse import quote, urlencode

from kb.services.read_answer import AnswerName
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
            return "/"  # notices are read where they lead to, on the call screen
    return f"/{PATHS[result.kind]}/{quote(result.id)}"


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


def provision_address(original: str, eid: str) -> str:
    """Return the path of a provision in the edition in force."""
    return f"/o/{quote(original)}#{quote(eid)}"
