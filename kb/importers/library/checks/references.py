"""What a file names must exist: in the files, or known already."""

from collections.abc import Iterable, Iterator

from kb.errors import Problem
from kb.importers.library.checks.names import Names
from kb.importers.library.contents import FileContents
from kb.importers.library.fields import nearest
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

Missing = tuple[str, str]
"""What is missing, and how to mend it."""


def find_dangling(files: Iterable[FileContents], names: Names) -> Iterator[Problem]:
    """Yield a problem for each name that exists nowhere.

    What an unreadable file would define is left in doubt: its own problem comes first.
    """
    for file in files:
        for reference in file.notes.references:
            found = None if is_lost(reference, names.lost) else missing(reference, names)
            if found is not None:
                yield Problem(file.path, reference.line, *found)


def is_lost(reference: Reference, lost: frozenset[tuple[Kind, str]]) -> bool:
    """True when an unreadable file may define what is referred to."""
    slug = reference.name.split("#")[0].split("@")[0]
    return (reference.kind, "") in lost or (reference.kind, slug) in lost


def missing(reference: Reference, names: Names) -> Missing | None:
    """Return what is missing, or `None` where the name is found."""
    if reference.kind is Kind.PROVISION:
        return _missing_provision(reference, names)
    known = names.of(reference.kind)
    if reference.name in known:
        return None
    what = f'There is no {reference.kind} "{reference.name}".'
    near = nearest(reference.name, sorted(known))
    add = _WHERE[reference.kind].format(name=reference.name)
    mend = f'Write "{near}", or {add}.' if near else f"{add[0].upper()}{add[1:]}."
    return what, mend


def _missing_provision(reference: Reference, names: Names) -> Missing | None:
    slug, _, eid = reference.name.partition("#")
    editions = names.editions.get(slug, {})
    if not editions and slug not in names.newest:
        near = nearest(slug, sorted(names.editions))
        mend = f'Write "{near}#{eid}", or ' if near else "Check its name, or "
        return f'There is no original "{slug}".', f"{mend}add content/originals/{slug}."
    if reference.any_edition:
        found = frozenset().union(*editions.values())
        return None if eid in found else _no_provision(eid, slug, found)
    day = reference.edition or names.newest[slug]
    if day not in editions and reference.edition and day in names.newest.values():
        return None
    eids = editions.get(day)
    if eids is None:
        what = f'There is no edition of "{slug}" in force from {day}.'
        return what, "Write the day of one of its editions."
    return None if eid in eids else _no_provision(eid, f"{slug}, edition {day}", eids)


def _no_provision(eid: str, where: str, eids: frozenset[str]) -> Missing:
    near = nearest(eid, sorted(eids))
    mend = f'Write "{near}", the nearest there is' if near else "Write the eid of a provision"
    return f'There is no provision "{eid}" in {where}.', f"{mend} in that edition."
