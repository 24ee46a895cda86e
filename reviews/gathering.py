"""What national reviews give to a Learning from Practice Update."""

from datetime import date

from learning.gathering import Gathered, Gatherer
from reviews.queries.national import decided_between


def _national(since: date, until: date) -> list[Gathered]:
    return [
        Gathered(one.reference, f"{one.title} ({one.publisher})", one.about, one.get_absolute_url())
        for one in decided_between(since, until)
    ]


NATIONAL = Gatherer("national", "National learning", 50, _national)
