"""The one normal form in which texts are compared, hashed and looked up."""

import unicodedata


def collapse(text: str) -> str:
    r"""Return `text` in NFC with every run of white space as one blank, and none at its ends.

    >>> collapse("  a charge \n paid ")
    'a charge paid'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())
