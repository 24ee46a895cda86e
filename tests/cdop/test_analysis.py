"""The analysis of a child's death: what it says, when each version is kept, what it needs before the panel's review."""

import hashlib
import json

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from actionplans.models import Recommendation
from cdop.choices import Category, Domain, HeldIn, Kept, Modifiability, Relevance, State
from cdop.lifecycle import CHILD_DEATH
from cdop.models import AnalysisVersion, Factor
from cdop.policies import (
    Said,
    asks_for_incident,
    in_order,
    refusal_of_relevance,
    relevance_as_today,
    what_is_missing,
)
from cdop.services import complete_analysis, take_up_learning, write_analysis
from escp.access.models import AppendOnlyError
from escp.access.roles import RoleKey
from learning.models import Finding
from tests.factories.cdop import AnalysisFactory, AnalysisVersionFactory, ChildDeathFactory, FactorFactory
from tests.factories.partnership import PersonFactory
from tests.pages import day_boxes, posted, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PersonFactory(role=RoleKey.CDOP_REPRESENTATIVE)


@pytest.fixture
def cdop(client_for, person):
    return client_for(person)


def page_of(name, death, *more):
    return reverse(f"cdop:{name}", args=[death.reference, *more])


def move(name, death):
    return reverse("lifecycle:move", args=["child-death", death.reference, name])


def row(number, words, relevance="2", modifiable="yes"):
    cells = {"words": words, "relevance": relevance, "modifiable": modifiable}
    return {f"factors_{number}_{name}": value for name, value in cells.items()}


# The rules of the form


def test_of_several_categories_the_first_in_the_hierarchy_is_the_primary_one():
    assert in_order([10, 3, 9, 3]) == [Category.TRAUMA, Category.INFECTION, Category.UNEXPLAINED]
    assert in_order([]) == []


@pytest.mark.parametrize(
    ("categories", "factors", "asked"),
    [
        ([1], [], True),
        ([9, 1], [], True),
        ([2], [("B", 2)], True),
        ([3], [("D", 2)], True),
        ([8, 10], [("A", 2), ("D", 2)], True),
        ([3], [("B", 1), ("D", 0)], False),
        ([10], [("A", 2), ("C", 2)], False),
        ([4], [("B", 2), ("D", 2)], False),
        ([], [("B", 2)], False),
    ],
)
def test_some_analyses_call_for_the_question_of_a_serious_incident(categories, factors, asked):
    assert asks_for_incident(categories, factors) is asked


def test_a_relevance_of_the_form_before_2018_is_read_as_today_when_it_is_brought_in_and_refused_when_it_is_new():
    assert [relevance_as_today(code) for code in ("0", "1", "1*", " 2 ", "3")] == [0, 1, 1, 2, 2]
    with pytest.raises(ValueError, match="4"):
        relevance_as_today("4")
    assert refusal_of_relevance("3") == (
        "“3” is of the form before 2018. Today that is 2: may have contributed to vulnerability, ill-health or death"
    )
    assert "form before 2018" in refusal_of_relevance("1*")
    assert refusal_of_relevance("high") == "Choose 0, 1 or 2"
    assert [refusal_of_relevance(str(one)) for one in Relevance.values] == [None, None, None]


def test_the_panel_needs_every_domain_answered_but_of_what_ecdop_holds_two_answers_only():
    nothing = Said(has_category=False, modifiability="")
    assert len(what_is_missing(nothing, held_here=True)) == 2 + len(Domain)
    assert what_is_missing(nothing, held_here=False) == [
        "Choose the category of death.",
        "Say whether modifiable factors were identified.",
    ]
    two = Said(has_category=True, modifiability=Modifiability.IDENTIFIED)
    assert what_is_missing(two, held_here=False) == []


@pytest.mark.parametrize(
    ("modifiability", "modifiable", "wrong"),
    [
        (Modifiability.IDENTIFIED, True, ""),
        (Modifiability.IDENTIFIED, False, "mark which of the factors they are"),
        (Modifiability.NONE, True, "say that modifiable factors were identified"),
        (Modifiability.NONE, False, ""),
        (Modifiability.INADEQUATE, True, ""),
    ],
)
def test_what_is_said_of_modifiable_factors_agrees_with_the_factors(modifiability, modifiable, wrong):
    said = Said(True, modifiability, nothing_known_in=["A", "C", "D"], factors=[("B", modifiable)])

    missing = what_is_missing(said, held_here=True)

    assert len(missing) == bool(wrong)
    assert wrong in "".join(missing)


# What the database holds


def test_a_version_is_kept_for_good_and_a_relevance_is_none_but_0_to_2():
    kept = AnalysisVersionFactory()
    with pytest.raises(AppendOnlyError):
        kept.save()
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        AnalysisVersion.objects.filter(pk=kept.pk)._raw_delete(using="default")
    with pytest.raises(IntegrityError), transaction.atomic():
        AnalysisVersionFactory(analysis=kept.analysis, number=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorFactory(relevance=3)
    assert AnalysisFactory(complete=True).versions.count() == 1


# The way of an analysis


def test_an_analysis_is_drafted_at_the_meeting_completed_at_the_panel_corrected_and_taken_up(client_for, cdop):
    death, today = ChildDeathFactory(state=State.GATHERING, answered=True), timezone.localdate()
    refused = posted(cdop, move("hold_meeting", death), day_boxes("meeting_on", today))
    assert "Enter who took part, by role and agency." in text_of(refused)
    came = {
        "attendance_0_role": "Paediatrician",
        "attendance_0_agency": "Hospital",
        "answers": "What the post-mortem said.",
    }
    assert posted(cdop, move("hold_meeting", death), day_boxes("meeting_on", today) | came).status_code == 302
    page = text_of(cdop.get(death.get_absolute_url()))
    assert "Paediatrician, Hospital" in page
    assert "What the post-mortem said." in page
    assert (
        "Choose the category of death. Say whether modifiable factors were identified. Domain A: add a factor" in page
    )

    for domain in ("a", "c", "d"):
        assert posted(cdop, page_of("analysis-part", death, domain), {"none_known": "on"}).status_code == 302
    factors = row(0, "A shared sleeping place") | row(1, "Overcrowding", "0", "no")
    posted(cdop, page_of("analysis-part", death, "b"), row(0, "A shared sleeping place"))
    posted(cdop, page_of("analysis-part", death, "b"), factors)
    assert Factor.history.count() == 2, "a factor that stands as it stood is not written again"
    posted(
        cdop, page_of("analysis-part", death, "category"), {"categories": ["10", "9"], "modifiability": "identified"}
    )
    said = {
        "learning": "1. Fathers are not told.\n2. Sofas are not asked about.",
        "good_practice": "A nurse rang back.",
    }
    posted(cdop, page_of("analysis-part", death, "learning"), said | {"recommendations": "1. Ask every family."})
    assert "Keep the draft of the review meeting." in text_of(cdop.get(move("review", death)))
    posted(cdop, page_of("analysis-keep", death), {})
    assert "is kept already" in text_of(posted(cdop, page_of("analysis-keep", death), {}))
    posted(cdop, page_of("analysis-part", death, "b"), row(0, "A shared sofa"))
    refused = posted(client_for(PersonFactory()), page_of("analysis-recommend", death), {})
    assert "has not completed this analysis yet" in text_of(refused)
    assert posted(cdop, move("review", death), day_boxes("panel_on", today)).status_code == 302

    asks_why = posted(cdop, page_of("analysis-part", death, "a"), row(0, "Prematurity", "1", "no"))
    assert "govuk-error-summary" in asks_why.content.decode()
    why = {"reason": "It was left out by mistake."}
    posted(cdop, page_of("analysis-part", death, "a"), row(0, "Prematurity", "1", "no") | why)
    kept = list(AnalysisVersion.objects.filter(analysis__death=death))
    assert [one.kept for one in kept] == [Kept.MEETING, Kept.PANEL, Kept.CORRECTED]
    assert all(one.digest == hashlib.sha256(one.text.encode()).hexdigest() for one in kept)
    assert json.loads(kept[0].text)["categories"] == [9, 10]
    beside = text_of(cdop.get(page_of("analysis-version", death, 2)))
    assert "1 part changed since version 1." in beside
    at = beside.index("B. Social environment")
    assert beside[at:].startswith("B. Social environment, including family and parenting Changed"), beside[
        at : at + 400
    ]
    assert "A shared sleeping place (2: may have contributed" in beside
    assert "A shared sofa (2: may have contributed" in beside
    assert kept[0].digest in beside
    assert kept[1].digest in beside
    assert "It was left out by mistake." in text_of(cdop.get(page_of("analysis-version", death, 3)))
    assert cdop.get(page_of("analysis-version", death, 4)).status_code == 404

    taken = cdop.get(page_of("analysis-take-up", death)).content.decode()
    keys = [part.split('"')[0] for part in taken.split('name="points" value="')[1:]]
    assert len(keys) == 3
    posted(cdop, page_of("analysis-take-up", death), {"points": keys[:2], "who_for": "Midwives"})
    found = Finding.objects.filter(activity=death.activity)
    said = {"Fathers are not told.", "Sofas are not asked about."}
    assert {one.what for one in found} == said
    posted(cdop, page_of("analysis-take-up", death), {"points": keys[2:], "who_for": "Wards"})
    none = cdop.get(page_of("analysis-take-up", death), follow=True)
    assert "There is nothing left to take up." in text_of(none)
    manager = client_for(PersonFactory())
    posted(manager, page_of("analysis-recommend", death), {})
    assert "not followed already" in text_of(posted(manager, page_of("analysis-recommend", death), {}))
    recommended = Recommendation.objects.get()
    assert (recommended.words, recommended.activity) == ("Ask every family.", death.activity)
    assert "Others wrote this recommendation." in text_of(manager.get(recommended.get_absolute_url()))


def test_an_analysis_that_is_whole_when_the_meeting_is_recorded_is_kept_at_once(person):
    death = AnalysisFactory(complete=True, draft=None, death__state=State.GATHERING).death
    facts = {"meeting_on": timezone.localdate(), "attendance": [{"role": "Nurse"}]}

    CHILD_DEATH.apply("hold_meeting", death, by=person, **facts)

    assert [one.kept for one in death.analysis.versions.all()] == [Kept.MEETING]


def test_what_is_brought_in_from_ecdop_keeps_no_version_here_so_that_it_can_be_taken_back(person):
    death, facts = ChildDeathFactory(state=State.GATHERING), {"brought_in": True, "by": person, "follows": True}
    AnalysisFactory(death=death, complete=True, draft=None)

    CHILD_DEATH.apply("hold_meeting", death, meeting_on=timezone.localdate(), **facts)
    CHILD_DEATH.apply("review", death, panel_on=timezone.localdate(), **facts)

    assert not AnalysisVersion.objects.exists()


def test_of_a_death_held_in_ecdop_category_and_modifiability_are_enough_and_are_needed(cdop):
    death = ChildDeathFactory(held_in=HeldIn.ECDOP, ecdop_reference="E-1", state=State.MEETING_HELD)
    panel = day_boxes("panel_on", timezone.localdate())
    refused = cdop.get(move("review", death))
    assert "Choose the category of death. Say whether modifiable factors were identified." in text_of(refused)
    assert cdop.get(page_of("analysis-part", death, "a")).status_code == 404
    assert "Summary of the case" not in text_of(cdop.get(page_of("analysis-part", death, "learning")))

    answers = {"categories": ["4"], "modifiability": "identified"}
    posted(cdop, page_of("analysis-part", death, "category"), answers)

    assert posted(cdop, move("review", death), panel).status_code == 302
    assert [one.kept for one in death.analysis.versions.all()] == [Kept.PANEL]
    assert "Version 1" in text_of(cdop.get(page_of("analysis-version", death, 1)))


# Bad input


def test_factors_that_are_half_told_or_of_the_old_form_are_refused_in_words(cdop):
    death = AnalysisFactory().death
    url = page_of("analysis-part", death, "d")

    page = text_of(posted(cdop, url, row(0, "A late visit", "3")))
    assert "Row 1, relevance: “3” is of the form before 2018." in page
    page = text_of(posted(cdop, url, row(0, "", "", "") | row(1, "", "1") | row(2, "x" * 501, "", "")))
    for words in ("Row 1: enter the factor", "Row 2: the factor must be", "Row 2: choose how", "Row 2: say whether"):
        assert words in page
    page = text_of(posted(cdop, url, row(0, "A late visit") | {"none_known": "on"}))
    assert "Leave this out: factors are entered above" in page
    assert not death.analysis.factors.exists()


def test_an_analysis_is_not_completed_without_a_panel_nor_corrected_without_a_reason_or_a_change(person):
    analysis = AnalysisFactory(complete=True)
    with pytest.raises(ValidationError, match="completed at the panel"):
        complete_analysis(by=person, death=analysis.death)
    death = CHILD_DEATH.apply("review", analysis.death, by=person, panel_on=timezone.localdate())
    with pytest.raises(ValidationError) as refused:
        write_analysis(by=person, analysis=death.analysis)
    assert "reason" in refused.value.error_dict
    with pytest.raises(ValidationError, match="Nothing was changed"):
        write_analysis(by=person, analysis=death.analysis, reason="A slip.")
    death.analysis.category = None
    with pytest.raises(ValidationError, match="Choose the category"):
        write_analysis(by=person, analysis=death.analysis, reason="A slip.")
    assert AnalysisVersion.objects.count() == 2


def test_a_draft_is_kept_after_the_meeting_and_before_the_panel_and_only_when_something_is_written(cdop):
    said = {
        ChildDeathFactory(state=State.GATHERING): "Record the review meeting first",
        ChildDeathFactory(state=State.MEETING_HELD): "Nothing is written yet.",
        AnalysisFactory(death__state=State.REVIEWED).death: "The panel has completed this analysis.",
    }
    for death, words in said.items():
        assert words in text_of(posted(cdop, page_of("analysis-keep", death), {}))
    left_out = ChildDeathFactory(state=State.OUT_OF_SCOPE)
    refused = posted(cdop, page_of("analysis-part", left_out, "category"), {"modifiability": "none"})
    assert "This can no longer be changed" in text_of(refused)


def test_a_point_is_taken_up_once(person):
    analysis = AnalysisFactory(learning="Fathers are not told.")
    point = ("improvement", "Fathers are not told.")
    take_up_learning(by=person, analysis=analysis, points=[point], who_for="Midwives")

    with pytest.raises(ValidationError, match="finding already"):
        take_up_learning(by=person, analysis=analysis, points=[point], who_for="Midwives")


# What the page asks


def test_the_page_asks_for_the_question_of_a_serious_incident_until_it_is_answered_yes(cdop):
    analysis = AnalysisFactory(category=Category.INFLICTED)
    for answered, words in (("", "Nobody has answered yet"), ("no", "look whether that still stands"), ("yes", "")):
        death = analysis.death
        death.incident_considered, death.considered_by, death.considered_on = (
            answered,
            death.recorded_by,
            timezone.localdate(),
        )
        if not answered:
            death.considered_by = death.considered_on = None
        death.save()
        page = text_of(cdop.get(page_of("analysis", death)))
        assert ("Consider a serious incident." in page) is bool(words)
        assert words in page


def test_who_took_part_can_be_put_right_and_a_row_needs_a_role(cdop):
    death = ChildDeathFactory(state=State.MEETING_HELD)
    url = page_of("meeting", death)
    assert "Enter a role in row 1" in text_of(posted(cdop, url, {"meeting_attendance_0_agency": "Hospital"}))

    posted(cdop, url, {"meeting_attendance_0_role": "Nurse", "meeting_attendance_0_presence": "Apologies"})

    assert "Nurse: Apologies" in text_of(cdop.get(death.get_absolute_url()))
