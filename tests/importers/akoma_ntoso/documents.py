"""Small documents to be put together by tests, and what a reading of them says."""

from kb.importers.akoma_ntoso import Wanted, read_document

NAMESPACES = {
    "2.0": "http://www.akomantoso.org/2.0",
    "3.0/WD17": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0/WD17",
    "3.0": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0",
}
URI = "/akn/ng/act/by-law/2020/parking"
IDENTIFICATION = f"""<identification source="#x">
<FRBRWork><FRBRuri value="{URI}"/><FRBRalias value="Parking By-law"/><FRBRcountry value="ng"/>
</FRBRWork>
<FRBRExpression><FRBRuri value="{URI}/eng@2020-05-01"/><FRBRdate date="2020-05-01" name=""/>
</FRBRExpression></identification>"""


def act(body, *, version="3.0", meta=IDENTIFICATION, before="", after="", kind="act"):
    """The bytes of a document with that body."""
    return (
        f'<akomaNtoso xmlns="{NAMESPACES[version]}"><{kind} name="by-law"><meta>{meta}</meta>'
        f"{before}<body>{body}</body>{after}</{kind}></akomaNtoso>"
    ).encode()


def section(number, inner, *, heading="Heading", eid=""):
    """A section; `eid` is its attribute, whole."""
    return f"<section {eid}><num>{number}</num><heading>{heading}</heading>{inner}</section>"


def says(text):
    """The content element of one paragraph."""
    return f"<content><p>{text}</p></content>"


def read(raw, **wanted):
    """Read a document that is right."""
    reading = read_document(raw, file="law.xml", wanted=Wanted(**wanted))
    assert reading.problems == ()
    return reading


def provisions(body, **parts):
    """The provisions of a document with that body."""
    return read(act(body, **parts)).edition.provisions


def only(body, **parts):
    """The one provision of a body that has one."""
    (found,) = provisions(body, **parts)
    return found


def blocks(provision):
    """(kind, words) of a provision, its children by eid."""
    return [(str(block.kind), block.content) for block in provision.blocks]


def refused(raw, **wanted):
    """The problems of a document that is not read."""
    reading = read_document(raw, file="law.xml", wanted=Wanted(**wanted))
    assert reading.edition is None
    return reading.problems
