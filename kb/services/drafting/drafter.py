"""What a drafting service is to the rest: messages in, words out, or an error in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Message:
    """One message of a chat; `role` is "system" or "user"."""

    role: str
    content: str


class Drafter(Protocol):
    """Writes a first version. Its words are a stranger's: nobody may trust them."""

    def draft(self, messages: Sequence[Message]) -> str:
        """Return what it wrote, as it came. Raises EndpointError, saying what went wrong."""
        ...
