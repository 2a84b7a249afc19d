"""Whom the law may mean by the caller: a proposal for `Voice.you`, which people decide.

Only words for somebody who deals with an office are proposed, and only where the law uses them.
"""

from kb.plain.drafting.suggestion import Voice
from kb.plain.language import Parsed
from kb.plain.phrases import word_set

CALLERS = word_set("""
    applicant appellant beneficiary buyer carer cardholder claimant client complainant consumer
    contributor customer debtor dependant employee enrollee guest holder individual insured
    landlord licensee member operator occupier owner participant passenger patient payer pensioner
    policyholder purchaser recipient resident student subscriber taxpayer tenant traveller user
    veteran visitor worker
""")


def likely_callers(parsed: Parsed) -> tuple[str, ...]:
    """Return the words of a text that may stand for the caller, the most frequent first."""
    found = [word.lemma for word in parsed.words if word.lemma in CALLERS]
    return tuple(sorted(set(found), key=lambda one: (-found.count(one), one)))


def voice_of(words: str) -> Voice:
    """Return the voice that a person typed: words with commas or blanks between them.

    >>> sorted(voice_of("Applicant, claimant").you)
    ['applicant', 'claimant']
    """
    return Voice(you=frozenset(words.lower().replace(",", " ").split()))
