"""Each measurement keeps one section of docs/benchmarks.md and leaves the others alone."""

import re
from pathlib import Path


def write_section(file: Path, title: str, text: str) -> None:
    """Put `text` into the section of that title, or at the end of the file."""
    old = file.read_text(encoding="utf-8") if file.exists() else "# Benchmarks\n"
    section = re.compile(rf"^{title}$.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    new = section.sub(lambda _: text + "\n\n", old) if section.search(old) else f"{old}\n{text}\n"
    file.write_text(new.rstrip("\n") + "\n", encoding="utf-8")
