"""Demo mode: accounts everybody knows, for one person trying the product on their own machine.

It is served on loopback only, to loopback only, and says so on every page. Outside demo mode the
known password is refused even where these accounts are still there (sign_in.py).
"""

from ipaddress import ip_address

from sqlalchemy import select

from kb.errors import InvalidError
from kb.models import Department, Line, Team, User
from kb.services.actor import OPERATOR
from kb.services.people import passwords
from kb.services.people.users import Person, add_user
from kb.services.unit import Unit
from kb.settings import Settings
from kb.vocabulary import Role

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
PEOPLE = {
    "agent": (Role.AGENT, "Alex Agent"),
    "trainer": (Role.TRAINER, "Toni Trainer"),
    "compliance": (Role.COMPLIANCE, "Chris Compliance"),
    "partner": (Role.PARTNER, "Pat Partner"),
    "lead": (Role.LEAD, "Lou Lead"),
    "admin": (Role.ADMIN, "Andy Admin"),
    "counsel": (Role.COMPLIANCE, "Cory Counsel"),
}
"""One of each role, {name: (role, full name)}, and a second pair of eyes for compliance."""


def refuse_demo_beyond_loopback(settings: Settings) -> None:
    """Raise InvalidError when demo mode would be reachable from anywhere but this machine."""
    if not settings.demo:
        return
    if not is_loopback(settings.host):
        raise InvalidError(
            f"KB_HOST is {settings.host!r}, but demo mode has passwords that everybody knows: it "
            "is served on 127.0.0.1 only. Start without demo mode and add accounts instead."
        )
    if settings.trusted_proxies or settings.behind_https:
        raise InvalidError(
            "KB_TRUSTED_PROXIES and KB_HTTPS speak of a proxy in front, but demo mode is for this "
            "machine alone. Unset them, or start without demo mode."
        )


def is_loopback(host: str) -> bool:
    """True for an address or name of this machine alone.

    >>> [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "10.0.0.1")]
    [True, True, True, False, False]
    """
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def make_demo_accounts(unit: Unit) -> list[str]:
    """Make the accounts of PEOPLE, with the known password; return the names made.

    Existing accounts stay as they are. Departments, teams and lines come from the library that
    is loaded; the partner belongs to another department than the agent where there are two.
    """
    names = set(unit.session.scalars(select(User.name)))
    missing = [name for name in PEOPLE if name not in names]
    if not missing:
        return []
    known = passwords.rehash(passwords.DEMO_PASSWORD)
    lines = tuple(unit.session.scalars(select(Line.slug).order_by(Line.id)))
    for name in missing:
        role, full_name = PEOPLE[name]
        department, team = _place(unit, role)
        person = Person(name, full_name, frozenset({role}), department, team, lines)
        add_user(unit, OPERATOR, person, password_hash=known)
    return missing


def _place(unit: Unit, role: Role) -> tuple[str, str]:
    departments = list(unit.session.scalars(select(Department).order_by(Department.id)))
    if not departments:
        return "", ""
    home = _busiest(unit, departments)
    others = [department for department in departments if department is not home]
    chosen = others[0] if role is Role.PARTNER and others else home
    return chosen.slug, next((team.slug for team in chosen.teams), "")


def _busiest(unit: Unit, departments: list[Department]) -> Department:
    """Return the department with most teams: that is where calls are taken."""
    teams = list(unit.session.scalars(select(Team.department_id)))
    return max(departments, key=lambda department: teams.count(department.id))
