"""The language that an agent speaks in: chosen on an answer, kept in a cookie."""

import re

from flask import request

LANGUAGE_COOKIE = "language"
TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")  # as BCP 47 forms the common ones
NAMES = {
    "ar": "العربية",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "ht": "Kreyòl ayisyen",
    "it": "Italiano",
    "ko": "한국어",
    "pl": "Polski",
    "pt": "Português",
    "ru": "Русский",
    "tl": "Tagalog",
    "tr": "Türkçe",
    "uk": "Українська",
    "vi": "Tiếng Việt",
    "zh": "中文",
}


def say_language() -> str:
    """Return the language that was chosen for Say; "" where none was."""
    return language_tag(request.cookies.get(LANGUAGE_COOKIE, ""))


def language_tag(text: str) -> str:
    """Return `text` if it may name a language, else ""."""
    return text if TAG.fullmatch(text) else ""


def language_name(tag: str) -> str:
    """Return a language by its own name, as its speakers look for it.

    >>> language_name("es"), language_name("es-MX"), language_name("tlh")
    ('Español', 'Español (es-MX)', 'tlh')
    """
    name = NAMES.get(tag.partition("-")[0])
    if name is None:
        return tag
    return name if tag in NAMES else f"{name} ({tag})"
