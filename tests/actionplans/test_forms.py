"""Every form of actions: empty, too long, of the wrong kind, forged, stale, twice: an error, nothing half-written."""

import csv
import uuid
from datetime import timedelta
from decimal import Decimal
from functools import cache
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from actionplans.choices import ActionState, EvidenceLevel
from actionplans.models import Action, Evidence, ImpactMeasure, ProgressNote, Reading
from escp.lifecycle.models import TransitionRecord
from escp.ui.models import SubmittedForm
from tests.factories.actionplans import ActionFactory, ImpactMeasureFactory, ready_to_agree, ready_to_close
from tests.factories.learning import LearningPointFactory
from tests.factories.partnership import AgencyFactory, PersonFactory

pytestmark = pytest.mark.django_db

DFE = (
    settings.BASE_DIR.parent
    / "shared"
    / "data"
    / "dfe"
    / "c1_children_in_need_referrals_and_rereferrals_2013_to_2024.csv"
)
MADE_UP = [(str(year), f"{13 + (year * 7 % 160) / 10:g}") for year in range(2013, 2025)]


@cache
def enfield():
    """Return Enfield's published re-referral percentages by year; invented ones where the file is absent."""
    if not DFE.exists():
        return MADE_UP
    with DFE.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["la_name"] == "Enfield"]
    return sorted((row["time_period"], row["Re_referrals_percent"]) for row in rows)


@pytest.fixture
def manager():
    return PersonFactory()


@pytest.fixture
def client(client_for, manager):
    return client_for(manager)


def text(response):
    return response.content.decode()


def address(action, name, *more):
    return reverse(f"actionplans:{name}", args=[action.reference, *more])


def send(client, url, **data):
    answers = urlencode({"once": str(uuid.uuid4()), **data}, errors="surrogatepass")
    return client.post(url, answers, content_type="application/x-www-form-urlencoded")


def on(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


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
    if name in MOVES:
        assert second.status_code in (302, 409)
    else:
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


# Pasting


def paste(client, action, table):
    return send(client, address(action, "paste"), table=table)


def confirm(client, action, page):
    return send(client, address(action, "check"), seen=page.context["seen"])


def test_enfields_published_percentages_stand_on_the_page_as_in_the_source(client):
    measure = ImpactMeasureFactory()
    table = "Year\tRe-referrals (%)\n" + "\n".join(f"{year}\t{value}" for year, value in enfield())

    response = paste(client, measure.action, table)
    assert not Reading.objects.exists()
    check = client.get(response["Location"])
    assert [(change.period, change.reading, change.effect) for change in check.context["changes"]] == [
        (year, value, "New") for year, value in enfield()
    ]
    done = confirm(client, measure.action, check)

    page = client.get(done["Location"])
    assert len(enfield()) == 12
    assert [(line.period, line.text) for line in page.context["chart"].lines] == enfield()
    for year, value in enfield():
        assert (
            f'gt-table__name">{year}</th><td class="govuk-table__cell govuk-table__cell--numeric">{value}</td>'
            in text(page)
        )
    assert "12 readings are saved." in text(page)


def test_a_period_that_is_there_is_shown_with_what_it_replaces(client, action):
    response = paste(client, action, "2024\t20.8\n2025\tc")

    check = client.get(response["Location"])
    assert [(change.effect, change.replaces) for change in check.context["changes"]] == [
        ("Replaces 20.9", True),
        ("New", False),
    ]
    assert "c (withheld to protect confidentiality)" in text(check)
    confirm(client, action, check)
    assert [(reading.period, reading.typed) for reading in action.measure.readings.all()] == [
        ("2024", "20.8"),
        ("2025", "c"),
    ]


def test_the_same_table_again_changes_nothing_but_says_so(client, action):
    check = client.get(paste(client, action, "2024\t20.9")["Location"])

    assert [change.effect for change in check.context["changes"]] == ["As before"]


def test_one_bad_cell_keeps_the_whole_table_out_and_names_every_line(client, action):
    response = paste(client, action, "2013\t13.9\n2014\tabc\nsomeday\t17\n2016")

    assert response.status_code == 200
    assert response.context["form"].errors["table"] == [
        "Line 2: “abc” is not a number or a mark such as c.",
        "Line 3: “someday” is not a period such as 2013, 2013/14, March 2026, Q1 2026 or 06/03/2026.",
        "Line 4: there is no reading beside “2016”.",
    ]
    assert "2013\t13.9" in text(response)
    assert action.measure.readings.count() == 1


def test_many_problems_are_summed_up(client, action):
    response = paste(client, action, "\n".join(f"{year}\tabc" for year in range(2000, 2015)))

    assert len(response.context["form"].errors["table"]) == 11
    assert response.context["form"].errors["table"][-1] == "5 more lines have a problem."


def test_readings_that_change_while_the_table_is_looked_at_are_not_replaced_unseen(client, action):
    check = client.get(paste(client, action, "2024\t20.8")["Location"])
    reading = action.measure.readings.get()
    reading.typed, reading.value = "21.0", Decimal(21)
    reading.save()

    refused = confirm(client, action, check)

    assert "while you looked" in text(refused)
    assert [change.effect for change in refused.context["changes"]] == ["Replaces 21.0"]
    assert action.measure.readings.get().typed == "21.0"
    assert confirm(client, action, refused).status_code == 302
    assert action.measure.readings.get().typed == "20.8"


def test_a_table_confirmed_twice_is_saved_once(client, action):
    check = client.get(paste(client, action, "2031\t20.8")["Location"])
    sent = {"once": str(uuid.uuid4()), "seen": check.context["seen"]}

    answers = [client.post(address(action, "check"), sent) for _ in range(2)]

    assert [answer["Location"] for answer in answers] == [f"{action.get_absolute_url()}#impact"] * 2
    assert action.measure.readings.get(period="2031").history.count() == 1


def test_there_is_nothing_to_check_before_a_table_is_pasted(client, action):
    other = ready_to_close()
    paste(client, other, "2031\t1")

    assert client.get(address(action, "check"))["Location"] == address(action, "paste")
    assert "The table is no longer here. Paste it again." in text(send(client, address(action, "check"), seen="x"))


def test_a_table_can_be_gone_back_to_and_changed(client, action):
    paste(client, action, "\t2031\t2032\nEnfield\t1\t2")

    assert "\t2031\t2032\nEnfield\t1\t2" in text(client.get(address(action, "paste")))


def test_an_agency_may_be_chosen_only_while_it_exists(client, action):
    gone = AgencyFactory(active_to="2020-01-01")
    url, answers = forms(action)["edit"]

    response = send(client, url, **{**answers, "lead_agency": gone.pk})

    assert list(response.context["form"].errors) == ["lead_agency"]
