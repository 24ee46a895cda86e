"""The family of a child who has died: somebody is there for them, and what they ask is carried and answered."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cdop import services
from cdop.choices import HeldIn, State
from cdop.models import ContactPlan, FamilyContact, FamilyQuestion, KeyWorker
from escp.access.roles import RoleKey
from tests.factories.cdop import (
    ChildDeathFactory,
    FamilyContactFactory,
    FamilyQuestionFactory,
    KeyWorkerFactory,
)
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.pages import day_boxes, posted, text_of

pytestmark = pytest.mark.django_db

LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def person():
    return PersonFactory(role=RoleKey.CDOP_REPRESENTATIVE)


@pytest.fixture
def cdop(client_for, person):
    return client_for(person)


@pytest.fixture
def today():
    return timezone.localdate()


def at(name, death, *more):
    return reverse(f"cdop:{name}", args=[death.reference, *more])


def test_a_family_has_a_key_worker_a_plan_and_its_questions_answered_before_the_review_closes(cdop, today):
    death = ChildDeathFactory(state=State.REVIEWED, answered=True, died_at=timezone.now() - timedelta(days=90))
    assert "This family has no key worker." in text_of(cdop.get(death.get_absolute_url()))
    assert "This family has no key worker." in text_of(cdop.get(at("family", death)))

    agency = AgencyFactory()
    worker = {"role": "Bereavement nurse", "agency": agency.pk, **day_boxes("since", today)}
    assert posted(cdop, at("key-worker-new", death), worker).url == at("family", death)
    plan = {"how": "A call every second week", "avoid": "The birthday in June", "interpreter": "yes"}
    refused = posted(cdop, at("contact-plan", death), plan)
    assert "Enter when the guide was offered, or why not yet" in text_of(refused)
    posted(cdop, at("contact-plan", death), plan | {"guide_not_yet_because": "The translation is on its way."})
    posted(cdop, at("contact-plan", death), plan | day_boxes("guide_offered_on", today))
    asked = {"whom": "mother", "words": "Was she in pain?", **day_boxes("asked_on", today)}
    posted(cdop, at("family-question-new", death), asked)
    page = text_of(cdop.get(at("family", death)))
    for words in (f"Bereavement nurse, {agency}", "The birthday in June", "Offered on", "Was she in pain?"):
        assert words in page
    assert "Waits to be carried" in page

    close = reverse("lifecycle:move", args=["child-death", death.reference, "close"])
    nothing = {"route": "none", "route_reason": "Care was good."}
    assert "A question of the family has no answer yet." in text_of(cdop.get(close))
    question = FamilyQuestion.objects.get()
    carried = asked | {"carried_to": "panel", **day_boxes("carried_on", today)}
    posted(cdop, at("family-question", death, question.pk), carried)
    assert "Carried to the meeting" in text_of(cdop.get(at("family", death)))
    told = {"answer": "No. She was asleep.", "told_by": "Key worker", **day_boxes("told_on", today)}
    posted(cdop, at("family-question", death, question.pk), carried | told)
    assert "No. She was asleep." in text_of(cdop.get(at("family", death)))
    assert posted(cdop, close, nothing).status_code == 302
    death.refresh_from_db()
    assert death.state == State.CLOSED


def test_a_question_without_an_answer_but_with_a_reason_does_not_hold_the_review_open(cdop, today):
    death = ChildDeathFactory(state=State.REVIEWED, answered=True)
    for question in FamilyQuestionFactory.create_batch(2, death=death):
        close = reverse("lifecycle:move", args=["child-death", death.reference, "close"])
        assert "of the family ha" in text_of(cdop.get(close))
        asked = {"whom": "father", "words": question.words, **day_boxes("asked_on", today)}
        reason = {"not_answered_because": "The inquest will answer it."}
        assert posted(cdop, at("family-question", death, question.pk), asked | reason).status_code == 302

    assert "of the family ha" not in text_of(cdop.get(close))
    assert "2 asked, each with an answer or the reason" in text_of(cdop.get(death.get_absolute_url()))


def test_there_is_one_key_worker_at_a_time_and_the_earlier_ones_stay(cdop, today):
    death = ChildDeathFactory(died_at=timezone.now() - timedelta(days=9))
    first = KeyWorkerFactory(death=death, since=today - timedelta(days=5))
    early = {"role": "Consultant", **day_boxes("since", today - timedelta(days=6))}
    assert "since a later day" in text_of(posted(cdop, at("key-worker-new", death), early))

    posted(cdop, at("key-worker-new", death), early | day_boxes("since", today))
    first.refresh_from_db()
    assert first.ended == today
    ended = {"role": "Consultant", **day_boxes("since", today)}
    second = KeyWorker.objects.get(ended=None)
    wrong = ended | day_boxes("ended", today - timedelta(days=1))
    assert "before they became the key worker" in text_of(posted(cdop, at("key-worker", death, second.pk), wrong))
    posted(cdop, at("key-worker", death, second.pk), ended | day_boxes("ended", today))
    page = text_of(cdop.get(at("family", death)))
    assert "This family has no key worker." in page
    assert "Bereavement nurse" in page and "Consultant" in page  # noqa: PT018
    KeyWorkerFactory(death=death)
    with pytest.raises(IntegrityError), transaction.atomic():
        KeyWorkerFactory(death=death)


def test_a_contact_is_planned_then_held_or_said_why_not(cdop, today):
    death = ChildDeathFactory()
    planned = {"by": "phone", "whom": "carer", **day_boxes("planned_on", today + timedelta(days=7))}

    posted(cdop, at("family-contact-new", death), planned)
    contact = FamilyContact.objects.get()
    url = at("family-contact", death, contact.pk)
    assert "Planned" in text_of(cdop.get(at("family", death)))
    assert "Enter when it took place" in text_of(posted(cdop, url, planned | {"said": "They are tired."}))
    both = planned | day_boxes("held_on", today) | {"not_held_because": "Nobody answered."}
    assert "Leave this empty: it took place" in text_of(posted(cdop, url, both))
    posted(cdop, url, planned | {"not_held_because": "Nobody answered."})
    assert "Did not take place" in text_of(cdop.get(at("family", death)))
    posted(cdop, url, planned | day_boxes("held_on", today) | {"said": "They are tired."})
    page = text_of(cdop.get(at("family", death)))
    assert "Took place" in page
    assert "They are tired." in page


def test_answers_that_do_not_fit_together_are_refused_in_words(cdop, today):
    death = ChildDeathFactory()
    question = FamilyQuestionFactory(death=death)
    asked = {"whom": "father", "words": "Why?", **day_boxes("asked_on", today)}
    url = at("family-question", death, question.pk)
    before = day_boxes("carried_on", today - timedelta(days=1))

    assert "Enter when it was carried there" in text_of(posted(cdop, url, asked | {"carried_to": "panel"}))
    assert "Select the meeting" in text_of(posted(cdop, url, asked | before))
    assert "cannot come before they asked" in text_of(posted(cdop, url, asked | before | {"carried_to": "panel"}))
    half = posted(cdop, url, asked | {"answer": "Nobody knows.", "not_answered_because": "The inquest."})
    for words in ("Enter when the family was told", "Enter who told them", "Leave this empty: there is an answer"):
        assert words in text_of(half)
    plan = {"how": "Calls", "guide_not_yet_because": "Later.", **day_boxes("guide_offered_on", today)}
    assert "Leave this empty: the guide was offered" in text_of(posted(cdop, at("contact-plan", death), plan))
    for name, boxes in (
        ("key-worker-new", {"role": "Nurse", **day_boxes("since", LONG_AGO)}),
        ("contact-plan", {"how": "Calls", **day_boxes("guide_offered_on", LONG_AGO)}),
        ("family-contact-new", {"by": "phone", "whom": "mother", **day_boxes("planned_on", LONG_AGO)}),
        ("family-question-new", asked | day_boxes("asked_on", LONG_AGO)),
    ):
        assert "before the child died" in text_of(posted(cdop, at(name, death), boxes)), name
    assert not ContactPlan.objects.exists()


def test_for_a_death_in_ecdop_the_key_worker_is_enough_and_the_page_says_so(cdop):
    death = ChildDeathFactory(held_in=HeldIn.ECDOP, ecdop_reference="E-7")
    KeyWorkerFactory(death=death)

    page = text_of(cdop.get(death.get_absolute_url()))
    assert "Plan the contact with the family" not in page
    assert "Bereavement nurse" in page
    assert "held in eCDOP under E-7" in text_of(cdop.get(at("family", death)))


def test_a_family_asks_after_the_review_has_closed_but_not_where_there_is_none(cdop, person, today):
    closed, left = ChildDeathFactory(state=State.CLOSED), ChildDeathFactory(state=State.OUT_OF_SCOPE)
    asked = {"whom": "sibling", "words": "Why did nobody tell me?", **day_boxes("asked_on", today)}

    posted(cdop, at("family-question-new", closed), asked)
    assert "Why did nobody tell me?" in text_of(cdop.get(at("family", closed)))
    assert at("family-question-new", left) not in cdop.get(at("family", left)).content.decode()
    with pytest.raises(ValidationError, match="not reviewed here"):
        services.record_contact(by=person, death=left, contact=FamilyContactFactory.build(recorded_by=None))


def test_a_row_is_found_under_its_own_death_alone(cdop):
    row, other = KeyWorkerFactory(), ChildDeathFactory()

    assert cdop.get(at("key-worker", other, row.pk)).status_code == 404
