"""Definitions: paragraphs that say what a word means in this text.

A paragraph is one when it opens with a term in quotation marks or bold and says *means*,
*has the meaning*, *includes* or the like; under a heading such as "Definitions" the term may also
be italic, or be followed by a colon.
"""

import re

_VERBS = (
    r"(?:means?|has (?:the|that) (?:same )?meaning|have the (?:same )?meaning|includes?"
    r"|is defined|refers? to|does not include)\b"
)
_QUOTED = re.compile(
    r"(?:\*\*|__)?[“\"‘'](?P<term>[^“”\"‘’\n]{1,80})[”\"’'](?:\*\*|__)?(?P<after>[^\n.;]{0,160})"
)
_BOLD = re.compile(r"(?P<mark>\*\*\*?|__)(?P<term>[^*_\n]{1,80})(?P=mark)(?P<after>[^\n.;]{0,160})")
_ITALIC = re.compile(r"(?P<mark>[*_])(?P<term>[^*_\n]{1,80})(?P=mark)(?P<after>[^\n.;]{0,160})")
_SAYS = re.compile(
    rf"(?:,[^,]{{1,120}},)?(?:[ ](?:or|and)[ ][“\"*][^”\"*]{{1,80}}[”\"*]+)?[ ]*{_VERBS}"
)
_COLON = re.compile(r"[ ]*[:—–]")
_HEADING = re.compile(r"\b(?:definitions?|interpretation|meaning of|glossary)\b", re.IGNORECASE)


def is_definitions_heading(heading: str) -> bool:
    """True of "Definitions", "Interpretation", "Meaning of …"."""
    return bool(_HEADING.search(heading))


def defined_term(text: str, *, in_list: bool) -> str:
    """Return the term that a paragraph defines, or "" where it defines none.

    >>> defined_term("“payer” means a person who pays.", in_list=False)
    'payer'
    >>> defined_term("**Payer**: a person who pays.", in_list=True)
    'Payer'
    >>> defined_term("“Stop” was all that was said.", in_list=True)
    ''
    """
    match = _QUOTED.match(text) or _BOLD.match(text) or (_ITALIC.match(text) if in_list else None)
    if match is None:
        return ""
    term, after = match["term"].strip(), match["after"]
    says = _SAYS.match(after) or _SAYS.match(after.lstrip(" "))
    colon = in_list and (_COLON.match(after) or term.endswith(":"))
    return term.rstrip(":").strip() if says or colon else ""
