"""What an agent says while a rule is checked: one line, in the language of the answer.

It stands in the Say pane in place of words that a major change has overtaken. It promises a check
and no outcome, and names the day, so that the caller knows it is the rule that changed.
"""

from datetime import date

from kb.text.dates import day_words

_CHANGED = {
    "en": "The rule changed on {day}; let me check that for you.",
    "es": "La norma cambió el {day}; permítame comprobarlo.",
}
_OTHER_DAY = {
    "en": "On {day} another rule was in force; let me check that for you.",
    "es": "El {day} regía otra norma; permítame comprobarlo.",
}
_SPANISH = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto"),
    *("septiembre", "octubre", "noviembre", "diciembre"),
)


def holding_line(language: str, changed_on: date, law_of: date | None = None) -> str:
    """Return the line for an answer in `language`; in English where it has no other.

    `law_of` is the day whose law was asked for, None for today's.

    >>> holding_line("en", date(2026, 3, 3))
    'The rule changed on 3 March 2026; let me check that for you.'
    >>> holding_line("es-MX", date(2026, 3, 3))
    'La norma cambió el 3 de marzo de 2026; permítame comprobarlo.'
    >>> holding_line("en", date(2026, 3, 3), law_of=date(2025, 1, 9))
    'On 9 January 2025 another rule was in force; let me check that for you.'
    """
    spoken = language.split("-", maxsplit=1)[0]
    lines = _OTHER_DAY if law_of and law_of < changed_on else _CHANGED
    day = law_of if law_of and law_of < changed_on else changed_on
    return lines.get(spoken, lines["en"]).format(day=_day(spoken, day))


def holding_language(language: str) -> str:
    """Return the language in which the line is said: the answer's, or else English.

    >>> holding_language("pl")
    'en'
    """
    return language if language.split("-", maxsplit=1)[0] in _CHANGED else "en"


def _day(spoken: str, day: date) -> str:
    if spoken == "es":
        return f"{day.day} de {_SPANISH[day.month - 1]} de {day.year}"
    return day_words(day)
