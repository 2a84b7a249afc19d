"""The library that ships: complete, in step with its own law, and short enough to say aloud."""

import json
import re
from pathlib import Path

import pytest

from kb.services.publishing.values import print_value
from kb.text.compare import MatchKind, Placed, match_provisions
from kb.text.provisions import BlockKind as Piece
from kb.text.provisions import walk
from kb.vocabulary import BlockKind, OriginalKind, StepKind
from tests.library.figures import find_figures, unsupported
from tests.library.spanish import in_english
from tests.library.speech import SPOKEN, edition_of, sentences_of, words_of

QUESTIONS = Path(__file__).with_name("questions.jsonl")
INVENTED_PHONE = re.compile(r"555 01\d\d")
EVERY_BLOCK = set(BlockKind)


def answered_editions(library):
    """Return the edition that each original's answers stand for; the newest where none is named.

    A coming edition is not among them: its answers are written before its day comes.
    """
    named = {head.original: head.edition for head in library.translations if head.edition}
    found = {}
    for edition in sorted(library.editions, key=lambda edition: edition.in_force_from):
        if edition.in_force_from <= named.get(edition.original, edition.in_force_from):
            found[edition.original] = edition
    return found


def provisions_of(edition):
    return {provision.eid: provision for provision, _ in walk(edition.provisions)}


def has_own_words(provision):
    return any(block.kind is not Piece.CHILD for block in provision.blocks)


def law_of(answer, library):
    """Return the text of every provision that an answer covers, transitional notes included."""
    newest = answered_editions(library)
    editions = {(found.original, found.in_force_from): found for found in library.editions}
    texts = []
    for cover in answer.covers:
        edition = newest[cover.original]
        if cover.original == answer.original:
            edition = editions[cover.original, edition_of(answer, library)]
        provision = provisions_of(edition)[cover.eid]
        texts.append(f"{provision.text} {provision.transitional}")
    return " ; ".join(texts)


def figures_of(answer, library, *, kinds):
    """Return the figures that blocks of these kinds name, in the law's units."""
    words = words_of(answer, library, kinds=kinds)
    return find_figures(in_english(words) if answer.language == "es" else words)


def test_the_library_reads_without_a_problem_or_a_warning(reading):
    assert [str(problem) for problem in (*reading.problems, *reading.warnings)] == []


def test_there_is_enough_to_answer_real_calls(library):
    newest = answered_editions(library)
    own = [p for e in newest.values() for p in provisions_of(e).values() if has_own_words(p)]
    kinds = {edition.kind for edition in newest.values()}
    assert kinds >= {OriginalKind.ACT, OriginalKind.REGULATION, OriginalKind.POLICY}
    assert len(newest) >= 4
    assert len(own) >= 60
    assert len(library.answers) >= 25
    assert len(library.processes) >= 3
    assert len(library.terms) >= 15
    assert len(library.departments) >= 5
    assert len(library.contact_points) >= 7
    assert len(library.drivers) >= 8
    assert len(library.kpis) >= 2
    assert library.mission
    assert len(library.mission.objectives) >= 3


def test_every_original_has_answers(library):
    assert {answer.original for answer in library.answers} == set(answered_editions(library))


def test_every_provision_is_answered_or_marked_without_customer_effect(library):
    answered = {
        (cover.original, cover.eid) for answer in library.answers for cover in answer.covers
    }
    marked = {
        (head.original, eid) for head in library.translations for eid, _ in head.no_customer_effect
    }
    needed = {
        (slug, provision.eid)
        for slug, edition in answered_editions(library).items()
        for provision in provisions_of(edition).values()
        if has_own_words(provision)
    }
    assert sorted(needed - answered - marked) == []
    assert sorted(answered & marked) == []


def test_every_figure_of_an_answer_stands_in_its_law(library):
    wrong = {}
    for answer in library.answers:
        said = figures_of(answer, library, kinds=EVERY_BLOCK)
        extra = unsupported(said, find_figures(law_of(answer, library)))
        if extra:
            wrong[answer.language, answer.id] = sorted(extra)
    assert wrong == {}


def test_every_figure_of_the_law_is_said_by_an_answer_that_covers_it(library):
    said = {}
    for answer in library.answers:
        if answer.language != "en":
            continue
        figures = figures_of(answer, library, kinds=SPOKEN)
        for cover in answer.covers:
            said.setdefault((cover.original, cover.eid), set()).update(figures)
    unsaid = {}
    for slug, edition in answered_editions(library).items():
        for provision in provisions_of(edition).values():
            missing = unsupported(
                find_figures(provision.text), said.get((slug, provision.eid), set())
            )
            if (slug, provision.eid) in said and missing:
                unsaid[f"{slug}#{provision.eid}"] = sorted(missing)
    assert unsaid == {}


def test_a_number_of_days_is_not_a_number_of_working_days():
    law = find_figures("within 14 working days under paragraph 4.1(a)")
    assert unsupported(find_figures("within 14 days"), law) == {("14", "day")}


def test_dated_values_stand_in_the_law_of_their_day(library):
    for value in library.values:
        assert value.basis, value.slug
        editions = {
            edition.in_force_from: provisions_of(edition)
            for edition in library.editions
            if edition.original == value.basis.original
        }
        for since, _ in value.amounts:
            law = find_figures(editions[since][value.basis.eid].text)
            assert (
                unsupported(find_figures(f"{print_value(value, since)} {value.unit}"), law) == set()
            ), value.slug


def test_a_spanish_answer_stands_for_the_same_law_as_the_english_one(library):
    english = {(a.original, a.id): a for a in library.answers if a.language == "en"}
    spanish = [answer for answer in library.answers if answer.language == "es"]
    assert len(spanish) >= 15
    for answer in spanish:
        twin = english[answer.original, answer.id]
        assert answer.covers == twin.covers, answer.id
        assert answer.disclose == twin.disclose, answer.id
        assert answer.topics == twin.topics, answer.id
        assert edition_of(answer, library) == edition_of(twin, library), answer.id


def test_a_spanish_answer_says_the_figures_of_the_english_one_block_by_block(library):
    english = {(a.original, a.id): a for a in library.answers if a.language == "en"}
    for answer in library.answers:
        twin = english[answer.original, answer.id]
        assert [block.kind for block in answer.blocks] == [block.kind for block in twin.blocks]
        for kind in BlockKind:
            said = figures_of(answer, library, kinds={kind})
            assert said == figures_of(twin, library, kinds={kind}), (answer.id, kind)


def test_twenty_dias_habiles_are_twenty_working_days():
    law = find_figures("within 20 working days after 1 April 2026")
    assert find_figures(in_english("20 días hábiles después del 1 de abril de 2026")) == law
    assert find_figures(in_english("20 días después del 1 de abril de 2026")) != law


def test_values_are_printed_somewhere(library):
    text = " ".join(block.text for answer in library.answers for block in answer.blocks)
    assert [value.slug for value in library.values if f"value:{value.slug} " not in text] == []


def test_answers_are_short_enough_to_hear_once(library):
    for answer in library.answers:
        blocks = [block for block in answer.blocks if block.kind in SPOKEN]
        words = [len(sentence.split()) for sentence in sentences_of(blocks)]
        assert words, answer.id
        assert max(words) <= 30, (answer.id, max(words))
        assert sum(words) / len(words) < 20, answer.id


def test_steps_are_short_enough_to_hear_once(library):
    for process in library.processes:
        for step in process.steps:
            spoken = [block for block in step.blocks if block.kind in SPOKEN]
            words = [len(sentence.split()) for sentence in sentences_of(spoken)]
            assert max(words, default=0) <= 30, (process.slug, step.id)


def test_every_answer_can_be_asked_in_several_ways(library):
    seen = {}
    for answer in library.answers:
        assert 3 <= len(answer.phrasings) <= 12, answer.id
        for phrasing in answer.phrasings:
            assert seen.setdefault(phrasing.casefold(), answer.id) == answer.id, phrasing
        assert len(set(answer.phrasings)) == len(answer.phrasings), answer.id


def test_links_name_provisions_with_words_of_their_own(library):
    """A bare heading is no law: a link to it would go stale when only the heading is reworded."""
    newest = answered_editions(library)
    links = {(cover.original, cover.eid) for answer in library.answers for cover in answer.covers}
    links |= {
        (cover.original, cover.eid)
        for process in library.processes
        for step in process.steps
        for cover in step.basis
    }
    assert [
        link for link in sorted(links) if not has_own_words(provisions_of(newest[link[0]])[link[1]])
    ] == []


def test_headings_of_answers_are_questions(library):
    assert [a.question for a in library.answers if not a.question.endswith("?")] == []


def test_answers_ask_what_they_depend_on(library):
    for answer in library.answers:
        say = next(block.text for block in answer.blocks if block.kind is BlockKind.SAY)
        asked = [block for block in answer.blocks if block.kind is BlockKind.ASK_FIRST]
        assert asked or not say.startswith(("It depends", "Depende")), answer.id


def what_became_of(library, original, step=0):
    """Compare an original's edition number `step`, counted from 0, with the one after it."""
    old, new = (
        [
            Placed(provision.eid, parent.eid if parent else "", provision.text, position)
            for position, (provision, parent) in enumerate(walk(edition.provisions))
        ]
        for edition in sorted(
            (found for found in library.editions if found.original == original),
            key=lambda found: found.in_force_from,
        )[step : step + 2]
    )
    became = {kind: set() for kind in MatchKind}
    for match in match_provisions(old, new):
        became[match.kind].add((match.old and match.old.eid, match.new and match.new.eid))
    return became


def test_sickness_and_overpayment_rules_really_changed(library):
    sickness = what_became_of(library, "sickness-allowance")
    assert ("sec_6.13__para_a", "sec_6.12__para_a") in sickness[MatchKind.RENUMBERED]
    assert ("sec_6.12__para_b", None) in sickness[MatchKind.GONE]
    assert ("sec_6.10__para_a", "sec_6.10__para_a") in sickness[MatchKind.CHANGED]
    overpayments = what_became_of(library, "overpayments")
    assert ("sec_3.1.4", "sec_3.1.3") in overpayments[MatchKind.RENUMBERED]
    assert (None, "sec_7.1.2") in overpayments[MatchKind.NEW]


def test_a_coming_edition_changes_amounts_and_waits_for_its_day(library):
    coming = what_became_of(library, "sickness-allowance", step=1)
    assert ("sec_6.10__para_a", "sec_6.10__para_a") in coming[MatchKind.CHANGED]
    answered = answered_editions(library)["sickness-allowance"]
    newest = max(e.in_force_from for e in library.editions if e.original == answered.original)
    assert answered.in_force_from < newest
    assert provisions_of(answered)["sec_6.10__para_a"].transitional


def test_two_editions_of_one_original_really_differ(library):
    became = what_became_of(library, "patient-charges")
    assert ("sec_4.4", "sec_4.3") in became[MatchKind.RENUMBERED]
    assert ("sec_4.3", None) in became[MatchKind.GONE]
    assert (None, "sec_3.2__para_d") in became[MatchKind.NEW]
    assert ("sec_4.1__para_a", "sec_4.1__para_a") in became[MatchKind.CHANGED]
    assert ("sec_4.2__para_a", "sec_4.2__para_a") in became[MatchKind.SAME]


def test_everything_serves_a_department_a_topic_and_an_objective(library):
    for edition in library.editions:
        assert edition.department, edition.original
        assert edition.topics, edition.original
        assert edition.objectives, edition.original
    for answer in library.answers:
        assert answer.topics, answer.id
    for process in library.processes:
        assert process.department, process.slug
        assert process.topics, process.slug
        assert process.objectives, process.slug
    for kpi in library.kpis:
        assert kpi.department, kpi.slug
        assert kpi.objectives, kpi.slug


def test_every_objective_and_topic_is_served(library):
    served = {
        name
        for thing in (*library.editions, *library.processes, *library.kpis)
        for name in thing.objectives
    }
    assert {objective.slug for objective in library.mission.objectives} == served
    used = {name for answer in library.answers for name in answer.topics}
    assert {topic.slug for topic in library.topics} == used


def test_other_processes_verify_the_caller_first(library):
    users = [process for process in library.processes if "verify-caller" in process.uses]
    assert len(users) >= 2
    for process in users:
        assert process.steps[0].uses == "verify-caller", process.slug


def test_processes_name_their_law_and_their_decisions(library):
    for process in library.processes:
        assert 6 <= len(process.steps) <= 12, process.slug
        assert all(step.basis for step in process.steps), process.slug
        for step in process.steps:
            assert step.authority or step.kind is not StepKind.DECIDE, (process.slug, step.id)
            assert step.contact or step.kind is not StepKind.HAND_OFF, (process.slug, step.id)


def test_a_caller_at_risk_is_reached_at_every_hour(library):
    crisis = next(point for point in library.contact_points if point.slug == "crisis-line")
    assert crisis.hours == (("mon-sun", "00:00", "24:00"),)


def test_contact_points_are_invented(library):
    for point in library.contact_points:
        assert INVENTED_PHONE.fullmatch(point.phone), point.slug
        assert not point.email or point.email.endswith("@northgate.example"), point.slug


def test_kpis_fit_in_an_elevator(library):
    for kpi in library.kpis:
        speech = (kpi.what, kpi.why, kpi.improve, kpi.customer, kpi.agent, kpi.business)
        assert all(speech), kpi.slug
        assert len(" ".join(speech).split()) <= 75, kpi.slug


@pytest.fixture(scope="module")
def questions():
    return [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]


def test_judged_questions_are_many_and_not_our_own_words(library, questions):
    own = {
        words.casefold().rstrip("?.")
        for answer in library.answers
        for words in (answer.question, *answer.phrasings)
    }
    asked = [question["text"].casefold().rstrip("?.") for question in questions]
    assert len(asked) >= 60
    assert len(set(asked)) == len(asked)
    assert sorted(own & set(asked)) == []


def test_judged_questions_name_things_that_exist(library, questions):
    known = {f"{answer.original}#{answer.id}" for answer in library.answers}
    known |= {process.slug for process in library.processes}
    known |= {term.slug for term in library.terms}
    known |= {point.slug for point in library.contact_points}
    for slug, edition in answered_editions(library).items():
        known |= {f"{slug}#{eid}" for eid in provisions_of(edition)}
    named = {name for question in questions for name in question["right"]}
    assert all(question["right"] for question in questions)
    assert sorted(named - known) == []


def test_an_original_once_judged_is_judged_answer_by_answer(library, questions):
    asked = {name for question in questions for name in question["right"]}
    answers = {f"{answer.original}#{answer.id}" for answer in library.answers}
    judged = {name.partition("#")[0] for name in asked & answers}
    assert sorted(name for name in answers - asked if name.partition("#")[0] in judged) == []


def test_slugs_are_unique_among_what_one_search_can_find(library):
    things = [term.slug for term in library.terms] + [p.slug for p in library.processes]
    things += [point.slug for point in library.contact_points]
    assert len(set(things)) == len(things)
