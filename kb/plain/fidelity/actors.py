"""Who must, who may: the same one in both texts, once it is known who "you" and "we" are.

A translation declares whom it speaks to. Where it does not, "you" is whoever the law puts in the
place of the caller: never an office that decides, and never a second one.
"""

from collections.abc import Iterator

from kb.plain.facts import Fact, FactKind
from kb.plain.fidelity.finding import Finding, Severity, Sort
from kb.plain.fidelity.texts import Side, aligned
from kb.plain.phrases import word_set

OFFICES = word_set("""
    authority board commission commissioner council court department director inspector judge
    minister ministry officer office official panel secretary tribunal administrator agency
    registrar ombudsman state government committee police
""")
PERSONS = word_set("""
    employer employee doctor physician nurse pharmacist patient landlord tenant owner buyer seller
    parent guardian spouse husband wife child family trustee agent insurer lender borrower dealer
    provider carrier manager supervisor teacher student hospital bank school college university
    company neighbour neighbor customer client passenger member worker applicant claimant
""")
CALLER = frozenset({"you"})
OURSELVES = frozenset({"we"})
UNCLEAR = word_set("""
    it that which who they he she this these those there what one i whoever anyone someone
    nobody nothing everyone each either both all any some none
""")


def compare_actors(law: Side, plain: Side) -> Iterator[Finding]:
    """Yield actors that the law does not know, and "you" in the place of an office."""
    known = law.all_stems
    theirs = law.of_kind(FactKind.ACTOR)
    for fact in plain.of_kind(FactKind.ACTOR):
        subject, voice, verb = fact.value.split(":")
        if subject in CALLER:
            yield from _caller(law, plain, theirs, fact, voice, verb)
        elif subject not in UNCLEAR | OURSELVES and _is_new(plain, fact, subject, known):
            says = f"The law does not name “{plain.words(fact.start, fact.end)}”."
            severity = Severity.MEDIUM if _bears(plain, fact) else Severity.LOW
            yield Finding("actor", Sort.CHANGED, severity, says, None, (fact.start, fact.end))


def _bears(plain: Side, fact: Fact) -> bool:
    """True of who must or may: a duty or a permission has moved to somebody else."""
    sentence = plain.sentence_at(fact.start)
    subject, voice, verb = fact.value.split(":")
    if subject not in OFFICES | PERSONS and (voice == "by" or verb == "be"):
        return False  # "the payment must be made": things have no duties
    return any(
        one.value.partition(":")[2] == verb and plain.sentence_at(one.start) == sentence
        for one in plain.of_kind(FactKind.MODALITY)
    )


def _is_new(plain: Side, fact: Fact, subject: str, known: frozenset[str]) -> bool:
    del fact
    return plain.lexicon.form_of(subject) not in known


def _others(plain: Side) -> frozenset[str]:
    """Whom the plain words call "your landlord": that is somebody else than "you"."""
    words = plain.parsed.words
    owned = (words[word.head] for word in words if word.lower == "your" and word.dep == "poss")
    return frozenset(word.lemma for word in owned)


def _caller(
    law: Side, plain: Side, theirs: list[Fact], fact: Fact, voice: str, verb: str
) -> Iterator[Finding]:
    """Yield a finding where the same deed is an office's in the law."""
    near = aligned(plain, plain.sentence_at(fact.start), law)
    offices = [
        one
        for one in theirs
        if one.value.split(":")[0] in OFFICES | _others(plain)
        and one.value.split(":")[1] == voice
        and law.sentence_at(one.start) in near
    ]
    same = [one for one in offices if _form(law, one.value.split(":")[2]) == _form(plain, verb)]
    doing = {one.value.split(":")[0] for one in theirs if one.value.split(":")[1] == voice}
    others = doing - OFFICES - UNCLEAR - _others(plain)
    if same or (offices and not others):
        old = (same or offices)[0]
        says = f"In the law it is “{law.words(old.start, old.end)}”, in your words “you”."
        is_sure = any(one.value.split(":")[0] in OFFICES for one in same)
        severity = Severity.HIGH if is_sure else Severity.MEDIUM
        yield Finding(
            "actor", Sort.CHANGED, severity, says, (old.start, old.end), (fact.start, fact.end)
        )


def _form(side: Side, verb: str) -> str:
    return side.lexicon.form_of(verb)
