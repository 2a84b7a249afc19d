r"""Bytes of a file to text with `\n` line ends, or a problem that says why not.

UTF-8 with or without a byte-order mark and any line ending are read; anything that is not
text (NUL and other control characters, other encodings) is refused with its line.
"""

import re

from kb.importers.library.notes import FileNotes

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Characters that no file of the library holds."""


def decode(raw: bytes, notes: FileNotes) -> str | None:
    """Return the text, or `None` with a problem noted."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        notes.problem(line, "This is not UTF-8 text.", "Save the file as UTF-8 text.")
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if _is_plain(text, notes) else None


def _is_plain(text: str, notes: FileNotes) -> bool:
    if not text.strip():
        notes.problem(1, "The file is empty.", "Write something in it, or remove it.")
        return False
    found = CONTROL.search(text)
    if found is None:
        return True
    line = text.count("\n", 0, found.start()) + 1
    what = f"There is a control character (code {ord(found[0])}) here; text has none."
    notes.problem(line, what, "Delete it, or save the file as plain text again.")
    return False


def clean(text: str) -> str:
    r"""Return `text` as a file can hold it: `\n` line ends, no control characters.

    Blanks at both ends go, and so do those of lines that hold nothing else.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = CONTROL.sub("", text).split("\n")
    return "\n".join(line if line.strip(" \t") else "" for line in lines).strip(" \t\n")


def clean_line(text: str) -> str:
    """Return `text` as one line, cleaned."""
    return " ".join(part for part in clean(text).split("\n") if part)
