"""Pages of independent scrutiny, with as many rows as asked for."""

from django.urls import reverse

from tests.factories.learning import FindingFactory
from tests.factories.scrutiny import (
    ChallengeFactory,
    ScrutinyFactory,
    ScrutinyReportFactory,
    asked_by_challenge,
    judged,
)


def scrutinies(rows, _):
    for _number in range(rows):
        ScrutinyFactory()
    return reverse("intelligence:scrutinies")


def scrutiny(rows, _):
    record = ScrutinyFactory(state="in_progress")
    for number in range(rows):
        ScrutinyReportFactory(scrutiny=record, number=number + 1)
        challenge = ChallengeFactory(scrutiny=record)
        judged(asked_by_challenge(challenge, answered=True), challenge)
        FindingFactory(activity=record.activity)
    return record.get_absolute_url()


SCRUTINY = {scrutinies: 5, scrutiny: 24}
