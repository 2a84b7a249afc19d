"""The library between files and database: `load` in, `export` out, each other's inverse (I8)."""

from kb.services.library.export import export_library, note_export
from kb.services.library.importing import check_facts, import_original
from kb.services.library.known import is_empty, known_names
from kb.services.library.load import LoadReport, load_library

__all__ = [
    "LoadReport",
    "check_facts",
    "export_library",
    "import_original",
    "is_empty",
    "known_names",
    "load_library",
    "note_export",
]
