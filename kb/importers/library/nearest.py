"""The name that was probably meant."""

from collections.abc import Sequence
from difflib import get_close_matches

_MANY = 2_000


def nearest(name: str, options: Sequence[str]) -> str:
    """Return the option most like `name`, or nothing if none is.

    Among very many options only those with the same beginning are compared: comparing is slow.
    """
    if len(options) > _MANY:
        options = [option for option in options if option.startswith(name[:3])][:_MANY]
    found = get_close_matches(name, options, n=1, cutoff=0.6)
    return found[0] if found else ""
