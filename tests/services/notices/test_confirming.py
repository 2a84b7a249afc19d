"""Who has read a notice: asked once for each real change, never again for a mended word."""

import pytest

from kb.errors import ConflictError, NotFoundError
from kb.models import AuditEntry, Line
from kb.services.notices.confirm import confirm
from kb.vocabulary import Role


def confirming(centre, slug, number, actor=None):
    actor = actor or centre.agent
    with centre.store.touch() as unit:
        confirm(unit, actor, slug, number)


def test_what_was_confirmed_is_no_longer_new_for_that_person_alone(centre):
    number, slug = centre.publish()
    confirming(centre, slug, number)
    assert centre.unread() == []
    assert centre.mine().confirmed[slug] == centre.clock()
    assert centre.unread(centre.person("ben", Role.AGENT)) == [slug]


def test_confirming_twice_is_confirming_once(centre):
    number, slug = centre.publish()
    confirming(centre, slug, number)
    first = centre.mine().confirmed[slug]
    centre.clock.advance(minutes=5)
    confirming(centre, slug, number)
    assert centre.mine().confirmed[slug] == first


def test_who_wrote_it_and_who_agreed_have_read_it(centre):
    centre.publish()
    assert centre.unread(centre.lead) == []
    assert centre.unread(centre.compliance) == []


def test_mended_words_do_not_ask_again_and_a_real_change_does(centre):
    first, slug = centre.publish()
    confirming(centre, slug, first)
    mended, _ = centre.publish(
        slug=slug, based_on_id=first, say="Take the title, and call back.", only_wording=True
    )
    assert centre.unread() == []
    centre.publish(slug=slug, based_on_id=mended, say="Take the title; we write back.")
    assert centre.unread() == [slug]


def test_who_confirms_only_the_mended_words_has_confirmed_the_notice(centre):
    first, slug = centre.publish()
    mended, _ = centre.publish(slug=slug, based_on_id=first, say="Mended.", only_wording=True)
    confirming(centre, slug, first)  # the page was open while the words were mended
    assert centre.unread() == []
    confirming(centre, slug, mended, centre.person("ben", Role.AGENT))
    assert centre.unread(centre.person("ben", Role.AGENT)) == []


def test_words_that_really_changed_while_the_page_was_open_are_not_confirmed(centre):
    first, slug = centre.publish()
    centre.publish(slug=slug, based_on_id=first, say="Something else.")
    with pytest.raises(ConflictError):
        confirming(centre, slug, first)
    assert centre.unread() == [slug]


def test_a_notice_that_ended_need_not_be_confirmed(centre):
    number, slug = centre.publish()
    centre.clock.advance(hours=2)
    with pytest.raises(NotFoundError):
        confirming(centre, slug, number)


def test_weight_or_reach_cannot_change_without_asking_again(library_centre):
    first, slug = library_centre.publish(answers="borrowing#how-long")
    for changes in ({"size": "minor"}, {"topics": ("loans",)}, {"answers": ""}):
        kept = {"answers": "borrowing#how-long", **changes}
        with pytest.raises(Exception, match="everybody is asked again"):
            library_centre.submit(slug=slug, based_on_id=first, only_wording=True, **kept)


def test_confirming_leaves_no_trace_that_others_read(centre):
    number, slug = centre.publish()

    def entries():
        with centre.store.read() as unit:
            return unit.session.query(AuditEntry).count()

    before = entries()
    confirming(centre, slug, number)
    assert entries() == before


def test_asked_are_those_whose_lines_it_concerns(library_centre):
    with library_centre.store.change() as unit:
        unit.session.add(Line(slug="money", name="Money"))
    inside = library_centre.person("inside", Role.AGENT, lines=("lending",))
    outside = library_centre.person("outside", Role.AGENT, lines=("money",))
    _, slug = library_centre.publish(topics=("loans",))
    assert library_centre.unread(inside) == [slug]
    assert library_centre.unread(outside) == []
    assert [one.slug for one in library_centre.mine(outside).shown] == [slug]
