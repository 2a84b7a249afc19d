"""A customer's personal data in words that are kept: masked before they are stored or logged (I10).

Search words, notes and pastes pass through `mask`. It goes by shape: e-mail addresses, telephone,
card, account and identity numbers, dates of birth, postcodes and street addresses, and names that
are introduced as names. It leaves what a question is about: "s 12(3)", "30 days", "$50", "2026".
What it cannot know (a name that nobody introduced) can be erased later.

Errs towards masking: a lost figure costs one search statistic, a kept one costs a person.
"""

import re

_EMAIL = re.compile(r"[^\s@<>()\[\],;:]{1,64}@[^\s@<>()\[\],;:]{1,190}\.[^\W\d_]{2,24}")
_IBAN = re.compile(
    r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?\b", re.IGNORECASE
)
_NINO = re.compile(r"\b[A-Z]{2}[ ]?\d{2}[ ]?\d{2}[ ]?\d{2}[ ]?[A-D]\b", re.IGNORECASE)
_CODED = re.compile(r"\b[A-Z0-9]+(?:-[A-Z0-9]+)*+(?!\w)", re.IGNORECASE)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?!\d)|\d{4}[./-]\d{1,2}[./-]\d{1,2}(?!\d)"
    rf"|{_ORDINAL}[ ](?:of[ ])?{_MONTH},?[ ](?:\d{{4}}|\d{{2}})(?!\d)"
    rf"|{_MONTH}[ ]{_ORDINAL},?[ ](?:\d{{4}}|\d{{2}})(?!\d))"
)
_BORN = re.compile(
    rf"\b(?P<cue>(?:born|birthday|birth date|date of birth|d\.?o\.?b\.?)\b[^\w]{{0,3}}"
    rf"(?:(?:is|was|on|in|at|the)[ ]){{0,2}})"
    rf"(?P<date>{_DATE}|{_ORDINAL}[ ](?:of[ ])?{_MONTH}|{_MONTH}[ ]{_ORDINAL}|\d{{4,8}})",
    re.IGNORECASE,
)
_FULL_DATE = re.compile(rf"(?<![\w/.-]){_DATE}(?![\w/-])", re.IGNORECASE)
_STREET_WORD = (
    r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|ct|crescent|place|pl|square|sq"
    r"|terrace|way|boulevard|blvd|highway|hwy|gardens|grove|mews|hill|row|parade|walk|quay)"
)
_STREET = re.compile(
    rf"\b\d{{1,5}}[A-Z]?(?:[/-]\d{{1,5}})?,?[ ](?:[^\W\d_][\w'’.-]*[ ]){{1,3}}{_STREET_WORD}\b\.?"
    rf"(?:,?[ ](?:apt|apartment|flat|unit|suite)\.?[ ]?#?\w{{1,6}})?",
    re.IGNORECASE,
)
_PO_BOX = re.compile(r"\bp\.?[ ]?o\.?[ ]?box[ ]#?\d{1,7}\b", re.IGNORECASE)
_POSTCODE_UK = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
_POSTCODE_CUED = re.compile(
    r"\b(?P<cue>(?:zip|post|postal)[ ]?(?:code)?(?:[ ]is)?[ :]{0,2})\d{3,5}(?:-\d{4})?\b",
    re.IGNORECASE,
)
_POSTCODE_CA = re.compile(r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z][ -]?\d[A-Z]\d\b", re.IGNORECASE)
_ZIP = re.compile(r"\b(?P<cue>[A-Z]{2},?[ ])\d{5}(?:-\d{4})?\b")
_PROTECTED = re.compile(
    r"(?<!\w)(?:s|ss|sec|section|§+|art|article|reg|regulation|para|paragraph|part|rule|policy"
    r"|schedule|cfr|usc|u\.s\.c\.)\.?[ ]?\d{1,6}(?:\.\d{1,6})*[A-Za-z]?(?:\([0-9A-Za-z]{1,6}\))*",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"(?:[$£€][ ]?\d[\d,]*(?:\.\d{1,2})?|\b\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?)(?![\d-])"
)
_DIGITS = re.compile(r"(?<![\w.])\+?\(?\d(?:[ ().\-/–]{0,2}\d){5,}(?!\w)")
_PHONE_CUED = re.compile(
    r"\b(?P<cue>(?:call|phone|tel|telephone|mobile|cell|ring|text|number|fax|ext|extension|account"
    r"|acct|card|policy|claim|member|case|reference|ref|ssn|pin|id|nhs|passport|licen[cs]e)\b"
    r"(?:[ ](?:number|no|back|me|us|on|at|is|was|ending|in)\b\.?){0,4}[ :#.]{1,3})"
    r"(?P<number>[A-Z]{0,3}\d[\dA-Z -]{2,}\d)\b",
    re.IGNORECASE,
)
_TITLE = r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|madam|lady|lord|rev|fr)\b\.?"
_NAME_WORD = r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_]))*"
_CAPITAL_WORD = r"(?-i:(?=[^\W\d_a-zà-öø-ÿ]))" + _NAME_WORD
_NAMED = re.compile(
    r"\b(?P<cue>(?:(?:my|his|her|their|the|caller['’]?s|customer['’]?s|patient['’]?s)[ ])?"
    r"(?:(?:full|first|last|maiden|family)[ ])?(?:sur)?names?(?:[ ]is|[ ]was|['’]s|:)[ ]"
    rf"|(?:called|named)[ ](?={_CAPITAL_WORD}))(?P<name>{_NAME_WORD}(?:[ ]{_NAME_WORD}){{0,2}})",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(
    r"\b(?P<cue>(?:this is|i am|i['’]?m|it['’]?s|it is|speaking (?:to|with)|on behalf of)[ ])"
    rf"(?P<name>{_CAPITAL_WORD}(?:[ ]{_CAPITAL_WORD}){{0,3}})",
    re.IGNORECASE,
)
_TITLED = re.compile(
    rf"\b(?P<cue>{_TITLE}[ ])(?P<name>{_NAME_WORD}(?:[ ]{_CAPITAL_WORD}){{0,2}})", re.IGNORECASE
)
_NOT_NAMES = {
    *("a", "an", "the", "not", "about", "for", "in", "my", "i", "mr", "mrs", "ms", "medicare"),
    *("medicaid", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december", "form", "part", "article", "section", "policy", "act"),
    *("and", "or", "but", "on", "at", "to", "from", "with", "by", "of", "who", "which", "that"),
    *("is", "was", "has", "have", "can", "cannot", "will", "would", "she", "he", "they", "we"),
    *("calling", "required", "needed", "missing", "wrong", "incorrect", "different", "changed"),
    *("spelled", "spelt", "misspelled", "misspelt", "now", "still", "also", "there", "same"),
    *("asking", "please", "your", "our", "his", "her", "their", "no", "under", "listed", "legal"),
}
_NOT_STREETS = re.compile(
    r"\b(?:days?|weeks?|months?|years?|hours?|minutes?|times?|ways?|people|visits?|forms?|dollars"
    r"|in|to|a|an|and|or|is|are|per|for)\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:(?:19|20)\d\d[ ./–-]*)+")
_FEWEST_DIGITS, _SHORTEST_CODE = 4, 6

NUMBER, NAME, DATE, ADDRESS, EMAIL = "‹number›", "‹name›", "‹date›", "‹address›", "‹e-mail›"


def mask(text: str) -> str:
    """Return `text` with personal data replaced by ‹name› ‹number› ‹date› ‹address› ‹e-mail›.

    >>> mask("my name is Ada Byron, call me on 555 0142 17 about s 12(3)")
    'my name is ‹name›, call me on ‹number› about s 12(3)'
    >>> mask("pay $50 within 30 days in 2026")
    'pay $50 within 30 days in 2026'
    """
    masked = _EMAIL.sub(EMAIL, text)
    masked = _BORN.sub(rf"\g<cue>{DATE}", masked)
    masked = _FULL_DATE.sub(DATE, masked)
    masked = _addresses(masked)
    masked = _numbers(masked)
    return _names(masked)


def _addresses(text: str) -> str:
    text = _STREET.sub(_street, text)
    for pattern in (_PO_BOX, _POSTCODE_UK, _POSTCODE_CA):
        text = pattern.sub(ADDRESS, text)
    for pattern in (_POSTCODE_CUED, _ZIP):
        text = pattern.sub(rf"\g<cue>{ADDRESS}", text)
    return text


def _numbers(text: str) -> str:
    """Mask numbers of people everywhere but in citations and amounts."""
    kept = re.compile(f"{_PROTECTED.pattern}|{_MONEY.pattern}", re.IGNORECASE)
    parts: list[str] = []
    at = 0
    for match in kept.finditer(text):
        parts += [_bare_numbers(text[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*parts, _bare_numbers(text[at:])])


def _bare_numbers(text: str) -> str:
    for pattern in (_IBAN, _NINO):
        text = pattern.sub(NUMBER, text)
    text = _CODED.sub(_code, _DIGITS.sub(_digits, text))
    return _PHONE_CUED.sub(rf"\g<cue>{NUMBER}", text)


def _street(match: re.Match[str]) -> str:
    return match[0] if _NOT_STREETS.search(match[0]) else ADDRESS


def _digits(match: re.Match[str]) -> str:
    return match[0] if _YEARS.fullmatch(match[0]) else NUMBER


def _code(match: re.Match[str]) -> str:
    """Mask what mixes letters and figures and is long enough to be somebody's: AB123456."""
    long_enough = len(match[0]) >= _SHORTEST_CODE
    figures = sum(map(str.isdigit, match[0]))
    if not long_enough or figures < _FEWEST_DIGITS or _YEARS.fullmatch(match[0]):
        return match[0]
    return NUMBER


def _names(text: str) -> str:
    for pattern in (_TITLED, _NAMED, _INTRODUCED):
        text = pattern.sub(_named, text)
    return text


def _named(match: re.Match[str]) -> str:
    """Mask the words of a name, up to the first that is none: "Ada Byron and …".

    Of a name that begins with a capital, all words do; typed in haste, none may.
    """
    words = match["name"].split(" ")
    ends = (at for at, word in enumerate(words) if _ends_name(word, words[0]))
    count = next(ends, len(words))
    return " ".join([match["cue"] + NAME, *words[count:]]) if count else match[0]


def _ends_name(word: str, first: str) -> bool:
    return word.lower() in _NOT_NAMES or (first[0].isupper() and not word[0].isupper())
