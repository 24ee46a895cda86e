"""`manage.py rebuild_deadlines`: proves that rows equal declarations, and mends them."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from escp.deadlines.choices import DeadlineState
from escp.deadlines.models import Deadline, DeadlineMove
from escp.deadlines.registry import CLOCKS
from escp.deadlines.services import rebuilding
from escp.partnership.models import CaseAccess
from tests.deadlines.records import KEY, a_case, a_person, a_record, the_deadline

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 2, 12, tzinfo=UTC)


def rebuild(*arguments: str) -> str:
    out = StringIO()
    call_command("rebuild_deadlines", *arguments, stdout=out)
    return out.getvalue()


def refused(*arguments: str) -> str:
    out = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("rebuild_deadlines", *arguments, stdout=out)
    assert refusal.value.returncode == 1
    return out.getvalue()


def rows() -> list[dict]:
    return list(Deadline.objects.order_by("pk").values())


def test_what_is_in_step_is_proved_and_stays(clock):
    for _ in range(3):
        a_record(START)
    before = rows()

    assert "Every deadline is as its record says." in rebuild("--check")
    assert "3 records, deadlines 0 made, 0 changed, 0 withdrawn, 3 unchanged" in rebuild()
    assert rows() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"due_on": date(2027, 1, 1), "due_at": datetime(2027, 1, 1, 23, 59, 59, tzinfo=UTC)},
        {"due_on": date(2027, 1, 1)},
        {"started_at": START - timedelta(days=1)},
        {"label": "Another"},
        {"reference": "EX-0"},
        {"owed_role": "scrutineer"},
        {"next_reminder_at": None},
        {"state": "withdrawn", "next_reminder_at": None},
        {"state": "met", "stopped_at": START, "next_reminder_at": None},
    ],
    ids=lambda wrong: " ".join(wrong),
)
def test_a_row_that_was_tampered_with_is_named_and_mended(clock, wrong):
    record = a_record(START)
    [right] = rows()
    Deadline.objects.update(**wrong)
    tampered = rows()

    said = refused("--check")
    assert KEY in said
    assert all(name in said for name in wrong if name != "next_reminder_at")
    assert "Another" not in said
    assert "2027" not in said
    assert rows() == tampered
    assert not DeadlineMove.objects.exists()

    rebuild()
    assert rows() == [right]
    assert "Every deadline is as its record says." in rebuild("--check")
    assert the_deadline(record).is_open


def test_a_missing_row_is_named_and_made(clock):
    a_record(START)
    [right] = rows()
    Deadline.objects.all().delete()

    assert f"{KEY} {right['reference']}: missing" in refused("--check")
    assert not Deadline.objects.exists()

    assert "1 made" in rebuild()
    assert {name: value for name, value in rows()[0].items() if name != "id"} == {
        name: value for name, value in right.items() if name != "id"
    }


def test_what_no_longer_applies_is_withdrawn(clock):
    record = a_record(START)
    object.__setattr__(clock, "applies", lambda record: False)

    assert "state" in refused("--check")
    assert "1 withdrawn" in rebuild()
    assert the_deadline(record).state == DeadlineState.WITHDRAWN


def test_orphans_are_found_removed_and_withdrawn(clock):
    gone, kept = a_record(START), a_record(START)
    CaseAccess.objects.filter(pk=gone.pk)._raw_delete("default")
    Deadline.objects.filter(object_id=kept.pk).update(clock="tests.forgotten")

    said = refused("--check")
    assert "its record is gone" in said
    assert "tests.forgotten" in said
    assert Deadline.objects.count() == 2

    rebuild()
    assert not Deadline.objects.filter(object_id=gone.pk).exists()
    assert Deadline.objects.get(clock="tests.forgotten").state == DeadlineState.WITHDRAWN
    assert "Every deadline is as its record says." in rebuild("--check")


def test_a_record_whose_date_no_calendar_covers_is_named_and_stops_nobody(clock):
    record, other = a_record(START), a_record(START)
    CaseAccess.objects.filter(pk=record.pk).update(starts_at=datetime(1990, 1, 1, tzinfo=UTC))
    Deadline.objects.filter(object_id=other.pk).delete()

    assert "cannot be worked out" in refused("--check")
    assert "1 made" in rebuild()
    assert Deadline.objects.filter(object_id=other.pk).exists()


def test_it_works_in_batches_and_goes_on_where_it_was_cut_short(clock, monkeypatch):
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    case, person = a_case(), a_person(role=None)
    records = [a_record(START, case=case, person=person) for _ in range(5)]
    Deadline.objects.all().delete()

    said = rebuild("--after", f"partnership.caseaccess:{records[1].pk}")

    assert "3 records, deadlines 3 made" in said
    assert f"done up to partnership.caseaccess:{records[3].pk}" in said
    assert Deadline.objects.filter(object_id__gt=records[1].pk).count() == Deadline.objects.count() == 3


@pytest.mark.parametrize("place", ["nonsense", "no.model:5", "partnership.caseaccess:x"])
def test_a_place_that_is_none_is_refused(clock, place):
    with pytest.raises(CommandError, match="MODEL:KEY"):
        rebuild("--after", place)


def test_every_declared_clock_is_looked_at(clock):
    assert set(rebuilding.labels()) == {each.model.lower() for each in CLOCKS.values() if each.model}
