"""Pages as library files in our own format: a page is an original, a passage a provision."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from benchmarks.data_sets import Page, Passage
from kb.text.normal import collapse
from kb.text.provisions import BlockKind, Provision, ProvisionBlock, write_provisions

IN_FORCE_FROM = "2020-01-01"
_MARKDOWN = re.compile(r"(?=[\\`*_{}\[\]>#])|(?=^[-+])|(?<=^\d)(?=[.)])|(?<=^\d\d)(?=[.)])")


def write_library(pages: Iterable[Page], folder: Path) -> Path:
    """Write `pages` as editions below `folder` and return the folder to load."""
    content = folder / "content"
    for page in pages:
        file = content / "originals" / page.slug / f"{IN_FORCE_FROM}.md"
        file.parent.mkdir(parents=True)
        file.write_text(to_edition(page), encoding="utf-8")
    return content


def to_edition(page: Page) -> str:
    """Return the Markdown of one edition."""
    title = json.dumps(collapse(page.title), ensure_ascii=False)  # a JSON string is YAML too
    provisions = [
        _provision(number, passage) for number, passage in enumerate(page.passages, start=1)
    ]
    return (
        f"---\ntitle: {title}\nkind: guidance\nin_force_from: {IN_FORCE_FROM}\n---\n\n"
        f"{write_provisions(provisions)}"
    )


def _provision(number: int, passage: Passage) -> Provision:
    words = ProvisionBlock(BlockKind.TEXT, plain(passage.text))
    blocks = (words,) if words.content else ()
    return Provision(f"passage_{number}", f"{number}.", plain(passage.heading), blocks)


def plain(text: str) -> str:
    """Return `text` as Markdown that means nothing but its letters."""
    return _MARKDOWN.sub(r"\\", collapse(text)).replace("&", "&amp;").replace("<", "&lt;")
