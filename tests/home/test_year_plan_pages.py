"""The year plan as people see it and change it."""

import io
from datetime import date
from html import unescape

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from escp.access.roles import RoleKey
from escp.partnership.services import declare_conflict
from home.choices import PlanState
from home.models import FixedPoint
from home.year_plan import services
from home.year_plan.catalogue import CATALOGUE
from tests.factories.home import FixedPointFactory
from tests.factories.learning import ThemeFactory
from tests.factories.partnership import PersonFactory
from tests.factories.reviews import RapidReviewFactory
from tests.pages import day_boxes, posted, token_of

pytestmark = pytest.mark.django_db

URL = "/reports/year-plan/"
TODAY = "2026-11-25 10:00"


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(TODAY, tick=False):
        yield


def shown(client, url: str = URL) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return unescape(response.content.decode())


def table(page: str) -> str:
    return page[page.index('<table class="year-plan">') : page.index("</table>")]


def test_twelve_months_stand_in_order_with_today_marked(client_for):
    FixedPointFactory()
    page = table(shown(client_for(PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR))))

    places = [page.index(f"{month}</abbr>") for month in "Apr May Jun Jul Aug Sep Oct Nov Dec Jan Feb Mar".split()]  # noqa: SIM905
    assert places == sorted(places)
    assert page.count('aria-current="date"') == 1
    assert "today 25" in page
    assert page.count('scope="row"') == 10


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"key": "themes-reviewed"}, "Late"),
        ({"key": "audit", "number": 3}, "Due"),
        ({"key": "audit", "number": 3, "state": PlanState.UNDER_WAY}, "Under way"),
        ({"key": "single-agency-meeting"}, "To come"),
        ({"key": "audit", "state": PlanState.DONE}, "Done"),
        ({"key": "audit", "state": PlanState.DONE, "done_on": date(2026, 7, 3)}, "Done late"),
        ({"key": "audit", "state": PlanState.NOT_THIS_YEAR}, "Not this year"),
        ({"key": "report-sent", "is_forecast": True}, "Waits"),
    ],
)
def test_each_point_says_in_words_how_it_stands(client_for, facts, word):
    made = FixedPointFactory(**facts)
    page = shown(client_for(PersonFactory()))

    assert f'<strong class="mark__state">{word}</strong>' in table(page)
    assert made.get_absolute_url() in table(page)
    assert page.count(made.get_absolute_url()) == 2, "in the table and in the list"


@pytest.mark.parametrize(("planned", "warns"), [(2, True), (3, False), (4, False), (5, True)])
def test_the_number_of_audits_is_told_and_warned_of_outside_three_to_four(client_for, planned, warns):
    for number in range(1, planned + 1):
        FixedPointFactory(number=number)
    FixedPointFactory(number=9, state=PlanState.NOT_THIS_YEAR)
    page = shown(client_for(PersonFactory()))

    assert f"{planned} multi-agency audits in the plan: the framework asks for 3 to 4 a year." in page
    assert ("gt-banner--soon" in page) == warns


def test_what_lies_outside_the_year_stands_at_its_edge_with_the_whole_date(client_for):
    FixedPointFactory(key="update-cascaded", due_on=date(2026, 3, 20))
    FixedPointFactory(key="update-cascaded", number=2, due_on=date(2027, 4, 20))
    page = table(shown(client_for(PersonFactory())))

    assert "20 March 2026" in page
    assert "20 April 2027" in page


def test_a_point_leads_to_its_record_only_for_those_who_may_open_it(client_for):
    review = RapidReviewFactory()
    made = FixedPointFactory(state=PlanState.UNDER_WAY, activity=review.activity)
    manager, in_conflict = PersonFactory(), PersonFactory()
    declare_conflict(by=manager, case=review.case, person=in_conflict, reason="Knows the family.")

    for url in (URL, made.get_absolute_url()):
        assert review.reference in shown(client_for(manager), url)
        for person in (in_conflict, PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)):
            assert review.reference not in shown(client_for(person), url)
    for url in (URL, made.get_absolute_url(), reverse("home:fixed-point-start", args=[made.reference])):
        assert review.case.pseudonym not in shown(client_for(manager), url), "no page of the plan shows a case"
    sheet = client_for(in_conflict).get(f"{URL}?format=xlsx")
    assert review.reference not in str(cells(sheet))


def test_a_record_that_a_planner_may_not_open_stays_linked_and_is_not_named(client_for):
    review, planner = RapidReviewFactory(), PersonFactory()
    made = FixedPointFactory(state=PlanState.UNDER_WAY, activity=review.activity)
    declare_conflict(by=planner, case=review.case, person=planner, reason="Knows the family.")
    client, url = client_for(planner), reverse("home:fixed-point-start", args=[made.reference])

    assert review.reference not in shown(client, url)
    posted(client, url, {"note": "A new note."})

    made.refresh_from_db()
    assert (made.activity, made.note) == (review.activity, "A new note.")


def test_start_it_leads_to_where_the_work_is_done_for_those_whose_role_opens_it(client_for):
    FixedPointFactory(key="themes-agreed")

    assert f'href="{reverse("learning:themes")}">Start it' in table(shown(client_for(PersonFactory())))
    assert "Start it" not in shown(client_for(PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)))


def test_a_year_without_a_plan_says_so_and_offers_it_to_those_who_plan(client_for):
    page = shown(client_for(PersonFactory()))
    assert "There is no plan of 2026 to 2027 yet." in page
    assert f"{URL}make/?year=2026" in page

    other = shown(client_for(PersonFactory(role=RoleKey.PIG_MEMBER)))
    assert "There is no plan of 2026 to 2027 yet. The business unit makes it." in other
    assert "/make/" not in other


@pytest.mark.parametrize("asked", ["", "abc", "26", "99999", "2014", "2101", "²026", "٢٠٢٦", "-2026", "2026.0"])
def test_a_year_that_is_none_shows_the_present_one(client_for, asked):
    FixedPointFactory()

    assert "Year plan 2026 to 2027" in shown(client_for(PersonFactory()), f"{URL}?year={asked}")


def test_the_next_year_is_made_in_one_step_and_twice_makes_nothing_twice(client_for):
    manager = PersonFactory()
    client = client_for(manager)
    url = f"{URL}make/?year=2027"
    everything = sum(len(entry.days) for entry in CATALOGUE.values())

    page = shown(client, url)
    assert f"These {everything} fixed points will be made" in page
    assert "Thursday 30 September 2027" in page
    assert "is not carried over" in page
    assert FixedPoint.objects.count() == 0

    sent = {"once": token_of(client, url)}
    for _ in range(2):
        assert client.post(url, sent).url == f"{URL}?year=2027"
    assert posted(client, url, {}).status_code == 302
    assert FixedPoint.objects.count() == everything
    assert set(FixedPoint.history.values_list("history_user", flat=True)) == {manager.pk}
    assert "Nothing will be made" in shown(client, url)
    assert "The year after" in shown(client)
    assert "The year before" not in shown(client, f"{URL}?year=2027")


@pytest.mark.parametrize("year", [2025, 2028])
def test_no_plan_is_made_for_a_year_that_is_over_or_too_far(client_for, year):
    assert client_for(PersonFactory()).get(f"{URL}make/?year={year}").status_code == 404


def test_what_is_past_is_told_before_the_plan_is_made(client_for):
    page = shown(client_for(PersonFactory()), f"{URL}make/?year=2026")

    assert "Not this year. The plan was made after this day." in page


def test_the_page_of_a_point_tells_why_this_date(client_for):
    made = FixedPointFactory(key="themes-reviewed")
    page = shown(client_for(PersonFactory(role=RoleKey.SCRUTINEER)), made.get_absolute_url())

    assert "Late by 18 working days" in page
    assert "The rule: by 31 October. The day itself is not a working day (Saturday): aim for the one before." in page
    assert "Somebody chose this date" not in page
    assert "Mark it done" not in page


def test_the_page_of_a_yearly_report_tells_the_law_and_the_guidance_apart(client_for):
    made = FixedPointFactory(key="report-published", latest_on=date(2026, 9, 12))
    page = shown(client_for(PersonFactory()), made.get_absolute_url())

    assert "Twelve months after the last yearly report was published." in page
    assert "The rule: by 30 September." in page
    assert "Statutory guidance" in page


def test_a_forecast_says_that_nothing_is_owed_yet(client_for):
    FixedPointFactory(key="report-published")
    made = FixedPointFactory(key="report-sent", is_forecast=True)

    page = shown(client_for(PersonFactory()), made.get_absolute_url())
    assert "this date is a forecast and nothing is owed" in page


def test_a_date_is_moved_and_the_page_says_who_and_why(client_for):
    made, manager = FixedPointFactory(number=3), PersonFactory()
    client = client_for(manager)
    url = reverse("home:fixed-point-date", args=[made.reference])

    answer = posted(client, url, day_boxes("due_on", date(2026, 12, 17)) | {"reason": "The group meets earlier."})

    assert answer.url == made.get_absolute_url()
    page = shown(client, made.get_absolute_url())
    assert "Moved from 31 December 2026 to 17 December 2026: The group meets earlier." in page
    assert f"by {manager.full_name}" in page
    assert "By the rule it would be the last working day of December." in page


def test_a_point_is_begun_done_and_taken_up_again(client_for):
    review, made = RapidReviewFactory(), FixedPointFactory(number=2)
    client = client_for(PersonFactory())

    posted(
        client,
        reverse("home:fixed-point-start", args=[made.reference]),
        {"activity": review.activity.pk, "note": "Read by two."},
    )
    page = shown(client, made.get_absolute_url())
    assert "Read by two." in page
    assert "Change what is under way" in page
    posted(client, reverse("home:fixed-point-done", args=[made.reference]), day_boxes("done_on", date(2026, 9, 29)))
    page = shown(client, made.get_absolute_url())
    assert "Done on 29 September 2026" in page
    assert "Mark it done" not in page

    posted(client, reverse("home:fixed-point-take-up", args=[made.reference]), {"reason": "Not quite."})
    assert FixedPoint.objects.get().state == PlanState.PLANNED

    posted(client, reverse("home:fixed-point-leave-out", args=[made.reference]), {"reason": "Two were enough."})
    assert "Two were enough." in shown(client, made.get_absolute_url())


def test_a_point_that_is_late_by_guidance_asks_why(client_for):
    made = FixedPointFactory(key="report-published")
    client = client_for(PersonFactory())
    url = reverse("home:fixed-point-done", args=[made.reference])

    refused = posted(client, url, day_boxes("done_on", date(2026, 10, 2)))

    assert refused.status_code == 200
    assert "Say why it was late: law or guidance sets this date" in refused.content.decode()
    assert (
        posted(client, url, day_boxes("done_on", date(2026, 10, 2)) | {"note": "A partner was ill."}).status_code == 302
    )


def test_somebody_elses_change_is_noticed(client_for):
    made, client = FixedPointFactory(number=3), client_for(PersonFactory())
    url = reverse("home:fixed-point-leave-out", args=[made.reference])
    sent = {"once": token_of(client, url), "version": made.version, "reason": "Two were enough."}
    services.start(by=PersonFactory(), point=FixedPoint.objects.get(), activity=None, note="")

    assert client.post(url, sent).status_code == 409
    assert FixedPoint.objects.get().state == PlanState.UNDER_WAY


def test_a_fourth_audit_is_added_by_hand(client_for):
    for number in (1, 2, 3):
        FixedPointFactory(number=number)
    client = client_for(PersonFactory())

    assert client.get(f"{URL}audits/new/?year=2027").status_code == 404
    posted(client, f"{URL}audits/new/?year=2026", day_boxes("due_on", date(2027, 3, 31)))

    assert "4 multi-agency audits in the plan" in shown(client)
    assert "Audit 4" in table(shown(client))


def test_themes_that_are_chosen_are_offered_as_done_to_those_who_plan(client_for):
    made = FixedPointFactory(key="themes-agreed")
    for place in (1, 2, 3):
        ThemeFactory(year=2026, place=place)
    done = reverse("home:fixed-point-done", args=[made.reference])

    for url in (URL, made.get_absolute_url()):
        page = shown(client_for(PersonFactory()), url)
        assert "The Three Themes of 2026 to 2027 are chosen." in page
        assert done in page
        assert done not in shown(client_for(PersonFactory(role=RoleKey.PIG_MEMBER)), url)
    assert FixedPoint.objects.get().state == PlanState.PLANNED


def test_its_reference_leads_to_it_in_any_case(client_for):
    made, client = FixedPointFactory(), client_for(PersonFactory(role=RoleKey.REVIEWER))

    assert client.get(f"/r/{made.reference.lower()}").url == made.get_absolute_url()
    assert client.get(made.get_absolute_url().lower()).status_code == 200
    assert client.get(f"{URL}YP-2026-999/").status_code == 404


def test_reports_leads_to_the_plan_for_everyone(client_for):
    assert URL in shown(client_for(PersonFactory(role=RoleKey.INFORMATION_GOVERNANCE)), "/reports/")


def cells(response) -> list[tuple]:
    return list(openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))


def test_the_plan_is_taken_away_as_a_spreadsheet_by_those_who_export(client_for):
    made = FixedPointFactory(number=3, note="=1+1")

    rows = cells(client_for(PersonFactory()).get(f"{URL}?year=2026&format=xlsx"))
    assert made.reference in str(rows)
    assert "'=1+1" in rows[-1]
    assert "By the last working day of December" in rows[-1]
    refused = client_for(PersonFactory(role=RoleKey.PIG_MEMBER)).get(f"{URL}?format=xlsx")
    assert refused["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("number", [1, 10, 100])
def test_the_plan_costs_the_same_for_any_number_of_points(client_for, django_assert_num_queries, number):
    manager = PersonFactory()
    client, review = client_for(manager), RapidReviewFactory()
    FixedPointFactory(key="themes-agreed", activity=review.activity)
    for each in range(1, number + 1):
        FixedPointFactory(number=each, activity=review.activity, note=f"{each}")
    shown(client)

    with django_assert_num_queries(9):
        shown(client)


@pytest.mark.parametrize("number", [1, 10, 100])
def test_a_point_costs_the_same_for_any_history(client_for, django_assert_num_queries, number):
    manager, made = PersonFactory(), FixedPointFactory(activity=RapidReviewFactory().activity)
    client = client_for(manager)
    for each in range(number):
        made.note = f"{each}"
        made.save()
    shown(client, made.get_absolute_url())

    with django_assert_num_queries(14):
        shown(client, made.get_absolute_url())
