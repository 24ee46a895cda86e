"""Each quarter agencies are asked for their figures in one step; what is accepted stands in the scorecard."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from escp.returns.choices import ReturnState
from escp.returns.lifecycle import RETURN
from escp.returns.models import Letter, Questionnaire, Return, Version
from escp.returns.services.asking import Asked, ask_also
from intelligence.asked import services
from intelligence.asked.asking import figures_due_on, return_saved, why_held
from intelligence.asked.presenters import quarters, state_of
from intelligence.asked.queries import asked_figures_for, late_of, to_ask
from intelligence.choices import Frequency, Mark, Unit
from intelligence.indicators.periods import quarter
from intelligence.models import AskedFigure, Figure
from intelligence.own.services import give
from tests.actionplans.sending import on, send, text
from tests.factories.asked import accepted, figures_asked, last_quarter, owned, said, sent_in
from tests.factories.indicators import IndicatorFactory
from tests.factories.partnership import AgencyFactory, PersonFactory, PriorityFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
LIST = "intelligence:asked-figures"


def ask_page():
    return reverse("intelligence:asked-figures-ask", args=[next(iter(quarters()))])


def standing(indicator):
    return Figure.objects.get(indicator=indicator, stands=True)


def test_agencies_are_asked_for_a_quarter_and_what_is_accepted_stands_in_the_scorecard(client_for):
    manager, trust = PersonFactory(), AgencyFactory(name="The trust", short_name="Trust")
    nurse = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=trust)
    seen, waits = owned(trust, name="Seen alone"), owned(trust, name="Long waits", unit=Unit.COUNT)
    nobodys = IndicatorFactory(name="Of nobody")
    client, period = client_for(manager), last_quarter()
    assert f"Ask for the figures of {period.name}" in text(client.get(reverse(LIST)))
    page = text(client.get(ask_page()))
    assert f"{seen}, {period.name}" in page
    assert str(nobodys) in page

    assert "Error:" in text(send(client, ask_page(), **on("due_on", TODAY() - timedelta(days=1)), message=""))
    due = TODAY() + timedelta(days=15)
    assert send(client, ask_page(), **on("due_on", due), message="Dear all.").status_code == 302
    asked = Return.objects.get()
    assert (asked.agency, asked.request.title) == (trust, f"Figures of {period.name}")
    assert Letter.objects.get().person == nurse
    assert deadlines_of(asked).get().clock == "returns.intelligence.figures"
    assert "Nothing is left to ask" in text(client.get(ask_page()))

    theirs = client_for(nurse)
    section = f"{seen.code.lower()}-{period.starts_on:%Y-%m}"
    answers = {
        f"{section}-have": "yes",
        f"{section}-counted": "30",
        f"{section}-out-of": "40",
        f"{section}-note": "Of all",
    }
    address = reverse("returns:section", args=[asked.reference, section])
    assert "Seen alone" in text(theirs.get(address))
    version = asked.parts.get(section=section).version
    assert send(theirs, address, version=version, **answers).status_code == 302
    other = f"{waits.code.lower()}-{period.starts_on:%Y-%m}"
    gone = {f"{other}-have": "no", f"{other}-why": "The system is down."}
    address = reverse("returns:section", args=[asked.reference, other])
    assert send(theirs, address, version=version, **gone).status_code == 302
    RETURN.apply("send", Return.objects.get(), by=nurse)
    assert not Figure.objects.exists()
    assert "Sent, to be looked at" in text(client.get(reverse(LIST)))

    accepted(Return.objects.get(), by=manager)
    figure = standing(seen)
    assert (figure.text, figure.numerator, figure.denominator, figure.note) == ("75.0", 30, 40, "Of all")
    assert (figure.period, figure.given_by, figure.agency, figure.came_with) == (period.name, manager, trust, asked)
    assert (standing(waits).mark, standing(waits).note) == (Mark.NOT_AVAILABLE, "The system is down.")
    page = text(client.get(seen.get_absolute_url()))
    assert f"{asked.reference}, The trust" in page
    assert "in the scorecard" in page
    assert "In the scorecard" in text(client.get(reverse(LIST)))


def test_nothing_is_asked_twice_and_what_stands_is_not_asked():
    indicator, other = owned(), owned()
    period = last_quarter()
    figures_asked(indicator, other)
    assert to_ask(period) == {}
    with pytest.raises(ValidationError, match="Nothing is left to ask"):
        figures_asked(indicator)
    # What is no longer asked can be asked again, of whoever owns it now.
    RETURN.apply("waive", Return.objects.get(agency=indicator.owner_agency), by=PersonFactory())
    indicator.owner_agency = AgencyFactory()
    indicator.save()
    assert [one.agency for one in figures_asked(indicator)] == [indicator.owner_agency]
    typed = owned()
    facts = {"agency": None, "given_from": "", "note": ""}
    given = services.figure_of({"x-have": "yes", "x-counted": "1", "x-out-of": "2"}, "x", Unit.PERCENT)
    give(by=PersonFactory(), indicator=typed, period=period, given=given, facts=facts)
    assert to_ask(period) == {}


@pytest.mark.parametrize(
    ("frequency", "number", "names"),
    [
        (Frequency.QUARTERLY, 2, ["Q2 2025/26"]),
        (Frequency.MONTHLY, 4, ["January 2026", "February 2026", "March 2026"]),
        (Frequency.YEARLY, 4, ["2025/26"]),
        (Frequency.YEARLY, 3, []),
    ],
)
def test_what_ends_within_the_quarter_is_asked(frequency, number, names):
    owned(frequency=frequency)
    asked = [period.name for figures in to_ask(quarter(2025, number)).values() for _one, period in figures]
    assert asked == names


def test_a_figure_that_cannot_be_holds_the_return_until_it_is_put_right():
    asked = figures_asked(owned(name="Seen alone"))[0]
    assert why_held(said(asked, have="yes", counted="50")) == ""
    said(asked, have="yes", counted="50", out_of="40")
    assert why_held(asked).startswith(f"Seen alone, {last_quarter().name}: 50 are counted out of 40")
    with pytest.raises(ValidationError):
        sent_in(asked, have="yes", counted="2.5", out_of="40")
    assert sent_in(asked, have="yes", counted="25", out_of="40").state == ReturnState.SENT


def test_a_return_accepted_again_revises_only_what_it_says_otherwise():
    indicator, same = (owned(agency := AgencyFactory()), owned(agency))
    asked = accepted(sent_in(figures_asked(indicator, same)[0], have="yes", counted="25", out_of="40"))
    first = standing(same)
    manager = PersonFactory()
    asked = RETURN.apply("reopen", asked, by=manager)
    one = AskedFigure.objects.get(indicator=indicator)
    part = asked.parts.get(section__startswith=indicator.code.lower())
    part.answers |= {next(key for key in part.answers if key.endswith("counted")): "26"}
    part.save()
    officer = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=agency)
    accepted(RETURN.apply("send", asked, by=officer), by=manager)
    assert (standing(indicator).text, standing(indicator).reason) == ("65.0", f"{asked.reference} was accepted")
    assert standing(same) == first
    assert state_of(one)[0] == "In the scorecard"


def test_a_published_figure_stays_and_a_return_with_nothing_to_tell_says_that_none_is_available():
    indicator, published = (owned(agency := AgencyFactory()), owned(agency))
    asked = figures_asked(indicator, published)[0]
    facts = {"agency": None, "given_from": "", "note": ""}
    given = services.figure_of({"x-have": "yes", "x-counted": "1", "x-out-of": "2"}, "x", Unit.PERCENT)
    stands = give(by=PersonFactory(), indicator=published, period=last_quarter(), given=given, facts=facts)
    Figure.objects.filter(pk=stands.pk).update(is_published=True)
    officer = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=agency)
    signed = {"signed_off_name": "Wren Willow", "signed_off_title": "Director"}
    accepted(RETURN.apply("send_nil", asked, by=officer, nil_reason="A new record system.", **signed))
    assert (standing(indicator).mark, standing(indicator).note) == (Mark.NOT_AVAILABLE, "A new record system.")
    assert standing(published) == stands


def test_another_agency_that_is_asked_the_same_gives_the_figure():
    indicator = owned()
    asked = figures_asked(indicator)[0]
    other = ask_also(by=PersonFactory(), request=asked.request, whom=Asked(AgencyFactory()))
    key = f"{indicator.code.lower()}-{last_quarter().starts_on:%Y-%m}"
    part = other.parts.get(section=key)
    part.answers = {f"{key}-have": "yes", f"{key}-counted": "1", f"{key}-out-of": "4"}
    part.save()
    officer = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=other.agency)
    accepted(RETURN.apply("send", other, by=officer))
    assert standing(indicator).came_with == other
    assert AskedFigure.objects.get().asked == other


def test_what_is_late_is_shown_where_figures_are_read(client_for):
    indicator = owned(AgencyFactory(short_name="Trust"))
    indicator.priorities.add(PriorityFactory())
    asked = figures_asked(indicator)[0]
    assert late_of([indicator.pk]) == {}
    Return.objects.filter(pk=asked.pk).update(due_on=TODAY() - timedelta(days=1))
    client = client_for(PersonFactory())
    assert "Late" in text(client.get(reverse(LIST), {"overdue": "late", "agency": indicator.owner_agency_id}))
    accepted(sent_in(figures_asked(other := owned())[0], have="yes", counted="1", out_of="2"))
    assert str(other) not in text(client.get(reverse(LIST), {"overdue": "late"}))
    said_late = f"The figure of {last_quarter().name} is late: asked of Trust"
    assert said_late in text(client.get(reverse("intelligence:scorecards")))
    assert "late" in text(client.get(indicator.get_absolute_url()))


@pytest.mark.parametrize(("today", "due"), [("2026-10-05", date(2026, 10, 28)), ("2026-11-02", date(2026, 11, 30))])
def test_it_is_due_on_working_day_twenty_after_the_quarter_or_after_today_where_that_is_past(today, due):
    with time_machine.travel(f"{today} 12:00", tick=False):
        assert figures_due_on(quarter(2026, 2)) == due


def test_each_agency_has_a_questionnaire_of_its_own_with_a_version_for_each_asking():
    indicator = owned(agency := AgencyFactory())
    figures_asked(indicator)
    second = owned(agency)
    draft = Version.objects.get()
    services.questionnaires.copy(by=PersonFactory(), version=draft)
    figures_asked(second)
    assert Questionnaire.objects.count() == 1
    assert [one.is_draft for one in Version.objects.order_by("number")] == [False, False]


def test_only_the_unit_sees_what_agencies_are_asked_for(client_for):
    figures_asked()
    assert asked_figures_for(PersonFactory()).count() == 1
    assert not asked_figures_for(PersonFactory(role=RoleKey.PIG_MEMBER)).exists()
    long_ago = reverse("intelligence:asked-figures-ask", args=["q1-1999-00"])
    assert client_for(PersonFactory()).get(long_ago).status_code == 404


def test_a_return_of_another_kind_gives_no_figure():
    asked = accepted(sent_in(figures_asked()[0], have="no", why="None kept."))
    asked.request.kind = "general"
    Figure.objects.all().delete()
    return_saved(Return, asked)
    return_saved(Return, asked, raw=True)
    assert not Figure.objects.exists()
    assert str(AskedFigure.objects.get()).endswith(last_quarter().name)
    assert AskedFigure.objects.get().get_absolute_url() == asked.get_absolute_url()
