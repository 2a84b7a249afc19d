"""Reading Tantivy's files: whatever goes wrong becomes one error of ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from kb.errors import IndexBrokenError

OURS = (KeyboardInterrupt, SystemExit, GeneratorExit)


@contextmanager
def reading(what: object) -> Iterator[None]:
    """Raise IndexBrokenError for whatever goes wrong while `what` is read from disk."""
    try:
        yield
    except (IndexBrokenError, *OURS):
        raise
    except BaseException as error:  # a panic of Rust, at a damaged block, is no Exception
        raise IndexBrokenError(
            f"The search index cannot be read ({what}). Build it again."
        ) from error
