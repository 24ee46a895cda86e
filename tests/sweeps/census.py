"""Pages of the census with as many children as asked for."""

from django.urls import reverse

from tests.factories.census import a_child, a_waiting_census, an_episode


def census(rows, _):
    for _number in range(min(rows, 3)):
        a_waiting_census()
    return reverse("intelligence:census")


def census_columns(rows, _):
    return reverse("intelligence:census-columns", args=[_waiting(rows)])


def census_import(rows, _):
    return reverse("intelligence:import", args=[_waiting(rows)])


def _waiting(rows: int) -> str:
    children = [a_child(f"C{number}", an_episode("2023-05-01")) for number in range(rows)]
    return a_waiting_census(children).reference


CENSUS = {census: 3, census_columns: 4, census_import: 5}
