"""The editor: words are kept whatever happens, the law stands beside them, problems are told."""

import json
import re

import pytest
from sqlalchemy import select

from kb.models import WorkingCopy
from kb.vocabulary import Role
from tests.browsers import csrf_token

ANSWER = "/edit/answer/en/borrowing%23how-long"


@pytest.fixture
def trainer(library, client, sign_in):
    return sign_in(client, Role.TRAINER)


def fields_of(text):
    """What a browser would send of the page's editor: names and values, in order."""
    start = text.index('id="editor"')
    form = text[start : text.index("</form>", start)]
    found = []
    for tag in re.finditer(r"<(input|textarea|select)\b([^>]*)>(.*?)(?=<)", form, re.DOTALL):
        kind, attributes, inner = tag.groups()
        name = re.search(r'name="([^"]+)"', attributes)
        if not name or name[1] == "csrf_token":
            continue
        value = re.search(r'value="([^"]*)"', attributes)
        if kind == "textarea":
            found.append((name[1], inner.removeprefix("\n")))
        elif kind == "select":
            after = form[tag.start() :]
            chosen = re.search(
                r'<option value="([^"]*)" selected', after[: after.index("</select")]
            )
            found.append((name[1], chosen[1] if chosen else ""))
        elif 'type="checkbox"' not in attributes or " checked" in attributes:
            found.append((name[1], value[1] if value else ""))
    return found


def send(client, url, fields, do, **changes):
    form = {}
    for name, value in fields:
        form.setdefault(name, []).append(value)
    form |= {name: value if isinstance(value, list) else [value] for name, value in changes.items()}
    return client.post(url, data=form | {"do": do, "csrf_token": csrf_token(client)})


def copies(house):
    with house.store.read() as unit:
        return unit.session.scalars(select(WorkingCopy)).all()


def test_the_editor_shows_the_published_words_beside_the_law_they_stand_for(trainer, page):
    found = page(ANSWER)
    assert "How long can I keep a book?" in found.text
    assert "You can keep a book for 21 days." in found.text
    assert "A book is lent for 21 days" in found.text


def test_what_is_typed_is_kept_and_nothing_published_changes(trainer, page, house):
    fields = fields_of(page(ANSWER).html)
    answer = send(trainer, ANSWER, fields, "save", piece_text="Three weeks.")
    assert answer.status_code == 303
    assert "Three weeks." in page(ANSWER).text
    assert "21 days" in trainer.get("/a/en/borrowing/how-long").text
    assert len(copies(house)) == 1


def test_a_script_is_told_when_it_was_saved(trainer, page):
    fields = fields_of(page(ANSWER).html)
    answer = send(trainer, ANSWER, fields, "autosave", question="How long?")
    told = json.loads(answer.text)
    assert answer.status_code == 200
    assert told["version"]
    assert told["saved"].startswith("4 May 2026")
    assert told["others"] == []


def test_two_windows_do_not_overwrite_each_other(trainer, page, clock, house):
    fields = fields_of(page(ANSWER).html)
    send(trainer, ANSWER, fields, "save", piece_text="From the first window.")
    clock.advance(minutes=1)
    answer = send(trainer, ANSWER, fields, "save", piece_text="From the second window.")
    assert answer.status_code == 409
    assert "From the second window." in answer.text
    assert "first" in answer.text
    assert copies(house)[0].content["fields"]["piece_text"] == ["From the first window."]
    again = fields_of(answer.text)
    assert send(trainer, ANSWER, again, "save").status_code == 303
    assert copies(house)[0].content["fields"]["piece_text"] == ["From the second window."]


def test_a_piece_is_added_and_moved_without_scripts(trainer, page):
    fields = fields_of(page(ANSWER).html)
    send(trainer, ANSWER, fields, "add:know")
    fields = fields_of(page(ANSWER).html)
    assert [value for name, value in fields if name == "piece_kind"] == ["say", "know"]
    send(trainer, ANSWER, fields, "up:2")
    fields = fields_of(page(ANSWER).html)
    assert [value for name, value in fields if name == "piece_kind"] == ["know", "say"]


def test_a_process_with_a_loop_without_exit_cannot_be_submitted(trainer, page):
    url = "/edit/process/renew-loan"
    text = (
        "---\ntitle: Renew a loan\n---\n"
        '## Find it {#find kind="ask"}\n\nLook.\n\n- [Again](#again)\n\n'
        '## Again {#again kind="ask"}\n\nLook again.\n\n- [Back](#find)\n'
    )
    answer = send(trainer, url, fields_of(page(url).html), "submit", text=text)
    assert answer.status_code == 422
    assert "From the step “find”" in answer.text or "step &#34;find&#34;" in answer.text
    assert "Line 4" in answer.text


@pytest.mark.parametrize(
    "url",
    [
        "/edit/process/renew-loan",
        "/edit/term/overdue",
        "/edit/contact_point/accounts-desk",
        "/edit/translation/en/borrowing",
        "/write/answer?original=borrowing&eid=sec_1.1",
        "/write/process",
        "/bench",
        "/review",
        "/corrections",
    ],
)
def test_every_page_of_the_bench_is_well_made(trainer, page, url):
    assert page(url)


def test_who_writes_nothing_has_no_editor(library, client, sign_in):
    sign_in(client, Role.AGENT)
    assert client.get(ANSWER).status_code == 403
    assert client.get("/bench").status_code == 403
