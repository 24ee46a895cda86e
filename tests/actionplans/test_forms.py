"""Every form of actions: empty, too long, of the wrong kind, forged, stale, twice: an error, nothing half-written."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from actionplans.choices import ActionState, EvidenceLevel
from actionplans.models import Action, Evidence, ImpactMeasure, ProgressNote, Reading
from escp.lifecycle.models import TransitionRecord
from escp.ui.models import SubmittedForm
from tests.actionplans.sending import address, on, send, text
from tests.factories.actionplans import ActionFactory, ready_to_agree, ready_to_close
from tests.factories.learning import LearningPointFactory
from tests.factories.partnership import AgencyFactory

pytestmark = pytest.mark.django_db


def rows():
    """Count what forms of actions may write."""
    kept = [Action, ImpactMeasure, Reading, Evidence, ProgressNote, apps.get_model("actionplans.ActionLink")]
    return [model.objects.count() for model in kept] + [TransitionRecord.objects.count()]


MEASURE = {
    "difference": "Fewer children come back.",
    "measure": "Re-referrals",
    "unit": "percent",
    "better": "lower",
    "baseline": "29.8%",
    "target": "18",
    "method": "data",
    "taking_part": "Parents’ forum",
}
TODAY = timezone.localdate()
EVIDENCE = {"summary": "18 of 20 asked.", "level": "E3", "kind": "audit", **on("dated_on", TODAY)}
ACTION = {"title": "Fathers are asked", "desired_outcome": "Children are safer."}


@pytest.fixture
def action():
    return ready_to_close()


def forms(action):
    """Return every form of an action with answers that it accepts."""
    return {
        "new": (reverse("actionplans:new"), ACTION),
        "edit": (address(action, "edit"), {
            **ACTION, "lead_agency": action.lead_agency.pk, "owner": action.owner.pk, "version": action.version,
            **on("starts_on", action.starts_on), **on("due_on", action.due_on),
        }),
        "link": (address(action, "link"), {"learning_point": LearningPointFactory().pk}),
        "measure": (address(action, "measure"), {
            **MEASURE, "version": action.measure.version, **on("measured_by_on", action.due_on)
        }),
        "reading": (address(action, "reading-new"), {"period": "2031", "figure": "17.5"}),
        "correct": (address(action, "reading", action.measure.readings.get().pk), {"figure": "17.5", "version": 1}),
        "paste": (address(action, "paste"), {"table": "2031\t17.5"}),
        "evidence": (address(action, "evidence-new"), EVIDENCE),
        "evidence-correct": (
            address(action, "evidence", action.measure.evidence.first().pk), {**EVIDENCE, "version": 1}
        ),
        "progress": (address(action, "progress"), {"text": "The first training took place."}),
        "close": (f"/steps/action/{action.reference}/close/", {"closing_minute": "PIG 4", "version": action.version}),
        "reopen": (f"/steps/action/{action.reference}/reopen/", {
            "note": "Not yet.", "version": action.version, **on("due_on", TODAY + timedelta(days=9))
        }),
        "withdraw": (f"/steps/action/{action.reference}/withdraw/", {
            "withdrawal_reason": "Done.", "withdrawal_minute": "PIG 4", "version": action.version
        }),
    }  # fmt: skip


NAMES = ["new", "edit", "link", "measure", "reading", "correct", "paste", "evidence", "evidence-correct", "progress",
         "close", "reopen", "withdraw"]  # fmt: skip
MOVES = ("close", "reopen", "withdraw")
HOSTILE = ["\0", "a\0b", "\ud800", "x" * 30_000, "9" * 400, "-1", "<script>alert(1)</script>", "NaN", "{{ 7 }}", "  "]


@pytest.mark.parametrize("name", NAMES)
def test_a_form_that_is_filled_in_is_saved_and_leads_on(client, action, name):
    url, answers = forms(action)[name]

    response = send(client, url, **answers)

    assert response.status_code == 302, response.context["form"].errors
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_form_names_what_is_missing_and_saves_nothing(client, action, name):
    url, answers = forms(action)[name]
    before = rows()

    response = send(client, url, **({"version": answers["version"]} if "version" in answers else {}))

    assert response.status_code == 200
    assert response.context["form"].errors
    assert "There is a problem" in text(response)
    assert rows() == before


@pytest.mark.parametrize("name", NAMES)
def test_no_answer_breaks_a_form(client, action, name):
    url, answers = forms(action)[name]
    everywhere = [dict.fromkeys(answers, hostile) for hostile in HOSTILE]
    in_one_place = [{**answers, field: "a\0b"} for field in answers]

    for sent in [*everywhere, *in_one_place]:
        response = send(client, url, **sent)
        assert response.status_code in (200, 302, 409), sent
        assert "<script>alert(1)" not in text(response)


@pytest.mark.parametrize("name", NAMES)
def test_a_form_sent_twice_is_saved_once(client, action, name):
    url, answers = forms(action)[name]
    once = str(uuid.uuid4())

    first = client.post(url, {**answers, "once": once})
    after_one = rows()
    second = client.post(url, {**answers, "once": once})

    assert rows() == after_one
    assert first.status_code == 302
    assert (second.status_code, second["Location"]) == (302, first["Location"])


@pytest.mark.parametrize("name", NAMES)
def test_a_form_without_its_token_keeps_what_was_typed_and_saves_nothing(client, action, name):
    url, answers = forms(action)[name]
    before = rows()

    for token in ({}, {"once": "forged"}):
        response = client.post(url, {**answers, **token})
        assert response.status_code == 200
        assert "had expired" in text(response)
    assert rows() == before
    assert not SubmittedForm.objects.exists()


@pytest.mark.parametrize(
    "name", [name for name in NAMES if name not in ("new", "link", "reading", "paste", "evidence", "progress")]
)
def test_a_stale_page_is_noticed_and_nothing_is_lost(client, action, name):
    url, answers = forms(action)[name]
    before = rows()

    response = send(client, url, **{**answers, "version": 0})

    assert response.status_code == 409
    assert rows() == before
    again = send(client, url, **{**answers, "version": response.context["version"]})
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("name", "field"),
    [("edit", "owner"), ("edit", "lead_agency"), ("edit", "priority"), ("link", "learning_point"), ("measure", "unit"),
     ("measure", "method"), ("measure", "better"), ("evidence", "level"), ("evidence", "kind"),
     ("new", "learning_point")],
)  # fmt: skip
def test_a_choice_that_is_not_offered_is_refused_at_its_field(client, action, name, field):
    url, answers = forms(action)[name]
    before = rows()

    response = send(client, url, **{**answers, field: "999999"})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert rows() == before


def test_fields_that_a_form_does_not_ask_change_nothing(client, action, manager):
    url, answers = forms(action)["edit"]

    send(client, url, **answers, state="closed", closing_minute="PIG 1", reference="ACT-1", recorded_by=1, closed_by=1)

    action.refresh_from_db()
    assert action.state == ActionState.COMPLETE_PENDING_IMPACT
    assert (action.closing_minute, action.closed_by) == ("", None)


# The forms one by one


def test_an_action_begins_at_the_learning_point_that_it_answers(client):
    point = LearningPointFactory()
    url = f"{reverse('actionplans:new')}?point={point.reference.lower()}"

    page = client.get(url)
    assert page.context["form"]["learning_point"].value() == point.pk

    send(client, url, **ACTION, learning_point=point.pk, why="It asks fathers.")
    action = Action.objects.get()
    assert [(link.learning_point, link.why) for link in action.links.all()] == [(point, "It asks fathers.")]


@pytest.mark.parametrize("reference", ["", "LP-1999-001", "\0", "x" * 400, "' OR 1=1"])
def test_an_unknown_learning_point_in_the_address_is_passed_over(client, reference):
    response = client.get(reverse("actionplans:new"), {"point": reference})

    assert response.status_code == 200


def test_an_action_is_not_due_before_it_starts(client, action):
    url, answers = forms(action)["edit"]

    response = send(client, url, **{**answers, **on("due_on", action.starts_on - timedelta(days=1))})

    assert response.context["form"].errors == {"due_on": ["The due date must be the start date or later"]}


@pytest.mark.parametrize("field", ["owner", "lead_agency", "starts_on", "due_on"])
def test_an_agreed_action_keeps_its_owner_agency_and_dates(client, field):
    agreed = ready_to_agree(state=ActionState.AGREED)
    ImpactMeasure.objects.get(action=agreed)
    url = address(agreed, "edit")
    answers = {
        **ACTION, "lead_agency": agreed.lead_agency.pk, "owner": agreed.owner.pk, "version": agreed.version,
        **on("starts_on", agreed.starts_on), **on("due_on", agreed.due_on),
    }  # fmt: skip

    response = send(client, url, **{key: value for key, value in answers.items() if not key.startswith(field)})

    assert list(response.context["form"].errors) == [field]


def test_a_measure_is_read_as_people_type_numbers(client):
    action = ActionFactory()

    send(client, address(action, "measure"), **{**MEASURE, "baseline": "1,234.50", "target": "18 %"})

    measure = ImpactMeasure.objects.get()
    assert (measure.baseline, measure.target) == (Decimal("1234.5"), Decimal(18))
    assert measure.missing() == ["when it will be judged"]
    assert 'value="1234.5"' in text(client.get(address(action, "measure")))


@pytest.mark.parametrize("typed", ["abc", "c", "1e5", "1" * 30])
def test_a_baseline_that_is_no_number_is_refused_with_what_was_typed(client, typed):
    response = send(client, address(ActionFactory(), "measure"), **{**MEASURE, "baseline": typed})

    assert list(response.context["form"].errors) == ["baseline"]
    assert f'value="{typed}"' in text(response)


def test_a_measure_of_an_agreed_action_may_not_lose_a_part(client):
    action = ready_to_agree(state=ActionState.AGREED)

    response = send(client, address(action, "measure"), **{**MEASURE, "version": 1})

    assert "must stay complete: when it will be judged missing" in text(response)


def test_a_second_reading_of_a_period_is_refused_at_the_period(client, action):
    response = send(client, address(action, "reading-new"), period="2024", figure="1")

    assert response.context["form"].errors == {
        "period": ["There is a reading for 2024 already: 20.9. Correct that one instead."]
    }


def test_a_reading_names_what_is_wrong_with_period_and_number(client, action):
    response = send(client, address(action, "reading-new"), period="someday", figure="many")

    assert response.context["form"].errors == {
        "period": ["“someday” is not a period such as 2013, 2013/14, March 2026, Q1 2026 or 06/03/2026"],
        "figure": ["“many” is not a number or a mark such as c"],
    }


def test_the_page_for_a_reading_of_an_action_without_a_measure_says_what_to_do_first(client):
    response = send(client, address(ActionFactory(), "reading-new"), period="2024", figure="1")

    assert "Say what will be measured first." in text(response)


def test_evidence_is_not_from_the_future_and_each_level_says_what_it_means(client, action):
    response = send(
        client, address(action, "evidence-new"), **{**EVIDENCE, **on("dated_on", TODAY + timedelta(days=1))}
    )

    assert list(response.context["form"].errors) == ["dated_on"]
    for level in EvidenceLevel:
        assert level.means in text(response).replace("&#x27;", "'")


def test_a_progress_note_is_one_field(client, action, manager):
    page = client.get(address(action, "progress"))
    assert list(page.context["form"].fields) == ["text"]

    send(client, address(action, "progress"), text="The first training took place.\r\nEleven came.")

    note = ProgressNote.objects.get()
    assert (note.text, note.by) == ("The first training took place.\nEleven came.", manager)


def test_an_agency_may_be_chosen_only_while_it_exists(client, action):
    gone = AgencyFactory(active_to="2020-01-01")
    url, answers = forms(action)["edit"]

    response = send(client, url, **{**answers, "lead_agency": gone.pk})

    assert list(response.context["form"].errors) == ["lead_agency"]
