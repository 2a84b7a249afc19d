"""Reading Whoosh's files: failures become one error of ours, and no file stays open after one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage

from kb.errors import IndexBrokenError


@contextmanager
def reading(what: object) -> Iterator[None]:
    """Raise IndexBrokenError for whatever goes wrong while `what` is read from disk."""
    try:
        yield
    except IndexBrokenError:
        raise
    except Exception as error:  # Whoosh raises plain Exception for a damaged block, and unpickles
        raise IndexBrokenError(
            f"The search index cannot be read ({what}). Build it again."
        ) from error


class Files(FileStorage):  # type: ignore[misc] # Whoosh is untyped
    """A folder whose opened files are closed together: Whoosh forgets those it failed to read."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self._opened: list[Any] = []

    def open_file(self, name: str, **options: Any) -> Any:  # noqa: ANN401 - Whoosh is untyped
        """Open a file and remember it."""
        file = super().open_file(name, **options)
        self._opened.append(file)
        return file

    def close_opened(self) -> None:
        """Close what is still open."""
        for file in self._opened:
            if not file.is_closed:
                file.close()
        self._opened.clear()


@contextmanager
def files_of(folder: Path) -> Iterator[Files]:
    """Yield the files of a generation; after it only what was mapped into memory stays."""
    files = Files(folder)
    try:
        with reading(folder):
            yield files
    finally:
        files.close_opened()
