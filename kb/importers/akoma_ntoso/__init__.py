"""Akoma Ntoso 2.0, 3.0/WD17 and 3.0: acts, by-laws and bills as XML -> an edition.

`xml` parses safely, `tree` finds what can be cited, `words` and `tables` keep every word, `head`
reads the metadata, `reading` puts them together. Nothing here writes: a source is kept as it is.
"""

from kb.importers.akoma_ntoso.head import slug_in
from kb.importers.akoma_ntoso.reading import FORMAT, DocumentReading, Wanted, read_document
from kb.importers.akoma_ntoso.xml import parse_xml

__all__ = ["FORMAT", "DocumentReading", "Wanted", "parse_xml", "read_document", "slug_in"]
