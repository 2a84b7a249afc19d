"""What a file names must exist: in the files, or known already."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from kb.errors import Problem
from kb.importers.library.checks.names import Names
from kb.importers.library.contents import FileContents
from kb.importers.library.nearest import nearest
from kb.importers.library.notes import Kind, Reference

_WHERE = {
    Kind.DEPARTMENT: "add it to content/departments.yaml",
    Kind.LINE: "add it to content/lines.yaml",
    Kind.TOPIC: "add it to content/topics.yaml",
    Kind.OBJECTIVE: "add it to content/mission.yaml",
    Kind.CONTACT_POINT: "add it to content/directory.yaml",
    Kind.VALUE: "add it to content/values.yaml",
    Kind.PROCESS: "add the file content/processes/{name}.md",
    Kind.ORIGINAL: "add an edition in content/originals/{name}",
    Kind.EDITION: "add that edition in content/originals",
    Kind.ANSWER: "add the answer in translations",
}


def find_dangling(files: Iterable[FileContents], names: Names) -> Iterator[Problem]:
    """Yield a problem for each name that exists nowhere.

    What an unreadable file would define is left in doubt: its own problem comes first.
    """
    for file in files:
        told = {(found.kind, found.name) for found in file.notes.references}
        for reference in file.notes.references:
            if is_found(reference, names) or is_lost(reference, names.lost):
                continue
            if not _is_told(reference, names, told):
                what, mend = _explain(reference, names)
                yield Problem(file.path, reference.line, what, mend)


def is_lost(reference: Reference, lost: frozenset[tuple[Kind, str]]) -> bool:
    """True when an unreadable file may define what is referred to."""
    slug = re.split("[#@]", reference.name, maxsplit=1)[0]
    return (reference.kind, "") in lost or (reference.kind, slug) in lost


def is_found(reference: Reference, names: Names) -> bool:
    """True when what is referred to exists."""
    if reference.kind is not Kind.PROVISION:
        return reference.name in names.of(reference.kind)
    slug, _, eid = reference.name.partition("#")
    editions = names.editions.get(slug, {})
    if reference.any_edition:
        return any(eid in eids for eids in editions.values())
    day = reference.edition or names.newest.get(slug)
    return day is not None and eid in editions.get(day, ())


def _is_told(reference: Reference, names: Names, told: AbstractSet[tuple[Kind, str]]) -> bool:
    """True when the same file already says that the whole original or edition is missing."""
    if reference.kind is not Kind.PROVISION:
        return False
    slug = reference.name.split("#")[0]
    if slug not in names.editions:
        return (Kind.ORIGINAL, slug) in told
    day = reference.edition
    return day is not None and day not in names.editions[slug]


def _explain(reference: Reference, names: Names) -> tuple[str, str]:
    if reference.kind is Kind.PROVISION:
        return _explain_provision(reference, names)
    near = nearest(reference.name, sorted(names.of(reference.kind)))
    add = _WHERE[reference.kind].format(name=reference.name)
    mend = f'Write "{near}", or {add}.' if near else f"{add[0].upper()}{add[1:]}."
    return f'There is no {reference.kind} "{reference.name}".', mend


def _explain_provision(reference: Reference, names: Names) -> tuple[str, str]:
    slug, _, eid = reference.name.partition("#")
    editions = names.editions.get(slug)
    if editions is None:
        near = nearest(slug, sorted(names.editions))
        mend = f'Write "{near}#{eid}", or add' if near else "Add"
        return f'There is no original "{slug}".', f"{mend} content/originals/{slug}."
    if reference.any_edition:
        where, eids = slug, frozenset(eid for found in editions.values() for eid in found)
    else:
        day = reference.edition or names.newest[slug]
        where, eids = f"{slug}, edition {day}", editions[day]
    near = nearest(eid, sorted(eids))
    mend = f'Write "{near}", the nearest there is' if near else "Write the eid of a provision"
    return f'There is no provision "{eid}" in {where}.', f"{mend} in that edition."
