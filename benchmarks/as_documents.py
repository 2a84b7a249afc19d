"""Pages as the documents that the product itself would index of them: one per provision."""

from collections.abc import Iterable
from datetime import UTC, datetime

from benchmarks.data_sets import Page
from kb.search.documents import Document
from kb.search.engine import Change
from kb.vocabulary import ResultKind

START = datetime(2020, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def to_changes(pages: Iterable[Page]) -> list[Change]:
    """Return one change per page, each with a document per passage that is its own group."""
    changes: list[Change] = []
    for page in pages:
        for number in range(len(page.passages)):
            document = _document(page, number)
            changes.append(Change(len(changes) + 1, document.group, (document,)))
    return changes


def _document(page: Page, number: int) -> Document:
    passage = page.passages[number]
    key = f"{page.slug}#passage_{number}"
    return Document(
        uid=f"provision/{key}",
        group=f"provision/{key}",
        kind=ResultKind.PROVISION,
        key=key,
        language="en",
        title=passage.heading,
        phrasings=(),
        body=passage.text,
        context=page.title,
        parent=page.slug,
        shown_from=START,
        shown_to=None,
    )
