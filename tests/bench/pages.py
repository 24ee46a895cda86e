"""CPU time a request of pages that grow, against two bare pages with the same middleware, session and database.

The requests go through every middleware in this process, whose user and system time is what is measured.
"""

import argparse
import os
import time
from collections.abc import Callable

import django
from django.db import connection

SIZES = (1_000, 10_000, 100_000)


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench pages", description=__doc__)
    parser.add_argument("--requests", type=int, default=10, help="requests a round")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--deadlines", type=int, default=100_000)
    asked = parser.parse_args()

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
    django.setup()
    from django.core.management import call_command

    from escp.access.roles import RoleKey
    from escp.deadlines.models import Deadline
    from tests.bench import seed
    from tests.bench.rounds import in_turn, show
    from tests.factories.learning import FindingFactory
    from tests.factories.partnership import PersonFactory
    from tests.factories.reviews import RapidReviewFactory

    call_command("migrate", verbosity=0)
    owners = seed.people(asked.deadlines // 200)
    seed.deadlines(asked.deadlines, owners)
    manager = signed_in(PersonFactory(role=RoleKey.BUSINESS_MANAGER))
    owner = signed_in(Deadline.objects.filter(owed_person=owners[0]).first().owed_person)
    review = RapidReviewFactory()
    finding = FindingFactory(activity=review.activity)

    pages = {
        "B0 empty page": cost(manager, "/bench/empty/", asked.requests),
        "B1 plain list": cost(manager, "/bench/list/", asked.requests),
        "My week, 200 items": cost(owner, "/", asked.requests),
        "record page": cost(manager, review.get_absolute_url(), asked.requests),
    }
    floors = dict.fromkeys(list(pages)[2:], "B1 plain list")
    print(f"{asked.deadlines:,} deadlines, {asked.requests} requests a round")  # noqa: T201
    show(in_turn(pages, asked.rounds), floors)
    for size in SIZES:
        seed.copies(finding, size - 1)
        name = f"list of findings at {size:,}"
        works = {"B1 plain list": pages["B1 plain list"], name: cost(manager, "/findings/", asked.requests)}
        show(in_turn(works, asked.rounds), {name: "B1 plain list"})


def signed_in(person: object) -> object:
    from django.test import Client

    from escp.access import second_factor

    client = Client()
    client.force_login(person)
    session = client.session
    second_factor.mark(session, person)
    session.save()
    return client


def cost(client: object, url: str, requests: int) -> Callable[[], float]:
    """Return what measures one round: the CPU time of a request, in seconds."""

    def run() -> float:
        began = time.process_time()
        for _ in range(requests):
            response = client.get(url)
            assert response.status_code == 200, (url, response.status_code)
        return (time.process_time() - began) / requests

    assert connection.vendor == "postgresql"
    return run


if __name__ == "__main__":
    main()
