"""What makes a finding of the meaning check the same one: its kind and the words of both texts.

Never a place: the same words further down are the same finding, other words another one.
"""

import unicodedata
from hashlib import sha256

LENGTH = 40  # letters of the hash: 160 bits


def finding_key(kind: str, law: str, plain: str) -> str:
    """Return the key of a finding; how its words are spaced and composed does not matter.

    >>> finding_key("duration", "30 days", "30  working days")[:12]
    'duration:aa1'
    """
    words = "\n".join(unicodedata.normalize("NFC", " ".join(one.split())) for one in (law, plain))
    return f"{kind}:{sha256(words.encode()).hexdigest()[:LENGTH]}"
