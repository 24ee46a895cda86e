"""Two lists of 50,000 children each, from the file to the counts: how much work, which grows with the rows."""

import random
import resource
import time

import pytest

from escp.access.roles import RoleKey
from intelligence.models import PictureEntry
from intelligence.picture.lifecycle import PICTURE
from intelligence.picture.linking import Child, keys_of, link
from intelligence.picture.quality import FIRST, LAST
from intelligence.picture.services import MOST_ROWS
from tests.factories.partnership import PersonFactory
from tests.factories.picture import PictureFactory, list_of
from tests.processor import spent

pytestmark = [pytest.mark.django_db, pytest.mark.fault]


def invented(count: int, first: int = 0) -> list[tuple]:
    """Return rows of invented children, numbered; four in ten are without the NHS number."""
    rows = []
    for number in range(first, first + count):
        dice = random.Random(number)  # noqa: S311
        born = f"{dice.randint(2009, 2026)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        post = f"XX{dice.randint(1, 20)} {dice.randint(1, 9)}{dice.choice('ABDEFGH')}{dice.choice('JLNPQ')}"
        nhs = "" if dice.random() < 0.4 else 9_990_000_000 + number
        plan = "yes" if dice.random() < 0.1 else "no"
        rows.append((nhs, dice.choice(FIRST), dice.choice(LAST), born, post, plan))
    return rows


def linking(count: int) -> float:
    """Return the processor time of linking two lists of so many children each, half of whom are on both."""
    rows = [*invented(count), *invented(count, count // 2)]
    keys = [keys_of(Child(*map(str, row[:5])), b"of a test") for row in rows]
    began = time.process_time()
    link(keys)
    return time.process_time() - began


def test_the_work_of_linking_grows_with_the_rows():
    few, many = linking(MOST_ROWS // 4), linking(MOST_ROWS)
    print(f"linked {MOST_ROWS // 2:,} rows in {few:.1f} s, {MOST_ROWS * 2:,} in {many:.1f} s")  # noqa: T201
    assert many < 4 * few * 1.5


def test_two_long_lists_are_taken_and_counted():
    picture, manager = PictureFactory(state="approved"), PersonFactory(role=RoleKey.BUSINESS_MANAGER)
    lists = invented(MOST_ROWS), invented(MOST_ROWS, MOST_ROWS // 2)
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, spent()
    for rows in lists:
        list_of(picture, rows)
    taken = spent()
    PICTURE.apply("count", picture, by=manager)
    counted, grown = spent(), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    times = f"two lists taken in {taken - began:.1f} s, counted in {counted - taken:.1f} s"
    print(f"{times}, grown by {grown} MB")  # noqa: T201
    picture.refresh_from_db()
    assert PictureEntry.objects.count() == 2 * MOST_ROWS
    assert abs(picture.result["several"] - MOST_ROWS // 2) < MOST_ROWS // 50
    assert grown < 500
