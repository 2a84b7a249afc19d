"""Marks on answers: on what a notice names, until the person has confirmed it."""

from kb.services.notices.confirm import confirm
from kb.services.notices.lying_on import notices_on, notices_on_each

KEYS = ("en/borrowing#how-long", "en/borrowing#late")


def lying(centre, key):
    with centre.store.read() as unit:
        return [(one.notice.slug, one.is_unread) for one in notices_on(unit, centre.agent, key)]


def test_a_bulletin_lies_on_the_answers_it_names_and_on_no_other(library_centre):
    _, slug = library_centre.publish(answers="/a/en/borrowing/how-long")
    assert lying(library_centre, KEYS[0]) == [(slug, True)]
    assert lying(library_centre, KEYS[1]) == []


def test_a_bulletin_lies_on_every_answer_of_its_topics(library_centre):
    _, slug = library_centre.publish(topics=("loans",))
    with library_centre.store.read() as unit:
        found = notices_on_each(unit, library_centre.agent, KEYS)
    assert {key: [one.notice.slug for one in some] for key, some in found.items()} == {
        key: [slug] for key in KEYS
    }


def test_a_bulletin_without_topic_lies_on_no_answer(library_centre):
    library_centre.publish()
    assert lying(library_centre, KEYS[0]) == []


def test_a_confirmed_notice_stays_known_but_is_no_mark_and_unread_ones_stand_first(library_centre):
    number, first = library_centre.publish(topics=("loans",))
    library_centre.clock.advance(minutes=1)
    _, minor = library_centre.publish(topics=("loans",), title="Minor", size="minor")
    _, major = library_centre.publish(topics=("loans",), title="Major")
    with library_centre.store.touch() as unit:
        confirm(unit, library_centre.agent, first, number)
    assert lying(library_centre, KEYS[0]) == [(major, True), (minor, True), (first, False)]


def test_an_answer_that_is_not_published_has_no_notices(library_centre):
    library_centre.publish(topics=("loans",))
    assert lying(library_centre, "en/borrowing#no-such") == []
