"""Why a duty was done late: a reason and words, asked for, kept with history, and said again where it was not given."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines import queries, services
from escp.deadlines.choices import Level
from escp.deadlines.models import Lateness
from escp.partnership.services import declare_conflict
from tests.deadlines.records import KEY, a_person, a_record, declare, the_deadline

pytestmark = pytest.mark.django_db
SENT = datetime(2025, 12, 12, 15, tzinfo=UTC)


def explained(record, reason="staff", words="Two people were ill.", by=None) -> Lateness:
    return services.explain_lateness(by=by or a_person(), deadline=the_deadline(record), reason=reason, words=words)


def test_the_reason_can_be_put_better_and_history_keeps_both(clock):
    record, manager = a_record(SENT), a_person()
    explained(record)
    explained(record, reason="information", words="Health wrote late.", by=manager)

    said = the_deadline(record).lateness
    assert (said.reason, said.words, said.given_by) == ("information", "Health wrote late.", manager)
    assert list(said.history.order_by("pk").values_list("reason", flat=True)) == ["staff", "information"]


def test_what_is_in_time_has_no_lateness(clock):
    with pytest.raises(ValidationError, match="It is not late"):
        explained(a_record(timezone.now()))


def test_met_late_and_late_now_wait_for_a_reason_until_it_is_given_or_the_case_is_closed(clock):
    manager = a_person()
    late, met_late = a_record(SENT), a_record(SENT, ends_at=SENT + timedelta(days=60))
    in_time, closed = a_record(SENT, ends_at=SENT + timedelta(days=1)), a_record(SENT)
    declare_conflict(by=a_person(role=None), case=closed.case, person=manager, reason="A reason")

    waiting = set(queries.lateness_to_explain_for(manager))
    assert waiting == {the_deadline(late), the_deadline(met_late)}
    assert the_deadline(in_time) not in waiting

    explained(late)
    assert set(queries.lateness_to_explain_for(manager)) == {the_deadline(met_late)}
    assert not queries.lateness_to_explain_for(a_person(role=RoleKey.PIG_MEMBER)).exists()


def test_a_local_target_asks_nobody(connected):
    declare(level=Level.LOCAL)
    a_record(SENT)

    assert not queries.lateness_to_explain_for(a_person()).exists()


def test_a_move_in_time_needs_and_keeps_no_reason(clock):
    record = a_record(timezone.now())
    services.explain_if_late(record, KEY, at=timezone.now(), by=a_person(), reason="staff", words="Not so.")
    services.explain_if_late(record, "no.such", at=timezone.now(), by=a_person(), reason="", words="")

    assert not Lateness.objects.exists()


def test_a_late_move_needs_both_the_reason_and_the_words(clock):
    record = a_record(SENT)
    with pytest.raises(ValidationError) as refused:
        services.explain_if_late(record, KEY, at=timezone.localdate(), by=a_person(), reason="", words="  ")

    assert set(refused.value.message_dict) == {"late_reason", "late_words"}
    services.explain_if_late(record, KEY, at=timezone.now(), by=a_person(), reason="missed", words="Nobody looked.")
    assert str(the_deadline(record).lateness) == f"EX-{record.pk:05}: The date was missed"
