"""The one place where a failure of Whoosh to read its files becomes an error of ours."""

from collections.abc import Iterator
from contextlib import contextmanager

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
