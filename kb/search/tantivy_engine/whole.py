"""Whether the files of an index are as they were written: Tantivy leaves sums in them to check.

Each file of a segment ends with a footer: JSON with the CRC-32 of all before it, the length of that
JSON, and a number that says so. Tantivy's bindings do not check it; a disk that lost a bit would
rank by what is not there.
"""

import json
from pathlib import Path
from zlib import crc32

from kb.errors import IndexBrokenError

CHECKED = (".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term")
MAGIC = 1337
NUMBER_BYTES = 4


def check_files(folder: Path) -> None:
    """Raise IndexBrokenError when a file of a segment in `folder` is not as it was written."""
    for file in sorted(folder.iterdir()):
        if file.suffix in CHECKED and not _is_whole(file.read_bytes()):
            raise IndexBrokenError(f"{file.name} of the search index is damaged. Build it again.")


def _is_whole(content: bytes) -> bool:
    size, magic = _number(content, 2), _number(content, 1)
    body = len(content) - 2 * NUMBER_BYTES - size
    if magic != MAGIC or body < 0:
        return False
    footer = json.loads(content[body : body + size])
    return bool(crc32(memoryview(content)[:body]) == footer["crc"])


def _number(content: bytes, from_end: int) -> int:
    start = len(content) - from_end * NUMBER_BYTES
    return int.from_bytes(content[max(start, 0) : start + NUMBER_BYTES], "little")
