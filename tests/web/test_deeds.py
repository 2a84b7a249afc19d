"""From what is published, a person goes to what their role may do with it, and to nothing else."""

import pytest

from kb.vocabulary import Role

PAGES = {
    "/a/en/borrowing/how-long": "answer/en/borrowing%23how-long",
    "/t/overdue": "term/overdue",
    "/p/renew-loan": "process/renew-loan",
}
DEEDS = {
    Role.AGENT: set(),
    Role.PARTNER: set(),
    Role.TRAINER: {"edit"},
    Role.COMPLIANCE: {"withdraw"},
    Role.LEAD: {"withdraw"},
}


@pytest.mark.parametrize(("role", "deeds"), DEEDS.items())
def test_each_role_is_led_to_what_it_may_do(library, client, sign_in, page, role, deeds):
    sign_in(client, role)
    for read, named in PAGES.items():
        links = {link.get("href") for link in page(read).all("a")}
        led_to = {deed for deed in ("edit", "withdraw", "retire") if f"/{deed}/{named}" in links}
        assert led_to == deeds
        for deed in ("edit", "withdraw"):
            allowed = client.get(f"/{deed}/{named}").status_code == 200
            assert allowed == (deed in deeds)
