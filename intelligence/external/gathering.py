"""What learning from elsewhere gives to a Learning from Practice Update."""

from datetime import date

from intelligence.external.queries import decided_between
from learning.gathering import Gathered, Gatherer


def _elsewhere(since: date, until: date) -> list[Gathered]:
    return [
        Gathered(one.reference, f"{one.title} ({one.publisher})", one.summary, one.get_absolute_url())
        for one in decided_between(since, until)
    ]


ELSEWHERE = Gatherer("elsewhere", "Learning from elsewhere", 60, _elsewhere)
