"""A table pasted from a spreadsheet: checked on a page of its own, then saved whole or not at all, to the digit."""

import csv
import uuid
from decimal import Decimal
from functools import cache

import pytest
from django.conf import settings

from actionplans.models import Reading
from tests.actionplans.sending import address, send, text
from tests.factories.actionplans import ImpactMeasureFactory, ready_to_close

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
def action():
    return ready_to_close()


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
        row = text(page).partition(f'gt-table__name">{year}</th>')[2].partition("</tr>")[0]
        assert f">{value}</td>" in row
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
