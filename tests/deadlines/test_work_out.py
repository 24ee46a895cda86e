"""`manage.py work_out`: one answer or many, in words or as JSON, and no question that breaks it."""

import json
from datetime import date
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from escp.deadlines import queries
from escp.deadlines.models import LocalHoliday
from tests.deadlines.records import an_agreed_rule

pytestmark = pytest.mark.django_db
KEYS = {"clock", "start", "due", "skipped", "rule", "authority"}


def work_out(*arguments: str) -> str:
    out = StringIO()
    call_command("work_out", *arguments, stdout=out)
    return out.getvalue()


def answers(text: str | bytes, monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    raw = text if isinstance(text, bytes) else text.encode()
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(raw)))
    return [json.loads(line) for line in work_out("--stdin", "--json").splitlines()]


def test_a_day_clock_answers_with_a_plain_date_and_its_working():
    answer = json.loads(work_out("reviews.rapid-review", "2025-12-12", "--json"))

    assert set(answer) >= KEYS
    assert (answer["due"], answer["rule"], answer["start"]) == ("2026-01-07", "15 working days", "2025-12-12")
    assert {"date": "2025-12-25", "why": "Christmas Day"} in answer["skipped"]
    assert "Panel guidance 2025" in answer["authority"]
    assert answer["steps"][13] == "2026-01-06"


def test_an_hour_clock_answers_with_an_offset():
    answer = json.loads(work_out("cdop.notification", "2027-03-27T15:00", "--json"))

    assert answer["due"] == "2027-03-28T16:00:00+01:00"
    assert answer["skipped"] == []


def test_a_month_clock_names_the_working_day_to_aim_for():
    answer = json.loads(work_out("reviews.lcspr", "2025-08-31", "--json"))

    assert (answer["due"], answer["target"]) == ("2026-02-28", "2026-02-27")


def test_in_words_the_answer_says_due_skipped_and_authority():
    text = work_out("reviews.lcspr", "2025-08-31") + work_out("reviews.notify-panel", "2025-12-24")

    assert "Due 2026-02-28 (aim for 2026-02-27, the working day before)" in text
    assert "skips 2025-12-26: Boxing Day" in text
    assert "Children Act 2004" in text


def test_a_moment_counts_from_its_london_date():
    answer = json.loads(work_out("reviews.notify-panel", "2026-06-30T23:30:00Z", "--json"))

    assert answer["start"] == "2026-07-01"


def test_a_bad_line_answers_with_an_error_and_the_rest_go_on(monkeypatch):
    lines = [
        b"reviews.notify-panel 2025-12-24",
        b"no.such 2025-12-24",
        b"reviews.notify-panel 2025-02-30",
        b"reviews.notify-panel",
        b"",
        b"\xff\xfe \x00",
        b"reviews.notify-panel 9999-12-31",
        b"cdop.ncmd 0001-01-01T00:00+14:00",
        b"  reviews.notify-panel\t2025-12-24T10:00 ",
    ]
    given = answers(b"\n".join(lines) + b"\n", monkeypatch)

    assert len(given) == len(lines)
    assert ["error" in answer for answer in given] == [False, True, True, True, True, True, True, True, False]
    assert all({"clock", "start"} <= set(answer) for answer in given)


@pytest.mark.parametrize("arguments", [("no.such", "2025-12-24"), ("cdop.ncmd", "yesterday"), ("cdop.ncmd",), ()])
def test_one_question_that_cannot_be_answered_is_an_error(arguments):
    with pytest.raises(CommandError):
        work_out(*arguments)


def test_one_question_as_json_still_answers_json_and_fails():
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("work_out", "no.such", "2025-12-24", "--json", stdout=out)

    assert "error" in json.loads(out.getvalue())


def test_a_clock_whose_date_is_set_by_a_person_says_so(connected, monkeypatch):
    from escp.deadlines.choices import Level
    from tests.deadlines.records import KEY, declare

    declare(length=None, due_field="ends_at", level=Level.LOCAL)

    assert "set on the record" in answers(f"{KEY} 2026-01-01", monkeypatch)[0]["error"]


def test_local_holidays_and_local_rules_count_and_are_read_once(monkeypatch, django_assert_num_queries):
    LocalHoliday.objects.create(day=date(2025, 12, 29), title="Day of thanks", source="Proclamation")
    an_agreed_rule(clock="reviews.notify-panel", effective_from=date(2026, 1, 1), number=3, unit="working days")
    with django_assert_num_queries(3):
        given = answers("reviews.notify-panel 2025-12-22\nreviews.notify-panel 2026-02-02\n" * 50, monkeypatch)

    assert [answer["due"] for answer in given[:2]] == ["2026-01-02", "2026-02-05"]
    assert {"date": "2025-12-29", "why": "Day of thanks"} in given[0]["skipped"]


def test_without_a_database_the_dates_of_the_law_are_worked_out_all_the_same(monkeypatch, capsys):
    def no_database() -> None:
        raise OperationalError("no such table")

    monkeypatch.setattr(queries, "rule_book", no_database)

    assert "2025-12-31" in work_out("reviews.notify-panel", "2025-12-22")
    assert "without local bank holidays" in capsys.readouterr().err
