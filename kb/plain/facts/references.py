"""References to other provisions: "section 12", "subsection (2)", "§ 17.4010", "Article 5(1)".

The value is the label alone, "12" or "5/1": whether it is called a section or a paragraph differs
between law and plain words more often than the number does.
"""

import re
from collections.abc import Iterator

from kb.plain.facts.fact import Fact, FactKind
from kb.plain.language import Parsed

_REFERENCE = re.compile(
    r"(?:\b(?:sub)?(?:sections?|paragraphs?|clauses?|articles?|regulations?|rules?|schedules?|parts?|chapters?|annex(?:es)?|"
    r"form|order|sch?\.|s\.|ss\.|para\.|art\.|cfr|u\.?s\.?c\.?|no\.|count|level)|§+)"
    r"\s*(?P<label>\(?\w{0,3}\d[\w.\-/]*(?:\(\w+\))*|(?:\(\w{1,4}\))+)",
    re.IGNORECASE,
)


def find_references(parsed: Parsed) -> Iterator[Fact]:
    """Yield every reference by its number."""
    for match in _REFERENCE.finditer(parsed.text):
        label = "/".join(re.findall(r"[\w.\-]+", match["label"].rstrip(".")))
        yield Fact(FactKind.REFERENCE, label.lower(), match.start(), match.end())
