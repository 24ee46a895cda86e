"""All authorities in a funnel: limits held against other ways of working them out, and the page in words."""

import csv
import io
from math import exp, lgamma, log, sqrt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from intelligence.choices import Level, Unit
from intelligence.indicators import services
from intelligence.indicators.counted import companions
from intelligence.indicators.kinds import kind_of
from intelligence.indicators.plans import plan_of
from intelligence.indicators.queries import sheet_of
from intelligence.models import Figure, Indicator
from intelligence.scorecards.funnel import ACTION, WARNING, Counted, byar, funnel, wilson, z_of
from tests.factories.indicators import ENFIELD, ENGLAND, IndicatorFactory
from tests.factories.partnership import PersonFactory
from tests.pages import text_of

HEADINGS = [
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
    "old_la_code", "new_la_code", "la_name", "category", "Referrals", "Referrals_rate", "Re_referrals",
    "Re_referrals_percent",
]  # fmt: skip
OURS = (ENFIELD, 4000, 1200)


def authority(number):
    return [*ENFIELD[:5], str(400 + number), f"E08{number:06}", f"Place {number}"]


def brought_in(ours=OURS, others=12, period="2024"):
    """Bring in a file with our figures and those of other authorities: a fifth of about 3,000 referrals each."""
    person = PersonFactory()
    services.add_starter_set(by=person)
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(HEADINGS)
    areas = [ours, *((authority(number), 3000 + 50 * number, 600 + 10 * number) for number in range(others))]
    for area, whole, part in [*areas, (ENGLAND, 600_000, 120_000)]:
        rows.writerow(
            [period, "Reporting year", *area, "All", whole, f"{whole / 8:.1f}", part, f"{part * 100 / whole:.1f}"]
        )
    file = SimpleUploadedFile("made-up.csv", out.getvalue().encode(), "text/csv")
    imported = services.receive(by=person, file=file, title="Made-up")
    sheet = sheet_of(imported)
    seen = services.mark_of(imported, plan_of(imported, sheet))
    services.bring_in(by=person, imported=imported, sheet=sheet, seen=seen)
    return imported


def poisson_to(count, expected):
    """Return how likely so many or fewer are."""
    return sum(exp(k * log(expected) - expected - lgamma(k + 1)) for k in range(count + 1))


def test_the_standard_errors_are_those_of_the_tables():
    assert z_of(WARNING) == pytest.approx(1.959964)
    assert z_of(ACTION) == pytest.approx(3.090232)


@given(st.floats(0.01, 0.99), st.integers(5, 20_000), st.sampled_from([WARNING, ACTION]))
def test_limits_of_a_percentage_solve_the_score_equation(centre, whole, level):
    for limit in wilson(centre, whole, level):
        assert abs(limit - centre) == pytest.approx(z_of(level) * sqrt(limit * (1 - limit) / whole), abs=1e-6)


@pytest.mark.parametrize("expected", [10, 25, 100, 400])
@pytest.mark.parametrize("level", [WARNING, ACTION])
def test_limits_of_a_rate_are_close_to_the_exact_poisson_ones(expected, level):
    low, high = byar(expected / 1000, 1000, level)
    tail = (1 - level) / 2
    # The exact limits of a count: below the lower one so many are as unlikely as `tail`, and above the upper one.
    assert 1 - poisson_to(expected - 1, low * 1000) == pytest.approx(tail, rel=0.35)
    assert poisson_to(expected, high * 1000) == pytest.approx(tail, rel=0.35)


def test_a_rate_of_nothing_has_no_lower_limit():
    assert byar(0.0, 100, WARNING)[0] == 0


def test_places_are_judged_by_the_limits_of_their_own_size():
    alike = [Counted(str(number), 200, 1000) for number in range(12)]
    far = [Counted("High", 400, 1000), Counted("Small", 4, 10), Counted("Low", 182, 1000)]
    found = funnel([*alike, *far], is_rate=False)
    stands = {one.counted.name: (one.beyond, one.is_above) for one in found.places}
    assert stands["High"] == (ACTION, True)
    assert stands["Small"] == (0.0, False)
    assert stands["Low"] == (WARNING, False)
    assert not found.has_more_than_chance
    assert funnel(alike[:9], is_rate=False) is None
    assert funnel([Counted("None", 0, 100)] * 12, is_rate=True) is None
    assert funnel([*alike, *far[:1] * 3], is_rate=True).has_more_than_chance


@pytest.mark.django_db
def test_a_file_brings_all_authorities_with_what_was_counted(client_for):
    imported = brought_in()
    ours = Figure.objects.get(indicator__code="I04", level=Level.AUTHORITY)
    assert (ours.numerator, ours.denominator) == (1200, 4000)
    rate = Figure.objects.get(indicator__code="I03", level=Level.AUTHORITY)
    assert (rate.numerator, rate.denominator) == (4000, 80_000)
    assert Figure.objects.filter(indicator__code="I04", level=Level.OTHER).count() == 12

    client = client_for(PersonFactory())
    assert "Place 3" not in text_of(client.get(ours.indicator.get_absolute_url()))
    address = reverse("intelligence:indicator-authorities", args=["I04"])
    page = text_of(client.get(address))
    assert "Enfield, 30.0%, lies above the outer limits about 20." in page
    assert "which is worse: more than chance" in page
    assert "Wilson’s, 95% and 99.8%" in page
    assert "Place 3" in page
    assert "Place 3" in text_of(client.get(address, {"period": "x'--"}))
    assert "Byar’s" in text_of(client.get(reverse("intelligence:indicator-authorities", args=["I03"])))
    assert imported.counts["new"] == 28


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ours", "said"),
    [
        ((ENFIELD, 4000, 810), "it does not stand out from chance"),
        ((authority(99), 4000, 810), "Enfield has no figure for this period"),
        ((ENFIELD, 4000, 600), "which is better: more than chance"),
    ],
)
def test_where_ours_stands_is_said_in_words(client_for, ours, said):
    brought_in(ours)
    page = text_of(client_for(PersonFactory()).get(reverse("intelligence:indicator-authorities", args=["I04"])))
    assert said in page


@pytest.mark.django_db
def test_too_few_authorities_and_counts_have_no_funnel(client_for):
    brought_in(others=3)
    client = client_for(PersonFactory())
    for code in ("I04", IndicatorFactory(unit=Unit.COUNT).code):
        page = text_of(client.get(reverse("intelligence:indicator-authorities", args=[code])))
        assert "needs the figures of at least ten authorities" in page


@pytest.mark.django_db
def test_what_is_counted_is_found_by_name_and_by_the_numbers():
    sheet = sheet_of(services.receive(by=PersonFactory(), file=_file("Part,Part_percent,Whole,Other"), title="x"))
    found = companions(sheet, 1, 12)
    assert (found.count, found.whole) == (11, 13)
    assert companions(sheet, 1, 11) is None
    sheet = sheet_of(services.receive(by=PersonFactory(), file=_file("Part,Part_percent,X,Other"), title="x"))
    assert companions(sheet, 1, 12).whole == 13
    sheet = sheet_of(services.receive(by=PersonFactory(), file=_file("Part,Share_percent,X,Other"), title="x"))
    assert companions(sheet, 1, 12) is None


def _file(names):
    text = "\n".join(
        [",".join([*HEADINGS[:11], names])]
        + [
            ",".join([str(year), "Reporting year", *ENFIELD, "All", part, share, whole, "7"])
            for year, part, share, whole in [
                (2024, "10", "20.0", "50"),
                (2023, "15", "30.0", "50"),
                (2022, "c", "c", "50"),
                (2021, "0", "0.0", "50"),
            ]
        ]
    )  # fmt: skip
    return SimpleUploadedFile("made-up.csv", text.encode(), "text/csv")


@pytest.mark.django_db
def test_where_no_column_fits_it_is_worked_back_from_the_share():
    person = PersonFactory()
    services.add_starter_set(by=person)
    text = ",".join([*HEADINGS[:11], "Re_referrals", "Re_referrals_percent"]) + "\n"
    text += "".join(
        ",".join([str(year), "Reporting year", *ENFIELD, "All", *measures]) + "\n"
        for year, measures in [(2024, ("10", "20.0")), (2023, ("0", "0")), (2022, ("c", "20"))]
    )
    imported = services.receive(
        by=person, file=SimpleUploadedFile("x.csv", text.encode(), "text/csv"), title="Without the whole"
    )
    found = kind_of(imported).read(imported, sheet_of(imported)).each
    assert [(one.numerator, one.denominator) for one in found] == [(10, 50), (None, None), (None, None)]
    assert Indicator.objects.filter(code="I04").exists()
