"""Letters and roman numerals as numbers, as far as legal lists go (up to xlix)."""

import re

_ROMAN = re.compile(r"(x{0,3}|xl)(ix|iv|v?i{0,3})")
_TENS = {"": 0, "x": 10, "xx": 20, "xxx": 30, "xl": 40}
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ALPHABET = 26


def from_roman(bare: str) -> int:
    """Return the value of a lower-case numeral up to xlix, or 0 when it is none.

    >>> from_roman("xiv"), from_roman("iiii"), from_roman("c")
    (14, 0, 0)
    """
    match = _ROMAN.fullmatch(bare)
    return _TENS[match[1]] + _ONES.index(match[2]) if match else 0


def to_roman(value: int) -> str:
    """Return the lower-case numeral of `value`, 1 to 49.

    >>> to_roman(14)
    'xiv'
    """
    tens = {number: name for name, number in _TENS.items()}
    return tens[value // 10 * 10] + _ONES[value % 10]


def from_letter(bare: str) -> int:
    """Return the place of a lower-case letter in its list, aa after z; 0 for nothing.

    >>> from_letter("c"), from_letter("aa"), from_letter("bb"), from_letter("")
    (3, 27, 28, 0)
    """
    if not bare:
        return 0
    return _ALPHABET * (len(bare) - 1) + ord(bare[0]) - ord("a") + 1


def to_letter(value: int) -> str:
    """Return the lower-case letter (doubled after z) at `value` from 1.

    >>> to_letter(3), to_letter(28)
    ('c', 'bb')
    """
    rounds, place = divmod(value - 1, _ALPHABET)
    return chr(ord("a") + place) * (rounds + 1)
