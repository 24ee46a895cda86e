"""A census is sent, counted, looked at, brought in and taken back; of a child nothing stays."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from escp.access.roles import RoleKey
from escp.documents import store
from escp.imports.models import Import
from intelligence.census import services
from intelligence.census.queries import pseudonym_of, working_days
from intelligence.models import DataImport, Figure
from tests.factories.census import (
    a_census,
    a_census_file,
    a_child,
    a_plan,
    a_waiting_census,
    an_assessment,
    an_enquiry,
    an_episode,
)
from tests.factories.indicators import IndicatorFactory
from tests.factories.partnership import PersonFactory
from tests.pages import posted, text_of

pytestmark = pytest.mark.django_db
REAL = Path(os.environ.get("CENSUS_DATA", Path(__file__).parents[3].parent / "shared" / "data" / "cin-census"))
CHILDREN = [
    a_child(
        "Testername-1",
        an_episode(
            "2023-05-10", an_assessment("2023-05-11", "2023-06-01"), an_enquiry("2023-05-12", "2023-05-26"),
            a_plan("2023-05-26", "2023-08-20"),
        ),
    ),
    a_child("Testername-2", an_episode("2023-05-10"), an_episode("2023-06-10")),
]  # fmt: skip


def test_a_census_goes_from_the_file_to_the_indicators_and_back(client_for):
    manager = client_for(PersonFactory())
    posted(manager, reverse("intelligence:indicator-starter"), {})
    facts = {"title": "Census 2023 to 2024", "population": "90000", "file": a_census_file(CHILDREN)}
    preview = posted(manager, reverse("intelligence:census"), facts)
    page = text_of(manager.get(preview.url))
    assert "Children in need census of 2024: 2 children, counted for the twelve months up to 31/03/2024." in page
    assert "Two of one child on one day are one." in page
    assert Figure.objects.count() == 0
    imported = Import.objects.get()
    assert b"Testername" not in store.path_of(imported.stored_as).read_bytes()
    done = posted(manager, preview.url, {})

    page = text_of(manager.get(reverse("intelligence:indicator", args=["I13"])))
    assert "May 2023100.0%Census 2023 to 2024, Initial conferences in 15 working days" in page.replace(" 100", "100")
    rate = Figure.objects.get(indicator__code="I03", period="May 2023")
    assert (rate.text, rate.numerator, rate.denominator, rate.row, rate.is_published) == ("0.2", 2, 90_000, None, False)
    assert Figure.objects.get(indicator__code="I04", period="June 2023").text == "100.0"
    assert Figure.objects.get(indicator__code="I04", period="July 2023").mark == "z"
    assert Figure.objects.get(indicator__code="I18", period="August 2023").numerator == 1
    assert "How each is counted" in text_of(manager.get(done.url))
    undo = reverse("intelligence:import-undo", args=[imported.reference])
    posted(manager, undo, {"why": "Sent too early"})
    assert not Figure.objects.filter(stands=True).exists()
    assert "Taken back" in text_of(manager.get(reverse("intelligence:census")))


def test_nothing_of_a_child_is_kept_anywhere():
    imported = a_waiting_census(CHILDREN)
    words = repr(list(DataImport.objects.values())) + repr(list(Import.objects.values()))
    words += store.path_of(imported.stored_as).read_text()
    for secret in ("Testername", "2015-03-27", pseudonym_of("Testername-1").hex()):
        assert secret not in words


def test_an_identifier_becomes_a_keyed_hash(settings):
    first = pseudonym_of("C1")
    assert first == pseudonym_of("C1") != pseudonym_of("C2")
    settings.SECRET_KEY = "another key"
    assert pseudonym_of("C1") != first


def test_rates_are_made_only_where_the_children_of_the_borough_are_counted(client_for):
    imported = a_waiting_census(CHILDREN, population=None)
    assert not {"I03", "I10", "I15"} & set(imported.mapping.values())
    manager = client_for(PersonFactory())
    columns = reverse("intelligence:census-columns", args=[imported.reference])
    assert "Referrals in the month with ReferralNFA." in text_of(manager.get(columns))
    preview = posted(manager, columns, {"column_1": "I03"})
    assert "a rate needs the number of children in the borough" in text_of(manager.get(preview.url))
    IndicatorFactory(code="T950", unit="days")
    preview = posted(manager, columns, {"column_1": "T950", "column_9": "I04"})
    page = text_of(manager.get(preview.url))
    assert "T950 is measured as days, and this is not." in page
    assert "I04 is measured as a percentage, and this is not." in page
    preview = posted(manager, columns, {"column_9": "T950"})
    assert "T950 June 2023 14 of 1 14.0" in text_of(manager.get(preview.url))


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (a_census_file(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "declares a document type or entities"),
        (a_census_file([]), "There is no child in the file."),
        (a_census_file(CHILDREN, year="2026", reference="2099-03-31"), "lies in the future"),
    ],
)
def test_what_cannot_be_counted_is_refused_at_the_file(client_for, file, words):
    file.seek(0)
    page = text_of(posted(client_for(PersonFactory()), reverse("intelligence:census"), {"title": "C", "file": file}))
    assert words in page
    assert not Import.objects.exists()


def test_a_settled_census_leads_on_and_a_changed_one_is_not_read(client_for):
    manager, imported = client_for(PersonFactory()), a_waiting_census()
    columns = reverse("intelligence:census-columns", args=[imported.reference])
    store.path_of(imported.stored_as).write_bytes(b"other")
    assert manager.get(columns).status_code == 409
    posted(manager, reverse("intelligence:import-abandon", args=[imported.reference]), {})
    assert manager.get(columns).status_code == 302


def test_only_the_business_unit_sends_a_census(client_for):
    assert client_for(PersonFactory(role=RoleKey.SCRUTINEER)).get(reverse("intelligence:census")).status_code == 403


def test_working_days_are_counted_as_everywhere_even_for_days_long_ago():
    between = working_days()
    assert between(date(2023, 6, 1), date(2023, 6, 22)) == 15
    assert between(date(1990, 1, 1), date(2012, 1, 4)) > 0


@pytest.fixture(params=["fake_CIN_data.xml", "CIN_Census_2024.xml"])
def a_file_of_others(request, tmp_path) -> Path:
    """Return a census that others made where it is at hand, else one of the same form that is made here."""
    if (REAL / request.param).exists():
        return REAL / request.param
    old = "fake" in request.param
    children = [
        a_child(
            f"C{number}",
            an_episode(f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}", a_plan("2023-06-01", "2023-08-20")),
            an_episode("2021-02-03"),
            sex="GenderCurrent" if old else "Sex",
        )
        for number in range(40)
    ]
    made = tmp_path / request.param
    facts = {"year": "2023", "reference": "2023-12-31"} if old else {"year": "2024"}
    made.write_bytes(a_census(children, **facts))
    return made


def test_files_made_by_others_are_counted(a_file_of_others):
    with a_file_of_others.open("rb") as file:
        census, tally = services.count(file)
    assert census.number == file_children(a_file_of_others) > 0
    # One of the files at hand has no referral within its year.
    assert sum(tally.counted["referrals"]) == referrals_in_the_year(a_file_of_others, tally)


def file_children(path: Path) -> int:
    return path.read_text().count("<ChildIdentifiers>")


def referrals_in_the_year(path: Path, tally) -> int:
    """Count the referrals of the year in the plain text: a second way."""
    found = 0
    for child in path.read_text().split("<Child>")[1:]:
        days = {part.split("<")[0] for part in child.split("<CINreferralDate>")[1:]}
        found += sum(f"{tally.began}" <= day <= f"{tally.reference}" for day in days)
    return found
