"""The pages of rules and editions through the browser's requests: what they say, and what they let whom do."""

import html
import uuid
from datetime import date

import pytest
from django.contrib import admin
from django.urls import reverse

from escp.access.roles import RoleKey
from escp.deadlines.clocks import WorkingDays, before_due
from escp.deadlines.models import ClockRule, Edition
from escp.deadlines.registry import CLOCKS
from escp.deadlines.services import rulemaking
from tests.deadlines.records import a_person
from tests.factories.deadlines import STATUTORY, a_proposal, an_edition, in_days
from tests.factories.reviews import IncidentFactory

pytestmark = pytest.mark.django_db
LOCAL = "actionplans.action-due"
NEW = reverse("deadlines:rule-new", args=[STATUTORY])


def words(response) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def day_in_boxes(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def send(client, url: str, **answers: str):
    return client.post(url, answers | {"once": str(uuid.uuid4())}, follow=True)


def the_rule(**changes: str) -> dict[str, str]:
    """The form of the notification's clock as it is shown, filled in as far as it must be."""
    return {
        **day_in_boxes("effective_from", in_days(10)),
        "number": "5",
        "unit": "working days",
        "remind": "At the start\non working day 1\non working day 3\n1 working day before\non the day",
        "to_unit": "1 working day before",
        "to_lead": "1 day after",
        "reason": "Minutes of the executive, item 4",
    } | changes


# Reading -----------------------------------------------------------------------------------------------------------


def test_the_list_tells_law_from_local_target_in_words(client_for):
    page = words(client_for(a_person(RoleKey.AGENCY_CONTRIBUTOR)).get(reverse("deadlines:clocks")))

    assert page.index("Notify the National Panel") < page.index("Action due")
    assert 'govuk-tag--purple">Statutory guidance' in page
    assert 'govuk-tag--grey">Local target' in page
    assert "At the start, on working day 1, on working day 3, 1 working day before it is due" in page
    assert "The partnership chose these for itself. They are not law." in page
    assert all(clock.label in page for clock in CLOCKS.values())


def test_a_clocks_page_shows_its_rule_its_editions_and_what_runs_under_it(client_for):
    IncidentFactory()
    page = words(client_for(a_person()).get(reverse("deadlines:clock", args=[STATUTORY])))

    assert "Children Act 2004 section 16C(1); Working Together 2026" in page
    assert "Working Together 2018" in page
    assert "1 under 5 working days" in page
    assert "Change the rule" in page


def test_only_those_who_change_rules_are_offered_to(client_for):
    page = words(client_for(a_person(RoleKey.BUSINESS_OFFICER)).get(reverse("deadlines:clock", args=[STATUTORY])))

    assert "Change the rule" not in page


@pytest.mark.parametrize("name", ["clock", "rule-new"])
def test_an_unknown_clock_is_no_page(client_for, name):
    assert client_for(a_person()).get(reverse(f"deadlines:{name}", args=["no.such"])).status_code == 404


def test_a_change_of_another_clock_is_no_page(client_for):
    url = reverse("deadlines:rule", args=[LOCAL, a_proposal().pk])

    assert client_for(a_person()).get(url).status_code == 404


# Changing ----------------------------------------------------------------------------------------------------------


def test_the_rule_of_today_stands_in_the_form_as_it_may_be_typed(client_for):
    page = html.unescape(client_for(a_person()).get(NEW).content.decode())

    assert "at the start\non working day 1\non working day 3\n1 working day before\non the day" in page.replace(
        "\r", ""
    )
    assert 'value="1 working day before"' in page
    assert "A new length of this clock needs an authority" in page


def test_reminders_in_plain_words_count_at_once(client_for):
    client = client_for(a_person())
    page = words(send(client, NEW, **the_rule(remind="2 working days before\n24 hours after", to_lead="2 days after")))
    change = ClockRule.objects.get()

    assert "The change is kept and counts from" in page
    assert (change.remind, change.number, change.is_agreed) == (["due-2wd", "due+24h"], None, True)
    assert [step["at"] for step in change.escalate] == ["due-1wd", "due+2d", "due-1wd"]


def test_a_statutory_length_waits_for_a_colleague_who_agrees_it_before_and_after_in_sight(client_for):
    proposer, colleague = a_person(full_name="Maple Marsh"), a_person(RoleKey.ADMINISTRATOR)
    mine = client_for(proposer)
    page = words(send(mine, NEW, **the_rule(number="7", authority="The Invented Act 2030 section 1")))
    change = ClockRule.objects.get()
    assert "It waits for a colleague: a second person agrees it." in page
    assert ">Agree<" not in page

    agree = reverse("deadlines:rule-agree", args=[STATUTORY, change.pk])
    assert "It waits for a colleague" in words(send(mine, agree))
    theirs = client_for(colleague)
    page = words(theirs.get(agree))
    assert "5 working days" in page
    assert "7 working days" in page
    assert "by Maple Marsh on" in page
    assert "Agreed. The change counts from" in words(send(theirs, agree))
    change.refresh_from_db()
    assert change.agreed_by == colleague


def test_a_length_without_an_authority_is_refused_at_its_field_with_what_was_typed(client_for):
    page = words(send(client_for(a_person()), NEW, **the_rule(number="7")))

    assert 'href="#id_authority"' in page
    assert "Enter the authority for this length" in page
    assert 'value="7"' in page
    assert not ClockRule.objects.exists()


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"remind": ""}, "remind"),
        ({"remind": "tomorrow"}, "remind"),
        ({"to_unit": "soon"}, "to_unit"),
        ({"number": "0"}, "number"),
        (day_in_boxes("effective_from", date(2020, 2, 29)), "effective_from_day"),
        (day_in_boxes("effective_from", date(2026, 2, 28)) | {"effective_from_day": "30"}, "effective_from_day"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_at_its_field(client_for, answers, field):
    page = words(send(client_for(a_person()), NEW, **the_rule(**answers)))

    assert f'href="#id_{field}"' in page
    assert not ClockRule.objects.exists()


def test_a_statutory_duty_keeps_at_least_one_step(client_for):
    url = reverse("deadlines:rule-new", args=["reviews.tell-partners"])
    page = words(send(client_for(a_person()), url, **the_rule(to_unit="", to_lead="", to_delegated="")))

    assert 'href="#id_to_unit"' in page
    assert not ClockRule.objects.exists()


def test_a_form_sent_as_it_was_shown_changes_nothing(client_for):
    assert "Nothing has been changed" in words(send(client_for(a_person()), NEW, **the_rule()))


def test_a_date_that_somebody_chooses_has_no_length_to_change_but_an_agency_to_go_up_to(client_for):
    client, url = client_for(a_person()), reverse("deadlines:rule-new", args=[LOCAL])
    page = words(client.get(url))
    assert 'name="number"' not in page
    assert 'name="to_agency_lead"' in page

    send(client, url, **day_in_boxes("effective_from", in_days(0)), remind="7 days before", reason="Agreed")
    change = ClockRule.objects.get()
    assert (change.remind, change.escalate) == (["due-7d"], [])


def test_a_step_to_another_role_stays_when_the_others_change(client_for, monkeypatch):
    from dataclasses import replace

    from escp.deadlines.registry import Escalation

    clock = CLOCKS[STATUTORY]
    other = Escalation(before_due(2), RoleKey.INFORMATION_GOVERNANCE)
    monkeypatch.setitem(CLOCKS, STATUTORY, replace(clock, escalate=(*clock.escalate, other)))
    send(client_for(a_person()), NEW, **the_rule(to_unit="on the day"))

    assert [step["role"] for step in ClockRule.objects.get().escalate] == [
        "business_manager",
        "lead_partner",
        "statutory_partner",
        "information_governance",
    ]


def test_a_change_is_withdrawn_by_a_button_that_asks_once_more(client_for):
    change, client = a_proposal(), client_for(a_person())
    url = reverse("deadlines:rule-withdraw", args=[STATUTORY, change.pk])
    assert "govuk-button--warning" in words(client.get(url))

    assert "Withdrawn. It stays here to be read" in words(send(client, url))
    assert "Withdrawn" in words(client.get(reverse("deadlines:clock", args=[STATUTORY])))


def test_those_who_may_not_agree_read_whom_it_waits_for(client_for):
    page = words(client_for(a_person(RoleKey.SCRUTINEER)).get(a_proposal().get_absolute_url()))

    assert "This waits for a second person whose role changes rules." in page


def test_states_are_told_in_words(client_for):
    client = client_for(a_person())
    passed = a_proposal()
    ClockRule.objects.filter(pk=passed.pk).update(effective_from=in_days(-2))
    coming = a_proposal(effective_from=in_days(5), remind=(before_due(2),))
    in_force = a_proposal(effective_from=in_days(0), remind=(before_due(3),))
    ClockRule.objects.create(
        clock=STATUTORY, effective_from=date(2020, 1, 1), level="guidance", reason="Early", needs_second=False
    )

    assert "Its day has passed" in words(client.get(passed.get_absolute_url()))
    assert "Agreed, counts from" in words(client.get(coming.get_absolute_url()))
    assert "In force" in words(client.get(in_force.get_absolute_url()))
    assert "before proposals were kept" in words(client.get(reverse("deadlines:clock", args=[STATUTORY])))
    assert "Reminders: agreed, counts from" in words(client.get(reverse("deadlines:clocks")))


# Editions ----------------------------------------------------------------------------------------------------------


def test_the_editions_say_what_each_changes_and_what_is_not_confirmed(client_for):
    rulemaking.withdraw_proposal(by=a_person(), proposal=an_edition(name="Working Together 2029"))
    page = words(client_for(a_person(RoleKey.REVIEWER)).get(reverse("deadlines:editions")))

    assert "lead safeguarding partners, delegated safeguarding partners" in page
    assert "Reported to cover unborn children." in page
    assert "Not confirmed:" in page
    assert "Working Together 2029" in page
    assert page.count("Followed by a later one") == 4


def test_an_edition_is_proposed_previewed_and_agreed_by_another(client_for):
    IncidentFactory()
    mine, theirs = client_for(a_person()), client_for(a_person())
    page = words(
        send(
            mine,
            reverse("deadlines:edition-new"),
            guidance="Working Together to Safeguard Children",
            name="Working Together 2030",
            code="WT2030",
            source="An invented department",
            **day_in_boxes("effective_from", in_days(40)),
        )
    )
    edition = Edition.objects.get()
    assert "It waits for a colleague" in page
    assert "It changes no length." in page
    assert "1 open deadline of records that you may open keeps the rule from before." in page

    a_proposal(effective_from=in_days(40), edition=edition, length=WorkingDays(3), authority="Working Together 2030")
    page = words(theirs.get(edition.get_absolute_url()))
    assert "It changes the length of 1 of" in page
    assert "the day before: due by" in page
    assert ": 5 working days." in page
    assert ": 3 working days." in page
    assert "Notify the National Panel: length and authority from" in page
    agree = reverse("deadlines:edition-agree", args=["WT2030"])
    assert "What it does to our clocks" in words(theirs.get(agree))
    assert "Agreed. Clocks that start on its day or later follow it." in words(send(theirs, agree))
    assert Edition.objects.get().is_agreed


def test_a_withdrawn_edition_takes_its_changes_along_and_sent_twice_it_is_withdrawn_once(client_for):
    edition, client = an_edition(), client_for(a_person())
    change = a_proposal(effective_from=in_days(60), edition=edition, remind=(before_due(2),))
    url, answers = reverse("deadlines:edition-withdraw", args=[edition.code]), {"once": str(uuid.uuid4())}
    first, second = client.post(url, answers), client.post(url, answers)
    change.refresh_from_db()

    assert (first.url, second.url) == (reverse("deadlines:editions"),) * 2
    assert change.withdrawn_at
    assert client.get(edition.get_absolute_url()).status_code == 404
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("code", ["WT2018", "WT2023", "WT2026", "PANEL2025"])
def test_a_shipped_edition_has_its_preview_too(client_for, code):
    page = words(client_for(a_person()).get(reverse("deadlines:edition", args=[code])))

    assert "It changes no length." in page
    assert "the day itself: due by" in page


def test_what_ships_with_the_service_is_not_agreed_or_withdrawn(client_for):
    assert client_for(a_person()).get(reverse("deadlines:edition-agree", args=["WT2026"])).status_code == 404


def test_the_reports_lead_to_the_clocks_and_the_admin_does_not_change_rules(client_for):
    assert reverse("deadlines:clocks") in words(client_for(a_person()).get(reverse("home:reports")))
    assert not {ClockRule, Edition} & set(admin.site._registry)
