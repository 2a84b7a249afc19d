"""A citation in the box goes straight to its provision and to the answers that cover it."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import or_, select

from kb.models import Cover, Edition, Provision, Revision, Thing
from kb.search.engine import Hit
from kb.services.publishing.published import editions_in_force, shown_revisions
from kb.services.unit import Unit
from kb.text.citations import Citation, Strength, names, read_citation
from kb.vocabulary import ResultKind, ThingKind

Address = tuple[int, str]
"""(edition id, eid)"""

CITED_SCORE = 100_000.0  # above whatever words can reach
MOST = 20  # "section 1" stands in every original; more would push everything else away


def cited_hits(unit: Unit, text: str, *, kinds: frozenset[ResultKind], language: str) -> list[Hit]:
    """Return each provision that `text` cites, with the answers that cover it right behind it."""
    citation = read_citation(text)
    if citation is None:
        return []
    found = list(_provisions(unit, citation))[:MOST]
    answers = _answers(unit, found, language)
    hits: list[Hit] = []
    for slug, one in found:
        hits += [_provision_hit(slug, one), *answers[one.edition_id, one.eid]]
    return [hit for hit in hits if not kinds or hit.kind in kinds]


def _provisions(unit: Unit, citation: Citation) -> Iterator[tuple[str, Provision]]:
    """Yield (slug, provision) in force that is cited exactly, in the originals that are meant."""
    in_force = {
        edition.id: slug
        for slug, edition in editions_in_force(unit).items()
        if _is_meant(citation.work, slug, edition)
    }
    ending = "/".join(citation.numbers)
    query = (
        select(Provision)
        .where(
            Provision.edition_id.in_(in_force),
            Provision.number != "",  # definitions bear the address of what they stand in
            or_(Provision.path == ending, Provision.path.like(f"%{_escaped(ending)}", escape="!")),
        )
        .order_by(Provision.edition_id, Provision.position)
    )
    for provision in unit.session.scalars(query):
        if names(citation, provision.path.split("/")) is Strength.EXACT:
            yield in_force[provision.edition_id], provision


def _is_meant(work: str, slug: str, edition: Edition) -> bool:
    """True when the name that was typed is this original's, or none was typed.

    Its words must all stand in the citation, the title or the slug; so may its initials.
    """
    if not work:
        return True
    named = f"{edition.citation} {edition.title} {slug.replace('-', ' ')}".casefold()
    initials = {_initials(edition.citation), _initials(edition.title)}
    words = work.casefold().replace(".", "").split()
    return "".join(words) in initials or all(word in named.split() for word in words)


def _initials(name: str) -> str:
    """Return the capitals that a name is abbreviated to: "Charges and Care Act 2021" -> "cca"."""
    return "".join(word[0] for word in name.split() if word[0].isupper()).casefold()


def _escaped(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _provision_hit(slug: str, provision: Provision) -> Hit:
    group = f"provision:{slug}#{provision.eid}"
    return Hit(
        uid=group,
        group=group,
        kind=ResultKind.PROVISION,
        key=f"{slug}#{provision.eid}",
        language="",
        score=CITED_SCORE,
    )


def _answers(
    unit: Unit, found: list[tuple[str, Provision]], language: str
) -> dict[Address, list[Hit]]:
    """Return, by (edition id, eid), the answers shown now that cover each provision found."""
    cited = {(provision.edition_id, provision.eid) for _, provision in found}
    query = (
        select(Thing.key)
        .join(Revision, Revision.thing_id == Thing.id)
        .join(Cover, Cover.revision_id == Revision.id)
        .where(
            Thing.kind == ThingKind.ANSWER,
            Cover.edition_id.in_({edition_id for edition_id, _ in cited}),
            Cover.eid.in_({eid for _, eid in cited}),
        )
        .distinct()
    )
    keys = unit.session.scalars(query).all()
    hits: dict[Address, list[Hit]] = defaultdict(list)
    for key, revision in sorted(shown_revisions(unit, ThingKind.ANSWER, keys).items()):
        covers = {(cover.edition_id, cover.eid) for cover in revision.covers}
        for address in covers & cited if language in {"", revision.language} else ():
            hits[address].append(_answer_hit(key, revision.language))
    return hits


def _answer_hit(key: str, language: str) -> Hit:
    return Hit(
        uid=f"answer:{key}",
        group=f"answer:{key}",
        kind=ResultKind.ANSWER,
        key=key.partition("/")[2],
        language=language,
        score=CITED_SCORE - 1,
    )
