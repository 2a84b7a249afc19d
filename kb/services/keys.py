"""Keys that are made on first start and kept in the data folder, readable by its owner alone."""

import os
from pathlib import Path
from secrets import token_hex
from tempfile import mkstemp


def keep_key(folder: Path, name: str, given: str) -> bytes:
    """Return the key `given`, or the one kept in `folder` under `name`, made if there is none.

    Two processes that start at once end with the same key: only one of them makes the file.
    """
    if given:
        return given.encode()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{name}.key"
    if not path.exists():
        _make(path)
    return path.read_bytes().strip()


def _make(path: Path) -> None:
    """Write the key aside and link it into place, so that nobody ever reads half of one."""
    descriptor, name = mkstemp(prefix=f"{path.name}.", dir=path.parent)  # for its owner alone
    aside = Path(name)
    with os.fdopen(descriptor, "w") as file:
        file.write(token_hex(32))
        file.flush()
        os.fsync(descriptor)
    try:
        os.link(aside, path)
    except FileExistsError:
        pass  # the other process was first; its key is the key
    finally:
        aside.unlink()
