"""`flask kb import`, as an operator types it."""

import pytest
from sqlalchemy import select

from kb.models import AuditEntry, Department, Edition, EditionState, Original, Provision, Topic
from tests.importers.akoma_ntoso.documents import IDENTIFICATION, act, says, section

FIRST = act(section("1.", says("A fee of R 5 is due.")))
SECOND = act(
    section("1.", says("A fee of R 6 is due.")),
    meta=IDENTIFICATION.replace("2020-05-01", "2021-05-01"),
)
OTHER = act(section("1.", says("Dogs are kept.")), meta=IDENTIFICATION.replace("parking", "dogs"))


@pytest.fixture
def laws(tmp_path):
    """Give a folder with two versions of one by-law, and another by-law."""
    folder = tmp_path / "laws"
    folder.mkdir()
    for name, raw in (("first", FIRST), ("second", SECOND), ("dogs", OTHER)):
        (folder / f"{name}.xml").write_bytes(raw)
    return folder


def editions(house):
    """(slug, day, newest state) of every edition, by slug, day and version."""
    with house.store.read() as unit:
        rows = unit.session.execute(
            select(Original.slug, Edition.in_force_from, EditionState.state, Edition.id)
            .join(Edition, Edition.original_id == Original.id)
            .join(EditionState, EditionState.edition_id == Edition.id)
            .order_by(Original.slug, Edition.in_force_from, Edition.version, EditionState.id)
        )
        newest = {row.id: (row.slug, row.in_force_from.isoformat(), row.state) for row in rows}
    return list(newest.values())


PARKING = "ng-by-law-2020-parking"
ALL = [
    ("ng-by-law-2020-dogs", "2020-05-01", "published"),
    (PARKING, "2020-05-01", "published"),
    (PARKING, "2021-05-01", "published"),
]


def test_versions_of_one_law_become_editions_of_one_original(kb, laws, house):
    done = kb("import", laws)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "2 originals: 3 new, 0 changed, 0 unchanged\n"
    assert editions(house) == ALL
    assert "R 6" in kb("search", "fee", "--kind", "provision").stdout


def test_importing_again_changes_nothing(kb, laws, house):
    kb("import", laws)
    with house.store.read() as unit:
        before = len(list(unit.session.scalars(select(AuditEntry.number))))
    assert kb("import", laws).stdout == "2 originals: 0 new, 0 changed, 3 unchanged\n"
    with house.store.read() as unit:
        assert len(list(unit.session.scalars(select(AuditEntry.number)))) == before


def test_another_text_of_the_same_day_is_a_corrected_version(kb, laws, house):
    kb("import", laws)
    (laws / "first.xml").write_bytes(FIRST.replace(b"R 5", b"R 7"))
    assert kb("import", laws).stdout == "2 originals: 0 new, 1 changed, 2 unchanged\n"
    assert len(editions(house)) == 4


def test_a_wrong_file_holds_up_its_own_original_and_no_other(kb, laws, house):
    (laws / "second.xml").write_bytes(SECOND.replace(b"</section>", b"", 1))
    done = kb("import", laws)
    assert done.exit_code == 1
    first, second, last = done.stderr.splitlines()
    assert first.startswith(f"{laws / 'first.xml'}: It waits for another file of {PARKING}")
    assert second.startswith(f"{laws / 'second.xml'}:")
    assert "not well-formed XML" in second
    assert last == "Error: 2 problems. No original that they concern was imported."
    assert editions(house) == ALL[:1]


def test_every_problem_of_all_files_is_named_at_once(kb, laws, house):
    (laws / "empty.xml").write_bytes(b"")
    (laws / "debate.xml").write_bytes(act(section("1.", says("Hear.")), kind="debate"))
    (laws / "large.xml").write_bytes(b"<a>" + b" " * 6_000_000 + b"</a>")
    done = kb("import", laws)
    for name in ("empty.xml:1:", "debate.xml:1:", "large.xml:"):
        assert str(laws / name) in done.stderr
    assert "This is a debate" in done.stderr
    assert "limit" in done.stderr
    assert editions(house) == ALL


def test_two_texts_of_one_day_are_refused_and_copies_are_not(kb, laws, house):
    (laws / "copy.xml").write_bytes(FIRST)
    assert kb("import", laws).exit_code == 0
    assert editions(house) == ALL
    (laws / "rival.xml").write_bytes(FIRST.replace(b"R 5", b"R 8"))
    done = kb("import", laws)
    assert done.exit_code == 1
    assert "has another text of ng-by-law-2020-parking of 2020-05-01" in done.stderr
    assert editions(house) == ALL


def test_a_refusal_by_the_database_leaves_none_of_an_originals_editions(kb, laws, house):
    kb("import", laws / "first.xml")
    with house.store.change() as unit:
        original = unit.session.scalars(select(Edition)).one()
        values = {
            column.name: getattr(original, column.name)
            for column in Edition.__table__.columns
            if column.name not in {"id", "version", "origin", "source_hash"}
        }
        person = Edition(**values, version=2, origin="person", source_hash="other")
        unit.session.add(person)
        unit.session.flush()
        unit.session.add(EditionState(edition_id=person.id, state="published", at=unit.now, why=""))
    done = kb("import", laws)
    assert done.exit_code == 1
    assert "A person published another text of this edition" in done.stderr
    assert ("ng-by-law-2020-parking", "2021-05-01", "published") not in editions(house)
    assert editions(house)[0] == ALL[0]


def test_a_bill_and_a_text_without_a_day_are_left_drafts(kb, tmp_path, house):
    (tmp_path / "bill.xml").write_bytes(act(section("1.", says("A fee.")), kind="bill"))
    (tmp_path / "loose-rules.xml").write_bytes(act(section("1.", says("A fee.")), meta=""))
    done = kb("import", tmp_path / "bill.xml", tmp_path / "loose-rules.xml")
    assert done.exit_code == 0
    assert "is a draft: a bill is not law yet." in done.stdout
    assert "is a draft: it does not say from when it is in force." in done.stdout
    assert [state for _, _, state in editions(house)] == ["draft", "draft"]
    again = kb("import", tmp_path / "bill.xml", tmp_path / "loose-rules.xml")
    assert "0 new, 0 changed, 2 unchanged" in again.stdout


def test_a_day_to_come_is_scheduled(kb, laws, house):
    kb("import", laws / "first.xml", "--in-force-from", "2099-01-01", "--slug", "parking")
    assert editions(house) == [("parking", "2099-01-01", "scheduled")]


def test_drafts_can_be_asked_for(kb, laws, house):
    kb("import", laws, "--as-draft")
    assert {state for _, _, state in editions(house)} == {"draft"}


def test_what_is_said_of_a_law_stays_and_is_inherited(kb, laws, library, house, tmp_path):
    with house.store.read() as unit:
        department = unit.session.scalars(select(Department.slug)).first()
        topic = unit.session.scalars(select(Topic.slug)).first()
    said = ("--department", department, "--topic", topic, "--kind", "policy")
    assert kb("import", laws / "first.xml", *said).exit_code == 0
    assert "1 unchanged" in kb("import", laws / "first.xml").stdout
    assert kb("import", laws / "second.xml").exit_code == 0
    with house.store.read() as unit:
        first, second = unit.session.scalars(
            select(Edition)
            .join(Original, Edition.original_id == Original.id)
            .where(Original.slug == PARKING)
            .order_by(Edition.in_force_from)
        )
        assert (first.topics, first.kind) == ([topic], "policy")
        assert (second.topics, second.kind) == ([topic], "regulation")
        assert first.department_id == second.department_id is not None


def test_an_unknown_department_or_topic_is_refused_with_those_there_are(kb, laws, library):
    done = kb("import", laws, "--department", "nowhere")
    assert done.exit_code == 1
    assert 'There is no department "nowhere". Write one of:' in done.stderr


def test_options_that_cannot_be_meant_are_refused(kb, laws):
    assert "cannot be a name" in kb("import", laws, "--slug", "Not A Name").stderr
    assert "one file" in kb("import", laws, "--in-force-from", "2026-01-01").stderr
    assert kb("import", "nowhere.xml").exit_code == 1


def test_a_source_is_exported_byte_for_byte_and_loads_to_the_same(kb, laws, library, tmp_path):
    strange = FIRST.replace(b"<body>", b"\r\n<body>\t<!-- kept -->")
    (laws / "first.xml").write_bytes(b"\xef\xbb\xbf" + strange)
    kb("import", laws, "--kind", "policy")
    kb("export", tmp_path / "out")
    kept = tmp_path / "out" / "content" / "originals" / PARKING
    assert (kept / "2020-05-01.akn.xml").read_bytes() == b"\xef\xbb\xbf" + strange
    assert (kept / "2020-05-01.yaml").read_text() == "kind: policy\n"
    assert kb("load", tmp_path / "out").stdout.startswith("0 new, 0 changed, ")
    kb("export", tmp_path / "second")
    files = [
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (tmp_path / "out", tmp_path / "second")
    ]
    assert files[0] == files[1]


def test_the_audit_names_file_and_hash(kb, laws, house):
    kb("import", laws / "dogs.xml")
    with house.store.read() as unit:
        entry = unit.session.scalars(
            select(AuditEntry).where(AuditEntry.verb == "load_published")
        ).one()
        assert entry.details["file"] == str(laws / "dogs.xml")
        assert len(entry.details["file_hash"]) == 64
        assert unit.session.scalars(select(Provision.text)).one() == "Heading Dogs are kept."
