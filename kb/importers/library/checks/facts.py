"""What stands beside a text must have that text, and one that cannot say it itself."""

from collections.abc import Iterable, Iterator

from kb.errors import Problem
from kb.importers.library.contents import FileContents
from kb.importers.library.formats.editions import MARKDOWN
from kb.importers.library.notes import Kind
from kb.importers.records import EditionFacts


def find_stray_facts(files: Iterable[FileContents]) -> Iterator[Problem]:
    """Yield a problem for each file of facts without a text, or beside one in Markdown."""
    files = list(files)
    texts = {
        found.name: file.path
        for file in files
        for found in file.notes.definitions
        if found.kind is Kind.EDITION
    }
    for file in files:
        for facts in file.records:
            if isinstance(facts, EditionFacts):
                text = texts.get(f"{facts.original}@{facts.in_force_from}", "")
                yield from _stray(facts, text)


def _stray(facts: EditionFacts, text: str) -> Iterator[Problem]:
    if not text:
        what = "There is no text of this day beside it in what is loaded."
        mend = f"Load it together with {facts.in_force_from}.akn.xml."
        yield Problem(facts.place.file, 0, what, mend)
    elif text.endswith(f".{MARKDOWN}"):
        what = "A text in Markdown says this itself, in its front matter."
        yield Problem(facts.place.file, 0, what, "Write it there, and remove this file.")
