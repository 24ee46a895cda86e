"""The quarterly pack says the same as the pages, on paper and as a workbook; a measure is read from an indicator."""

import io
import subprocess
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from actionplans import sources
from escp.access.roles import RoleKey
from escp.reports.models import Paper
from intelligence.choices import Unit
from intelligence.indicators import services
from intelligence.models import Comment
from intelligence.scorecards import pack
from tests.factories.actionplans import ActionFactory
from tests.factories.indicators import IndicatorFactory, own_figures
from tests.factories.partnership import PersonFactory, PriorityFactory

pytestmark = pytest.mark.django_db
QUARTER = "2026-27-Q3"


def an_indicator_with_its_story():
    indicator = IndicatorFactory(name="Seen alone", unit=Unit.COUNT)
    services.keep(by=indicator.recorded_by, indicator=indicator, priorities=[PriorityFactory()])
    own_figures(indicator, [17, 3, 4])
    services.comment(
        by=indicator.recorded_by,
        said=Comment(indicator=indicator, story="A new way", action=ActionFactory(title="Ask each child")),
    )
    return indicator


def test_the_quarter_is_that_of_the_partnerships_year():
    days = [date(2026, 4, 1), date(2026, 9, 30), date(2026, 12, 31), date(2027, 3, 31)]
    assert [pack.quarter_of(day) for day in days] == ["2026-27-Q1", "2026-27-Q2", "2026-27-Q3", "2026-27-Q4"]


@pytest.mark.parametrize(("asked", "form"), [("pdf", "pdf"), ("xlsx", "xlsx"), ("other", "pdf")])
def test_the_pack_is_asked_for_on_the_scorecard(client_for, asked, form):
    client = client_for(PersonFactory(role=RoleKey.PIG_MEMBER))
    assert b"Make this quarter" in client.get(reverse("intelligence:scorecards")).content
    answer = client.post(reverse("intelligence:scorecard-pack"), {"form": asked})
    paper = Paper.objects.get()
    assert answer.url == paper.get_absolute_url()
    assert paper.arguments["form"] == form


def test_the_workbook_has_the_figures_of_the_page():
    indicator = an_indicator_with_its_story()
    inside, outside = PersonFactory(), PersonFactory(role=RoleKey.SCRUTINEER)
    rows = {}
    for person in (inside, outside):
        file = pack.build(person, form="xlsx", quarter=QUARTER)
        assert file.name == "scorecard-2026-27-q3.xlsx"
        book = openpyxl.load_workbook(io.BytesIO(file.content))
        assert book.sheetnames == ["Scorecard", "How it is read", "Figures"]
        rows[person] = [[cell.value for cell in row] for row in book["Figures"].iter_rows(min_row=6)]
        read = [cell.value for cell in book["How it is read"][6]]
        assert read[5] == "A new way"
        assert read[6].endswith("Ask each child")
    assert [row[2] for row in rows[inside]] == ["17", "3", "4"]
    joined = "Q2 2019/20 to Q3 2019/20 together: 7"
    assert [row[2] for row in rows[outside]] == ["17", joined, joined]
    assert pack.pack_of(inside)["about"] == pack.EXACT
    assert pack.pack_of(outside)["about"] == pack.JOINED
    assert str(indicator) in rows[inside][0]


def test_the_paper_has_the_figures_of_the_page():
    an_indicator_with_its_story()
    IndicatorFactory(name="Without figures")
    file = pack.build(PersonFactory(role=RoleKey.SCRUTINEER), form="pdf", quarter=QUARTER)
    assert file.name == "scorecard-2026-27-q3.pdf"
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=file.content, capture_output=True, check=True)
    words = " ".join(read.stdout.decode().split())
    for said in ("Seen alone", "No evidence recorded", "together: 7", "A new way", "Ask each child", pack.JOINED):
        assert said in words


def test_an_indicator_without_a_story_says_so_in_the_workbook():
    own_figures(IndicatorFactory(target=18), [20])
    book = openpyxl.load_workbook(io.BytesIO(pack.build(PersonFactory(), form="xlsx", quarter=QUARTER).content))
    read = [cell.value for cell in book["How it is read"][6]]
    assert read[1] == 18
    assert read[5:] == ["Nobody has said yet what is behind the figures.", "None"]


def test_a_measure_reads_from_an_indicator_as_the_person_sees_it():
    indicator = an_indicator_with_its_story()
    inside, outside, none = (
        PersonFactory(role=role) for role in (RoleKey.LEAD_PARTNER, RoleKey.SCRUTINEER, RoleKey.AGENCY_CONTRIBUTOR)
    )
    key = f"indicator:{indicator.code}"
    offered = dict(sources.choices_for(inside))
    assert (key, str(indicator)) in offered["Indicators"]
    assert sources.found_for(inside, key).words == f"{indicator}: 4 (Q3 2019/20)"
    assert "together: 7" in sources.found_for(outside, key).words
    assert sources.found_for(none, key).words == sources.NOT_OPEN
    assert "no figure yet" in sources.found_for(inside, f"indicator:{IndicatorFactory().code}").words
