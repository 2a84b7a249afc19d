"""What a model wrote, as sentences that can be shown and decided: plain words, nothing else.

The reply is hostile text until somebody has read it. Markup, addresses and templates are taken
out, signs that are not seen too (an order of letters that is not the order one reads), and of
sentences there are at most so many.
"""

import re
import unicodedata
from collections.abc import Iterator

MOST_SENTENCES = 60
_FENCE = re.compile(r"^\s*(```|~~~).*$", re.MULTILINE)
_TAG = re.compile(r"<[^<>\n]{0,300}>")
_IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\](?:\([^()\n]{0,600}\)|\[[^\[\]\n]{0,300}\])")
_ADDRESS = re.compile(r"\b(?:[a-z][a-z0-9+.-]{1,20}:(?=\S)//|www\.)\S+|\bmailto:\S+", re.IGNORECASE)
_LEAD = re.compile(r"^\s*(?:#{1,6}|>+)\s*")
_ITEM = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.)])\s+")
_SIGNS = re.compile(r"[`*_]{1,3}(?=\S)|(?<=\S)[`*_]{1,3}|\{\{|\}\}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\"“‘(]?[A-Z0-9])")
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})


def read_reply(text: str) -> tuple[tuple[str, str], ...]:
    """Return (sentence, what stands before it: "", a blank, a line break or two).

    >>> read_reply("Pay **$5**. See [here](http://x).")
    (('Pay $5.', ''), ('See here.', ' '))

    Raises ValueError where there are no words, or more sentences than anybody could read out.
    """
    found = tuple(_sentences(_bare(text)))
    if not found:
        raise ValueError("It holds no words.")
    if len(found) > MOST_SENTENCES:
        raise ValueError(f"It holds more than {MOST_SENTENCES} sentences.")
    return found


def _bare(text: str) -> str:
    seen = "".join(one for one in text.replace("\r\n", "\n") if one == "\n" or not _is_unseen(one))
    bare = unicodedata.normalize("NFC", seen)
    for pattern, instead in ((_FENCE, ""), (_IMAGE_OR_LINK, r"\1"), (_TAG, ""), (_ADDRESS, "")):
        bare = pattern.sub(instead, bare)
    return bare


def _is_unseen(sign: str) -> bool:
    return sign != "\t" and unicodedata.category(sign) in _UNSEEN


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    is_first = True
    for raw in text.split("\n"):
        item = "- " if _ITEM.match(raw) else ""
        line = _SIGNS.sub("", _ITEM.sub("", _LEAD.sub("", raw)))
        words = " ".join(line.split())
        if not any(sign.isalnum() for sign in words):
            continue
        before = "" if is_first else "\n" if item else "\n\n"
        for sentence in _SENTENCE.split(words):
            yield f"{item}{sentence}", before
            item, before = "", " "
        is_first = False
