"""What may be decided alone: every authority of a published process, none of a draft."""

from kb.importers.records import DepartmentRecord, Outcome
from kb.services.actor import OPERATOR
from kb.services.reading.read_authorities import read_authorities
from tests import factories as f
from tests.services.reviewed import write


def _read(store, **wanted):
    with store.read() as unit:
        return read_authorities(unit, OPERATOR, **wanted)


def _deciding(slug, department="", words="Agent: up to $50."):
    first = f.make_step("a", outcomes=(Outcome("x", "b"),))
    steps = (first, f.make_step("b", "Waive it", authority=words))
    return f.make_process(slug, slug.title(), steps=steps, department=department)


def test_each_authority_stands_with_its_process_and_step(store):
    f.load(store, _deciding("waive"), f.make_process("plain"))
    (process,) = _read(store).processes
    (one,) = process.authorities
    assert (process.slug, one.step, one.title, one.words) == (
        "waive",
        "b",
        "Waive it",
        "Agent: up to $50.",
    )


def test_one_department_can_be_read_alone_and_only_those_that_give_any_are_offered(store):
    departments = (DepartmentRecord("billing", "Billing"), DepartmentRecord("legal", "Legal"))
    f.load(store, *departments, _deciding("waive", "billing"), _deciding("allow"))
    assert [one.slug for one in _read(store).processes] == ["allow", "waive"]
    page = _read(store, department="billing")
    assert [one.slug for one in page.processes] == ["waive"]
    assert page.departments == (("billing", "Billing"),)
    assert _read(store, department="nobody").processes == ()


def test_the_authority_of_a_draft_is_none(store):
    write(store, _deciding("waive"))
    assert _read(store).processes == ()
