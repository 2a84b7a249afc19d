"""Published law that was imported, on its page: tables, schedules, definitions, its history."""

import pytest

from kb.vocabulary import Role
from tests.importers.akoma_ntoso.documents import IDENTIFICATION, act, section

META = (
    IDENTIFICATION
    + '<lifecycle><eventRef id="a" date="2019-03-01" type="amendment" source="#by"/></lifecycle>'
    '<references><passiveRef id="by" href="/ng/act/2019/1" showAs="Fees Amendment"/></references>'
)
TABLE = (
    "<content><p>The fees are:</p><table><tr><th>Animal</th><th>Fee</th></tr>"
    '<tr><td rowspan="2">Dog</td><td>R 5<br/>a year</td></tr>'
    "<tr><td>R 6</td></tr></table></content>"
)
DEFINITIONS = (
    '<content><p>In this By-law –</p><p>"<def>City</def>" means the city;</p>'
    '<p>"<def>dog</def>" means a dog.</p></content>'
)
SCHEDULE = (
    '<attachments><attachment eId="att_1"><heading>Schedule 1</heading><subheading>Forms'
    "</subheading><doc name='s'><meta/><mainBody><p>Form A</p></mainBody></doc></attachment>"
    "</attachments>"
)


@pytest.fixture
def law(app, client, sign_in, tmp_path):
    """Import a by-law, and sign an agent in."""
    body = section("1.", DEFINITIONS, heading="Definitions") + section("2.", TABLE, heading="Fees")
    (tmp_path / "law.xml").write_bytes(act(body, meta=META, after=SCHEDULE))
    done = app.test_cli_runner().invoke(args=["kb", "import", str(tmp_path / "law.xml")])
    assert done.exit_code == 0, done.output
    sign_in(client, Role.AGENT)
    return "/o/ng-by-law-2020-parking"


def test_the_page_of_an_imported_law_keeps_the_rules_of_every_page(law, page):
    html = page(law).html
    assert 'id="def_dog"' in html
    assert "Schedule 1" in html
    assert "Form A" in html
    assert "Fees Amendment" in html


def test_its_tables_have_heads_and_lines(law, page):
    html = page(law).html
    assert '<th scope="col">Animal</th>' in html
    assert html.count("<td>Dog</td>") == 2
    assert "R 5<br>" in html


def test_its_provisions_are_cited_as_people_name_them(law, page):
    html = page(law).html
    assert 'data-citation="Parking By-law, s 2"' in html
    assert 'data-citation="Parking By-law, Schedule 1"' in html


def test_a_repealed_law_is_not_shown_as_in_force(app, client, sign_in, page, tmp_path):
    meta = META.replace("2019-03-01", "2024-02-07").replace("amendment", "repeal")
    (tmp_path / "law.xml").write_bytes(act(section("1.", TABLE), meta=meta))
    app.test_cli_runner().invoke(args=["kb", "import", str(tmp_path / "law.xml")])
    sign_in(client, Role.AGENT)
    text = page("/o/ng-by-law-2020-parking").text
    assert "repealed since 7 February 2024" in text
    assert "No longer in force: ended 6 February 2024" in text
    assert "in force since" not in text
