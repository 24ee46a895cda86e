"""A paper asked for in one process is made by a real worker in another."""

import io

import pikepdf
import pytest
from django.db import connection

from escp.reports import services, tasks
from escp.reports.choices import PaperState
from home.compliance import papers
from home.compliance.periods import reporting_year
from tests.factories.partnership import PersonFactory
from tests.fault.harness import Stage

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs a database that two processes share"),
]


@pytest.fixture
def stage(tmp_path):
    stage = Stage(tmp_path)
    yield stage
    stage.stop()
    print(stage.logs())  # noqa: T201 read when the test fails


def test_a_real_worker_makes_the_compliance_paper(stage):
    person = PersonFactory()
    arguments = papers.arguments(reporting_year(2026), "statutory")
    paper = services.ask_for(by=person, kind=papers.KEY, arguments=arguments, reference="2026-27")
    stage.start_worker(senders=1)
    tell = ("-c", f"import django; django.setup(); from escp.reports.tasks import tell_the_worker as t; t({paper.pk})")
    stage.processes.remove(told := stage.start(*tell))

    def settled() -> bool:
        paper.refresh_from_db()
        return not paper.is_waiting

    assert told.wait(timeout=60) == 0
    stage.wait_until(settled, 60, "the worker to make the paper")

    assert paper.state == PaperState.READY, paper.reason
    with pikepdf.open(io.BytesIO(bytes(paper.content))) as made:
        assert len(made.pages) >= 1
    assert paper.tries == 1
    assert tasks.make_paper.soft_time_limit < services.LEASE.total_seconds()
