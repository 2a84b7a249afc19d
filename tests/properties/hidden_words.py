"""Words that stand nowhere else, and the plainest account of which of them may be shown when."""

from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

LETTERS = "bcdfghjkmnpqrtvw"  # no vowels: no word of a language, and nothing for a stemmer to cut


def nonsense(number: int) -> str:
    """Return a word that is far from every other one."""
    return "x" + "".join(LETTERS[byte % 16] for byte in sha256(b"%d" % number).digest()[:9])


@dataclass
class Life:
    """The texts of one thing over time, each known by its word: [(from, word or "")]."""

    plan: list[tuple[datetime, str]] = field(default_factory=list)

    def publish(self, word: str, at: datetime) -> None:
        """From `at` on it is this text, whatever was planned."""
        self.plan = [one for one in self.plan if one[0] < at]
        self.plan.append((at, word))

    def end(self, word: str, now: datetime, before: list[tuple[datetime, str]]) -> None:
        """Take a text back: one that is shown leaves nothing, one to come leaves what was."""
        if self.at(now) == word:
            self.plan = [(now, ""), *(one for one in self.plan if one[0] > now)]
        else:
            self.plan = before

    def at(self, moment: datetime) -> str:
        """Return the word that is shown at a moment, or ""."""
        return next((word for start, word in reversed(self.plan) if start <= moment), "")


@dataclass
class Law:
    """The editions of one original: {day: [word of each released version]}."""

    days: dict[date, list[str]] = field(default_factory=dict)

    def in_force(self, today: date) -> str:
        """Return the word of the edition in force, or ""."""
        past = [day for day in self.days if day <= today]
        return self.days[max(past)][-1] if past else ""

    def coming(self, today: date) -> set[str]:
        """Return the words of editions whose day has not come."""
        return {word for day, words in self.days.items() if day > today for word in words}
