"""The pages of the partnership's groups, with so many rows: whose cost tests/sweeps/test_queries.py holds."""

from django.urls import reverse

from tests.factories.partnership import DeputyFactory, GroupFactory, SeatFactory


def groups(rows, _):
    for _ in range(rows):
        SeatFactory(part="chair")
    return reverse("partnership:groups")


def with_seats(rows, page):
    group = GroupFactory()
    for _ in range(rows):
        DeputyFactory(person=SeatFactory(group=group).person)
    return reverse(page, args=[group.pk])


def group(rows, _):
    return with_seats(rows, "partnership:group")


def group_quorum(rows, _):
    return with_seats(rows, "partnership:group-quorum")


def group_history(rows, _):
    return with_seats(rows, "partnership:group-history")
