"""Who writes goes from what is published to its editor; nobody else is shown the way."""

import pytest

from kb.vocabulary import Role

EDITORS = {
    "/a/en/borrowing/how-long": "/edit/answer/en/borrowing%23how-long",
    "/t/overdue": "/edit/term/overdue",
    "/p/renew-loan": "/edit/process/renew-loan",
}


def links_of(fetched):
    """Return where the links of a page lead."""
    return {link.get("href") for link in fetched.all("a")}


@pytest.mark.parametrize(("read", "edit"), EDITORS.items())
def test_a_trainer_is_led_to_the_editor(library, client, sign_in, page, read, edit):
    sign_in(client, Role.TRAINER)
    assert edit in links_of(page(read))
    assert client.get(edit).status_code == 200


@pytest.mark.parametrize("role", [Role.AGENT, Role.COMPLIANCE, Role.LEAD])
def test_who_does_not_write_is_not(library, client, sign_in, page, role):
    sign_in(client, role)
    for read, edit in EDITORS.items():
        assert edit not in links_of(page(read))
