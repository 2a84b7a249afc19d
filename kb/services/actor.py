"""Who acts: the few facts about a person that rights and services need, loaded once a request."""

from dataclasses import dataclass, field

from kb.vocabulary import Role


@dataclass(frozen=True)
class Actor:
    """A signed-in person, or the operator at the command line (`id` is None)."""

    id: int | None
    name: str
    full_name: str = ""
    roles: frozenset[Role] = frozenset()
    department_id: int | None = None
    team_id: int | None = None
    lines: tuple[str, ...] = field(default=())
    is_operator: bool = False

    def has(self, *roles: Role) -> bool:
        """True when the actor holds at least one of `roles`."""
        return not self.roles.isdisjoint(roles)


NOBODY = Actor(id=None, name="nobody")
"""Whoever was refused at the door; holds no role and may nothing."""

OPERATOR = Actor(id=None, name="operator", is_operator=True)
"""Whoever can run commands on the server; what they do is audited as theirs."""
