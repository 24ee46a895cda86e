"""What the national form asks, deaths that are notified without a review, other areas and the copy."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from escp.lifecycle.engine import Refused
from escp.partnership.choices import AgencyKind
from escp.partnership.services import hold_identity
from reviews import services
from reviews.choices import Answer, Criterion, IncidentState
from reviews.coded import Duty
from reviews.lifecycle import INCIDENT
from reviews.models import CriterionAnswer, IncidentChild
from tests.factories.partnership import AgencyFactory, ChildFactory, PersonFactory
from tests.factories.reviews import IncidentFactory, fill_in
from tests.pages import day_boxes, posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    return AgencyFactory(kind=AgencyKind.COUNCIL)


@pytest.fixture
def lead(council):
    return PersonFactory(role=RoleKey.SIN_LEAD, agency=council)


@pytest.fixture
def manager():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


def page_of(name, incident, *more):
    return reverse(f"reviews:{name}", args=[incident.reference, *more])


def move_of(incident, name):
    return reverse("lifecycle:move", args=["incident", incident.reference, name])


def answered(incident, answer):
    for criterion in Criterion:
        CriterionAnswer.objects.create(incident=incident, criterion=criterion, answer=answer, reason="It is known.")
    return incident


def open_clocks(incident):
    return set(deadlines_of(incident).filter(state="open").values_list("clock", flat=True))


class TestTheNationalForm:
    def test_a_part_of_the_incident_is_answered_on_a_page_of_its_own(self, client_for, lead):
        incident = IncidentFactory()
        client = client_for(lead)

        posted(
            client,
            page_of("incident-details", incident, "harm"),
            {
                "harm_types": ["neglect", "online"],
                "alleged_sources": ["mother"],
                "place_type": "home",
                "occurred_time": "",
            },
        )

        incident.refresh_from_db()
        assert incident.harm_types == ["neglect", "online"]
        page = client.get(incident.get_absolute_url()).content.decode()
        assert "The harm, the time and the place" in page
        assert "0 of 3 answered" in page

    def test_not_known_stands_alone(self, client_for, lead):
        incident = IncidentFactory()

        response = posted(
            client_for(lead), page_of("incident-details", incident, "harm"), {"harm_types": ["neglect", "not_known"]}
        )

        assert "cannot stand beside another answer" in response.content.decode()
        incident.refresh_from_db()
        assert incident.harm_types == []

    def test_each_child_has_pages_of_its_own_and_another_can_be_added_later(self, client_for, lead):
        incident = IncidentFactory()
        child = ChildFactory(case=incident.case)
        client = client_for(lead)

        posted(client, page_of("incident-child", incident, child.pk, "about"), {"age": "7", "sex": "female"})
        posted(
            client,
            page_of("incident-child", incident, child.pk, "circumstances"),
            {"plan": "protection", "household": "Mother and a sibling of 3"},
        )
        posted(client, page_of("incident-child-new", incident), {"age_band": "1_to_4"})

        facts = IncidentChild.objects.get()
        assert (facts.age, facts.sex, facts.plan) == (7, "female", "protection")
        assert incident.case.children.last().age_band == "1_to_4"

    def test_a_kind_of_disability_needs_the_answer_that_there_is_one(self, client_for, lead):
        incident = IncidentFactory()
        child = ChildFactory(case=incident.case)

        response = posted(
            client_for(lead),
            page_of("incident-child", incident, child.pk, "about"),
            {"disability": "no", "disability_types": ["autism"]},
        )

        assert "answer yes, or take it away" in response.content.decode()
        assert not IncidentChild.objects.exists()

    def test_a_child_of_another_case_and_a_part_that_there_is_not_are_not_found(self, client_for, lead):
        incident, other = IncidentFactory(), ChildFactory()
        child = ChildFactory(case=incident.case)
        client = client_for(lead)

        assert client.get(page_of("incident-child", incident, other.pk, "about")).status_code == 404
        assert client.get(page_of("incident-child", incident, child.pk, "nothing")).status_code == 404
        assert client.get(page_of("incident-details", incident, "nothing")).status_code == 404

    def test_two_people_writing_about_one_child_both_keep_their_words(self, client_for, lead, manager):
        incident = IncidentFactory()
        child = ChildFactory(case=incident.case)
        facts = services.write_child(by=lead, facts=IncidentChild(incident=incident, child=child))
        url, version = page_of("incident-child", incident, child.pk, "circumstances"), str(facts.version)
        posted(client_for(lead), url, {"household": "First words", "version": version}, keep_version=True)

        response = posted(
            client_for(manager), url, {"household": "Second words", "version": version}, keep_version=True
        )

        assert response.status_code == 409
        facts.refresh_from_db()
        assert facts.household == "First words"

    def test_a_closed_incident_takes_no_more_answers(self, lead):
        incident = IncidentFactory(state=IncidentState.NOT_NOTIFIED)

        with pytest.raises(ValidationError, match="can no longer be changed"):
            services.write_details(by=lead, incident=incident)

    def test_the_text_carries_the_pseudonym_and_the_page_is_logged(self, client_for, lead):
        incident = fill_in(IncidentFactory(harm_types=["neglect"], known_to=["police"], last_word="Ours to decide."))
        incident.other_area, incident.occurred_on = Answer.YES, None
        incident.save()
        for _ in range(5):
            child = ChildFactory(case=incident.case)
        hold_identity(by=lead, child=child, full_name="Canary Testername")

        page = client_for(lead).get(page_of("incident-national", incident)).content.decode()

        assert child.pseudonym in page
        assert "Suspected harm: Neglect" in page
        assert "Other areas told: Not yet" in page
        assert "The national form takes four children" in page
        assert "Canary" not in page
        assert AccessLog.objects.filter(reference=incident.reference, person_id=lead.pk).count() == 1

    def test_names_stand_in_the_text_only_in_answer_to_a_reason_which_the_log_keeps(self, client_for, lead):
        incident = IncidentFactory()
        child = ChildFactory(case=incident.case)
        hold_identity(by=lead, child=child, full_name="Canary Testername")
        client, url = client_for(lead), page_of("incident-national-named", incident)

        asked = client.get(url).content.decode()
        refused = client.post(url, {"purpose": "short"}).content.decode()
        assert "Canary" not in asked + refused
        assert not AccessLog.objects.filter(action="identity opened").exists()

        named = client.post(url, {"purpose": "We fill in the national form."}).content.decode()
        assert "Name: Canary Testername" in named
        assert AccessLog.objects.get(action="identity opened").purpose == "We fill in the national form."


class TestDeathsThatAreNotifiedWithoutAReview:
    def test_the_death_of_an_adult_care_leaver_is_notified_and_no_review_follows(self, client_for, lead, manager):
        incident = IncidentFactory(duty=Duty.CARE_LEAVER_ADULT, nature="death", lead=lead.agency)
        assert "reviews.notify-care-leaver" in open_clocks(incident)
        assert "reviews.notify-panel" not in open_clocks(incident)
        client = client_for(lead)

        posted(client, move_of(incident, "accept_duty"), {"note": ""})
        INCIDENT.apply(
            "record_notification",
            incident,
            by=lead,
            panel_reference="SIN-9",
            notified_at=incident.aware_at + timedelta(hours=1),
        )
        with pytest.raises(Refused, match="no rapid review follows"):
            INCIDENT.apply("open_review", incident, by=manager)
        posted(client, move_of(incident, "close_without_review"), {"note": ""})

        incident.refresh_from_db()
        assert incident.state == IncidentState.NOTIFIED_ONLY
        assert deadlines_of(incident).get(clock="reviews.notify-care-leaver").state == "met"
        assert "no rapid review follows" in client.get(incident.get_absolute_url()).content.decode()

    @pytest.mark.parametrize("duty", [Duty.LOOKED_AFTER, Duty.CARE_LEAVER_CHILD])
    def test_whoever_died_under_18_is_considered_against_the_test_first(self, duty, lead):
        incident = IncidentFactory(duty=duty, nature="death")

        with pytest.raises(Refused, match="Answer each question of the statutory test first"):
            INCIDENT.apply("accept_duty", incident, by=lead)

        answered(incident, Answer.NO)
        assert INCIDENT.apply("accept_duty", incident, by=lead).state == IncidentState.NOTIFY_AGREED

    def test_a_review_follows_when_the_test_is_met_and_the_panel_clock_runs_too(self, client_for, lead, manager):
        incident = answered(
            IncidentFactory(duty=Duty.LOOKED_AFTER, nature="death", state=IncidentState.NOTIFIED), Answer.YES
        )
        incident.save()

        assert deadlines_of(incident).filter(clock="reviews.notify-panel").exists()
        assert deadlines_of(incident).filter(clock="reviews.notify-looked-after").exists()
        with pytest.raises(Refused, match="a rapid review follows"):
            INCIDENT.apply("close_without_review", incident, by=manager)
        assert "a rapid review follows" in client_for(lead).get(incident.get_absolute_url()).content.decode()
        assert INCIDENT.apply("open_review", incident, by=manager).state == IncidentState.REVIEW_OPENED

    def test_it_cannot_be_decided_away_and_other_incidents_have_no_such_way(self, lead):
        death = fill_in(IncidentFactory(duty=Duty.LOOKED_AFTER, nature="death", state=IncidentState.CONSULTING))

        with pytest.raises(Refused, match="notified in any case"):
            INCIDENT.apply("decide_not_to_notify", death, by=lead, rationale="No.")
        with pytest.raises(Refused, match="Only the death"):
            INCIDENT.apply("accept_duty", IncidentFactory(), by=lead)

    def test_the_duty_cannot_be_changed_after_the_decision(self, lead):
        incident = IncidentFactory(state=IncidentState.NOTIFY_AGREED)
        incident.duty = Duty.LOOKED_AFTER

        with pytest.raises(ValidationError, match="as it was"):
            services.change_incident(by=lead, incident=incident)


class TestOtherAreasAndTheCopy:
    def test_another_area_is_told_within_its_own_clock(self, client_for, lead):
        incident = IncidentFactory()
        assert "reviews.tell-other-areas" not in open_clocks(incident)
        client = client_for(lead)
        told = {"other_areas_told": "Haringey"} | day_boxes("other_areas_told_on", timezone.localdate())
        assert "another area is concerned" in posted(client, page_of("incident-areas", incident), told).content.decode()

        posted(client, page_of("incident-details", incident, "areas"), {"other_area": "yes"})
        assert "reviews.tell-other-areas" in open_clocks(incident)
        early = {"other_areas_told": "Haringey"} | day_boxes(
            "other_areas_told_on", timezone.localdate() - timedelta(days=9)
        )
        assert "before the local authority became aware" in (
            posted(client, page_of("incident-areas", incident), early).content.decode()
        )
        posted(client, page_of("incident-areas", incident), told)

        assert "reviews.tell-other-areas" not in open_clocks(incident)
        assert "Haringey" in client.get(incident.get_absolute_url()).content.decode()

    def test_the_business_unit_gets_its_copy_on_the_day(self, client_for, lead):
        incident = IncidentFactory(state=IncidentState.NOTIFIED)
        deadline = deadlines_of(incident).get(clock="reviews.copy-to-unit")
        assert deadline.due_on == timezone.localdate(incident.notified_at)
        client = client_for(lead)
        early = day_boxes("copied_to_unit_on", timezone.localdate() - timedelta(days=9))
        assert "before the notification" in posted(client, page_of("incident-copy", incident), early).content.decode()

        posted(client, page_of("incident-copy", incident), day_boxes("copied_to_unit_on", timezone.localdate()))

        assert "reviews.copy-to-unit" not in open_clocks(incident)
        assert "Copy to the business unit" in client.get(incident.get_absolute_url()).content.decode()

    def test_what_is_not_owed_is_refused(self, lead):
        with pytest.raises(ValidationError, match="nothing to copy"):
            services.copy_to_unit(by=lead, incident=IncidentFactory())
        with pytest.raises(ValidationError, match="no longer owed"):
            services.tell_other_areas(by=lead, incident=IncidentFactory(state=IncidentState.DUPLICATE))
