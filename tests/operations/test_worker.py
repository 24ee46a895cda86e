"""What the worker takes from the queue, and what beat puts there."""

import pickle

import pytest
from kombu.exceptions import ContentDisallowed
from kombu.serialization import loads

from escp.celery import app


def test_the_worker_refuses_a_pickled_message():
    message = pickle.dumps(["anything"])

    with pytest.raises(ContentDisallowed):
        loads(message, "application/x-python-serialize", "binary", accept=app.conf.accept_content)


def test_the_timetable_is_in_utc_where_no_hour_is_skipped_or_comes_twice():
    assert app.conf.timezone == "UTC"
    assert app.conf.enable_utc


def test_every_task_of_the_timetable_exists_and_expires_before_many_pile_up():
    app.loader.import_default_modules()

    for name, entry in app.conf.beat_schedule.items():
        assert entry["task"] in app.tasks, name
        assert entry["options"]["expires"] <= 600, name


def test_the_first_sweep_comes_at_once_and_not_a_minute_after_the_start():
    entry = app.conf.beat_schedule["sweep"]

    assert entry["last_run_at"].year < 2010


def test_a_task_is_done_again_when_its_worker_dies():
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
