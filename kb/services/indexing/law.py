"""Documents for an original: one per provision and text, over the time it is in force."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from kb.models import Edition, Original, Provision
from kb.search.documents import Document, Reign
from kb.services.indexing.lines import lines_of
from kb.services.indexing.pieces import append_joined
from kb.services.indexing.reigns import NEVER, eras, with_reigns
from kb.services.indexing.spans import clipped, edition_spans, start_of
from kb.services.publishing.in_force import visible_editions
from kb.services.publishing.timeline import Span
from kb.services.unit import Unit
from kb.text.citations import cite
from kb.text.markup import to_text
from kb.text.normal import collapse
from kb.text.provisions import BlockKind
from kb.vocabulary import ResultKind


def provision_documents(unit: Unit, slug: str) -> dict[str, tuple[Document, ...]]:
    """Return {group: documents} for every provision an original ever had; () where none is due."""
    found: dict[str, list[Document]] = {
        f"provision:{slug}#{eid}": [] for eid in _eids_ever(unit, slug)
    }
    texts = Texts(unit, slug)
    spans = edition_spans(unit, slug)
    for edition, span in spans:
        for document in texts.within(edition, span):
            append_joined(found[document.group], document)
    looked_up: dict[str, list[Document]] = {}
    for document in _for_other_days(texts, [span.start for _, span in spans]):
        looked_up.setdefault(document.group, []).append(document)
    return {
        group: tuple(with_reigns(documents, looked_up.get(group, ())))
        for group, documents in found.items()
    }


def _for_other_days(texts: "Texts", coming: list[datetime]) -> Iterator[Document]:
    """Yield the law of every day, past and released, as known now and from each coming day."""
    for known_from, known_to, then in eras(texts.unit, coming):
        editions = visible_editions(then, texts.slug)
        for edition, following in zip(editions, [*editions[1:], None], strict=False):
            end = start_of(following.in_force_from, then.zone) if following else None
            span = Span(start_of(edition.in_force_from, then.zone), end)
            for document in texts.within(edition, span):
                reign = Reign(known_from, known_to, document.shown_from, document.shown_to)
                yield replace(
                    document,
                    uid=f"{document.uid}@{reign.name}",
                    shown_from=NEVER,
                    shown_to=NEVER,
                    reign=reign,
                )


class Texts:
    """The documents of an original's editions, each edition read once."""

    def __init__(self, unit: Unit, slug: str) -> None:
        self.unit, self.slug = unit, slug
        self._read: dict[int, list[tuple[Provision, Document]]] = {}

    def within(self, edition: Edition, span: Span) -> Iterator[Document]:
        """Yield the documents of an edition for a span, within each provision's own days."""
        if edition.id not in self._read:
            self._read[edition.id] = list(_edition_documents(self.unit, self.slug, edition))
        for provision, document in self._read[edition.id]:
            shown = clipped(span, provision.starts, provision.ends, self.unit.zone)
            if shown is not None:
                yield replace(
                    document,
                    uid=f"{document.uid}@{shown.start.date()}",
                    shown_from=shown.start,
                    shown_to=shown.end,
                )


def _eids_ever(unit: Unit, slug: str) -> list[str]:
    query = (
        select(Provision.eid)
        .join(Edition, Provision.edition_id == Edition.id)
        .join(Original, Edition.original_id == Original.id)
        .where(Original.slug == slug)
        .distinct()
        .order_by(Provision.eid)
    )
    return list(unit.session.scalars(query))


def _edition_documents(
    unit: Unit, slug: str, edition: Edition
) -> Iterator[tuple[Provision, Document]]:
    """Yield each provision that says something with its document, the time left open."""
    query = select(Provision).where(Provision.edition_id == edition.id).order_by(Provision.position)
    provisions = {provision.eid: provision for provision in unit.session.scalars(query)}
    lines = lines_of(unit, edition.topics)
    for provision in provisions.values():
        if not _says_something(provision):
            continue
        group = f"provision:{slug}#{provision.eid}"
        document = Document(
            uid=f"{group}@{provision.text_hash[:16]}",
            group=group,
            kind=ResultKind.PROVISION,
            key=f"{slug}#{provision.eid}",
            language="",
            title=title_of(edition, provision, provisions),
            phrasings=(),
            body=to_text(provision.text),
            context=_context(edition, provision, provisions),
            parent=slug,
            shown_from=NEVER,
            shown_to=NEVER,
            lines=lines,
        )
        yield provision, document


def _says_something(provision: Provision) -> bool:
    """A heading alone is found through what stands below it, whose context it is."""
    has_children = any(kind == BlockKind.CHILD for kind, _ in provision.blocks)
    only_heading = provision.text == collapse(provision.heading)
    return bool(provision.text) and not (only_heading and has_children)


def title_of(edition: Edition, provision: Provision, provisions: dict[str, Provision]) -> str:
    """Return a provision's citation and the nearest heading: "Charges Policy 4.1(a) · Refunds"."""
    printed = cite(edition.cite_as, edition.citation or edition.title, _path(provision))
    heading = next((one.heading for one in _upwards(provision, provisions) if one.heading), "")
    return f"{printed} · {heading}" if heading else printed


def _path(provision: Provision) -> tuple[str, ...]:
    return tuple(provision.path.split("/")) if provision.path else ()


def _context(edition: Edition, provision: Provision, provisions: dict[str, Provision]) -> str:
    headings = [one.heading for one in _upwards(provision, provisions) if one.heading]
    return " · ".join([edition.title, *headings])


def _upwards(provision: Provision, provisions: dict[str, Provision]) -> Iterator[Provision]:
    current: Provision | None = provision
    while current is not None:
        yield current
        current = provisions.get(current.parent_eid or "")
