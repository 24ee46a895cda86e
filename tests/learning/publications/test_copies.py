"""Copies of what was published, sent outside the partnership: recorded once, and the day of the year plan is done."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.partnership.models.plan import year_of
from home.choices import PlanState
from home.year_plan.queries import said_done
from learning import plan_days
from learning.choices import CopyTo
from learning.models import CopySent
from learning.publications import services
from tests.actionplans.sending import send
from tests.factories.home import FixedPointFactory
from tests.factories.partnership import PersonFactory
from tests.factories.publications import a_publication, a_report
from tests.pages import text_of

pytestmark = pytest.mark.django_db
LAST_YEAR = year_of(timezone.localdate()) - 1


def record(client, publication, recipient, day):
    url = reverse("learning:publication-copy", args=[publication.reference])
    boxes = {"sent_on_day": day.day, "sent_on_month": day.month, "sent_on_year": day.year}
    return send(client, url, recipient=recipient, **boxes, how="By e-mail")


def test_the_day_of_the_year_plan_is_done_once_both_copies_are_recorded(client_for):
    report = a_report("published", year=LAST_YEAR)
    point = FixedPointFactory(key="report-sent", year=report.gathered_to.year)
    client, today = client_for(PersonFactory()), timezone.localdate()
    page = text_of(client.get(report.get_absolute_url()))
    assert "once both are recorded, the day of the year plan is done" in page
    assert client.get(reverse("learning:publication-copy", args=[report.reference])).status_code == 200
    assert record(client, report, CopyTo.PANEL, today).status_code == 302
    point.refresh_from_db()
    assert point.is_open
    assert "A copy to them is recorded already" in text_of(record(client, report, CopyTo.PANEL, today))
    assert record(client, report, CopyTo.FOUNDATIONS, today).status_code == 302
    point.refresh_from_db()
    assert (point.state, point.done_on, point.note) == (PlanState.DONE, today, f"Recorded with {report.reference}.")
    shown = text_of(client.get(report.get_absolute_url()))
    assert "Child Safeguarding Practice Review Panel" in shown
    assert "By e-mail" in shown


def test_a_copy_of_a_draft_or_before_publication_is_refused(client_for):
    client, report = client_for(PersonFactory()), a_report("published")
    yesterday = timezone.localdate() - timedelta(days=1)
    assert "when it was published" in text_of(record(client, report, CopyTo.PANEL, yesterday))
    copy = CopySent(publication=a_publication(), recipient=CopyTo.NSPCC, sent_on=yesterday)
    with pytest.raises(ValidationError, match="Only what stands published"):
        services.record_copy(by=PersonFactory(), copy=copy)


def test_what_is_settled_or_not_in_the_plan_and_what_is_no_report_ticks_nothing(monkeypatch):
    by, today = PersonFactory(), timezone.localdate()
    for publication in (a_report("published", year=LAST_YEAR), a_publication("published")):
        for recipient in (CopyTo.PANEL, CopyTo.FOUNDATIONS):
            services.record_copy(by=by, copy=CopySent(publication=publication, recipient=recipient, sent_on=today))
    settled = FixedPointFactory(key="report-sent", year=2020, state=PlanState.NOT_THIS_YEAR, not_because="None.")
    early = FixedPointFactory(key="report-sent", year=today.year + 1)
    for point in (settled, early):
        plan_days.finish(by=by, year=point.year, key="report-sent", done_on=today, note="")
    settled.refresh_from_db()
    early.refresh_from_db()
    assert settled.state == PlanState.NOT_THIS_YEAR
    assert early.is_open
    monkeypatch.setattr(plan_days, "_plans", [])
    plan_days.finish(by=by, year=2020, key="report-sent", done_on=today, note="")


def test_a_plan_that_is_made_after_the_copies_were_sent_says_that_they_are_recorded():
    report, by = a_report("published", year=LAST_YEAR), PersonFactory()
    point = FixedPointFactory(key="report-sent", year=LAST_YEAR + 1)
    assert said_done(point) == ""
    for recipient in (CopyTo.PANEL, CopyTo.FOUNDATIONS):
        CopySent.objects.create(publication=report, recipient=recipient, sent_on=timezone.localdate(), recorded_by=by)
    assert said_done(point) == "Copies to the National Panel and to Foundations are recorded."
