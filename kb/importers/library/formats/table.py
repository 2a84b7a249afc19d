"""YAML files that hold one entry per name: `billing: {name: Billing, …}`."""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as Map

from kb.importers.library.decode import clean
from kb.importers.library.fields import Fields
from kb.importers.library.formats.format import Source
from kb.importers.library.keys import Key
from kb.importers.library.notes import NAME, FileNotes, Kind
from kb.importers.library.yaml_in import Mapping, Node, Scalar, read_yaml
from kb.importers.library.yaml_out import Entries, Flow, Names, Raw, Value, write_yaml
from kb.importers.records import Place, Placed

Make = Callable[[str, Fields, Place], Placed]
"""Turns a name, its fields and its place into a record."""
NAME_KEY = Key("name", otherwise="the entry's own name, in words")


def read_table(
    source: Source, notes: FileNotes, *, kind: Kind, keys: tuple[Key, ...], make: Make
) -> list[Placed] | None:
    """Return the records of a file, or `None` where it cannot be read at all."""
    table = read_yaml(source.text, notes)
    if table is None:
        return None
    return [
        make(name.value, _fields(name, entry, keys, notes), source.place(name.line))
        for name, entry in _entries(table, notes)
        if is_defined(kind, name, notes)
    ]


def _fields(name: Scalar, entry: Mapping, keys: tuple[Key, ...], notes: FileNotes) -> Fields:
    return Fields(entry, keys, notes=notes, where=f'in "{name.value}"')


def _entries(table: Mapping, notes: FileNotes) -> Iterator[tuple[Scalar, Mapping]]:
    for name, node in table.entries:
        if isinstance(node, Mapping):
            yield name, Mapping(node.entries, name.line)
        elif node == Scalar("", node.line):
            yield name, Mapping((), name.line)
        else:
            what = f'"{name.value}" must hold keys with values.'
            notes.problem(node.line, what, f"Write it as {name.value}: {{key: value}}.")


def is_defined(kind: Kind, name: Scalar, notes: FileNotes) -> bool:
    """Note that `name` is defined; False, and a problem, where it cannot be a name."""
    if NAME.fullmatch(name.value):
        notes.defines(kind, name.value, name.line)
        return True
    mend = "Use lower-case letters a to z, digits and hyphens."
    notes.problem(name.line, f'"{name.value}" cannot be the name of a {kind}.', mend)
    return False


def as_mapping(name: Scalar, node: Node, notes: FileNotes) -> Mapping:
    """Return the keys below `name`; none, and a problem, where it holds something else."""
    entries = list(_entries(Mapping(((name, node),), name.line), notes))
    return entries[0][1] if entries else Mapping((), name.line)


def write_table(
    path: str, entries: Iterable[tuple[str, Map[str, Value]]]
) -> Iterator[tuple[str, bytes]]:
    """Yield the file, or nothing where there are no entries."""
    table = {name: filled(values) for name, values in entries}
    if table:
        yield path, write_yaml(table).encode()


def filled(values: Map[str, Value]) -> dict[str, Value]:
    """Return the keys that say something, their texts as a file can hold them."""
    cleaned = {key: _clean(value) for key, value in values.items()}
    return {key: value for key, value in cleaned.items() if _says_something(value)}


def _says_something(value: Value) -> bool:
    if isinstance(value, Raw):
        return bool(value.text)
    if isinstance(value, Names):
        return bool(value.names)
    if isinstance(value, Entries):
        return bool(value.entries)
    return bool(value.values) if isinstance(value, Flow) else bool(value)


def _clean(value: Value) -> Value:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, (Raw, Names, Flow, Entries)):
        return value
    if isinstance(value, Map):
        return {key: _clean(item) for key, item in value.items()}
    return [clean(item) for item in value]


def spoken(name: str) -> str:
    """Return a name as words, the default where nothing better is written: "Billing desk"."""
    words = name.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]
