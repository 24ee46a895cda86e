"""Pages of self-assessments with as many agencies as asked for."""

from django.urls import reverse

from audits.choices import CycleState
from tests.factories.section_11 import CycleFactory, EstablishmentFactory, a_cycle, staff_say


def rounds(rows, _):
    for _number in range(rows):
        CycleFactory()
    return reverse("audits:cycles")


def a_round(rows, _):
    return a_cycle(CycleState.MODERATED, bodies=rows).get_absolute_url()


def heat_map(rows, _):
    before = a_cycle(CycleState.CLOSED, bodies=rows)
    cycle = a_cycle(CycleState.FINAL, bodies=rows, previous=before)
    return reverse("audits:heat-map", args=[cycle.reference])


def say_do(rows, _):
    cycle = a_cycle(CycleState.FINAL, bodies=rows)
    for body in cycle.bodies.all():
        staff_say(body)
    return reverse("audits:say-do", args=[cycle.reference])


def schools(rows, _):
    for _number in range(rows):
        EstablishmentFactory()
    return reverse("audits:schools")


SECTION_11 = {rounds: 4, a_round: 20, heat_map: 7, say_do: 6, schools: 4}
