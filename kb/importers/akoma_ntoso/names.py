"""What the elements of Akoma Ntoso 2.0 and 3.0 are to us; names that are not here are inline."""

HIERARCHY = {
    "book": "book",
    "tome": "book",
    "title": "title",
    "subtitle": "title",
    "part": "part",
    "subpart": "subpart",
    "chapter": "chp",
    "subchapter": "subchp",
    "division": "division",
    "subdivision": "division",
    "section": "sec",
    "article": "art",
    "rule": "sec",
    "proviso": "",
    "alinea": "",
    "clause": "",
    "crossHeading": "",
    "hcontainer": "",
    "indent": "",
    "item": "",
    "level": "",
    "list": "",
    "paragraph": "",
    "point": "",
    "recital": "",
    "subclause": "",
    "sublist": "",
    "subparagraph": "",
    "subrule": "",
    "subsection": "",
    "tblock": "",
    "transitional": "",
    "citation": "",
    "blockList": "",
    "tocItem": "",
}
"""Elements that can have a number or a heading, and what eids of numbered ones begin with; "" is
named by depth. One with neither is only a wrapper."""

UNIT_WORDS = {
    "book": "Book",
    "title": "Title",
    "part": "Part",
    "subpart": "Subpart",
    "chapter": "Chapter",
    "subchapter": "Subchapter",
    "division": "Division",
    "article": "Article",
}
"""Words that are printed before a bare number: `<chapter><num>2</num>` is Chapter 2."""

OPENING = frozenset(["coverPage", "preface", "preamble", "conclusions", "header"])
"""Parts of a document that stand beside its body and have no number."""

ATTACHED = frozenset(["component", "attachment", "doc", "act", "bill"])
"""What holds a further document: a schedule, an annex, a text of a collection."""

QUOTED = frozenset(["quotedStructure", "embeddedStructure", "quotedText"])
"""Words of another text: theirs are no provisions of this one."""

BLOCKS = frozenset(
    [
        *HIERARCHY,
        *OPENING,
        *ATTACHED,
        *("quotedStructure", "embeddedStructure", "table", "p", "ul", "ol", "li", "caption"),
        *("tr", "td", "th", "block", "blockContainer", "container", "content", "intro", "wrapUp"),
        *("listIntroduction", "listWrapUp", "heading", "subheading", "num", "body", "mainBody"),
        *("collectionBody", "components", "attachments", "recitals", "citations", "formula"),
        *("longTitle", "toc", "foreign", "div", "interstitial", "staticContent", "signature"),
    ]
)
"""Elements that begin and end a run of words."""

NOT_WORDS = frozenset(["meta", "colgroup", "col", "documentRef", "componentRef"])
"""Elements without words of the text."""

CAPTIONS = ("num", "heading", "subheading")

DOCUMENTS = frozenset(["act", "bill", "documentCollection"])
"""Kinds of document that are, or propose, law."""

DOCUMENT_WORDS = {
    "amendment": "an amendment",
    "amendmentList": "a list of amendments",
    "debate": "a debate",
    "debateReport": "a debate report",
    "doc": "a document of no legal kind (doc)",
    "judgment": "a judgment",
    "judgement": "a judgment",
    "officialGazette": "a gazette",
    "portion": "a portion of a document",
    "statement": "a statement",
}
"""How messages call the kinds that are refused."""
