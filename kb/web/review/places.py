"""Where a reviewed thing is read, written and reviewed: its addresses, and what it is called."""

from urllib.parse import quote, urlencode

from kb.errors import NotFoundError
from kb.services.calls.read_answer import AnswerName
from kb.services.review.forms import FORMS
from kb.vocabulary import ThingKind
from kb.web.frame.addresses import answer_address

PAGES = {
    ThingKind.PROCESS: "p",
    ThingKind.TERM: "t",
    ThingKind.KPI: "k",
    ThingKind.CONTACT_POINT: "c",
}
WORDS = {ThingKind.KPI: "KPI", ThingKind.TRANSLATION: "provisions without effect"}


def kind_named(text: str) -> ThingKind:
    """Return the kind that an address names. Raises NotFoundError on one not written here."""
    if text not in set(FORMS):
        raise NotFoundError(f"“{text[:40]}” is not a kind of text that is written here.")
    return ThingKind(text)


def kind_words(kind: str) -> str:
    """Return what a kind is called on pages."""
    named = ThingKind(kind)
    return WORDS.get(named, named.replace("_", " "))


def read_address(kind: str, key: str) -> str:
    """Return where what is published of a thing is read; "" where it has no page of its own."""
    named = ThingKind(kind)
    if named is ThingKind.ANSWER:
        language, _, rest = key.partition("/")
        original, _, name = rest.partition("#")
        return answer_address(AnswerName(language, original, name))
    if named is ThingKind.TRANSLATION:
        return f"/o/{quote(key.partition('/')[2])}"
    if named is ThingKind.MISSION:
        return "/mission"
    return f"/{PAGES[named]}/{quote(key)}" if named in PAGES else ""


def deed_address(deed: str, kind: str, key: str, **query: str) -> str:
    """Return where something is done with a thing: "edit", "merge", "withdraw", "retire"."""
    path = f"/{deed}/{quote(kind)}/{quote(key)}"
    return f"{path}?{urlencode(query)}" if query else path


def review_address(revision_id: int) -> str:
    """Return where a text is reviewed, and everything that happened to it is told."""
    return f"/review/{revision_id}"
