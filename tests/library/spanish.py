"""Figures of a Spanish text, written as English ones so that law and answer can be compared.

The law is English. "20 días hábiles" must be found in it as 20 working days, never as 20 days.
"""

import re

_MONTHS = {
    "enero": "January",
    "febrero": "February",
    "marzo": "March",
    "abril": "April",
    "mayo": "May",
    "junio": "June",
    "julio": "July",
    "agosto": "August",
    "septiembre": "September",
    "octubre": "October",
    "noviembre": "November",
    "diciembre": "December",
}
_UNITS = {
    "días? hábil(?:es)?": "working days",
    "días?": "days",
    "horas?": "hours",
    "semanas?": "weeks",
    "meses|mes": "months",
    "años?": "years",
    "miembros?": "members",
    "cuotas?": "instalments",
    "veces|vez": "times",
    "por ciento": "per cent",
}
_DATE = re.compile(rf"\b(\d{{1,2}})(?:\.º|º)? de ({'|'.join(_MONTHS)}) de (\d{{4}})\b")
_AGE = re.compile(r"\b(men(?:os|or|ores) de \d+) años\b")  # English says "under 18", bare
_COUNTED = [(re.compile(rf"\b(\d+) (?:{unit})\b"), english) for unit, english in _UNITS.items()]


def in_english(text: str) -> str:
    """Return the text with its dates, ages and counted units as in English, the rest as it was.

    >>> in_english("20 días hábiles desde el 1 de abril de 2026")
    '20 working days desde el 1 April 2026'
    """
    text = _DATE.sub(lambda match: f"{match[1]} {_MONTHS[match[2]]} {match[3]}", text)
    text = _AGE.sub(r"\1", text)
    for pattern, english in _COUNTED:
        text = pattern.sub(rf"\1 {english}", text)
    return text
