"""The reports on the years, and what agencies contributed to them."""

from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from escp.partnership.models import Person
from escp.partnership.models.plan import year_of
from escp.returns.choices import REPLIED, ReturnState
from escp.returns.models import Return
from learning.choices import OWED_THE_REPORT, PublicationState, ShareMethod
from learning.models import CopySent, LearningPublication
from learning.models.publications import OVER
from learning.publications.queries import publications_for

CONTRIBUTION = "learning.report-contribution"


def reports_for(person: Person) -> QuerySet[LearningPublication]:
    """Return the yearly reports that a person works on, the latest year first."""
    return publications_for(person).filter(kind=ShareMethod.YEARLY_REPORT).order_by("-gathered_from", "-pk")


def report_on(year: int) -> LearningPublication | None:
    """Return the report on a year, named by its April, that stands; the published one while a correction is written."""
    rows = LearningPublication.objects.filter(kind=ShareMethod.YEARLY_REPORT, gathered_from=date(year, 4, 1))
    return rows.exclude(state__in=OVER).order_by(F("published_on").asc(nulls_last=True), "pk").first()


def years_to_begin() -> list[int]:
    """Return the years whose report can be begun: this one, so that it fills all year, and the one before."""
    this_year = year_of(timezone.localdate())
    return [year for year in (this_year - 1, this_year) if report_on(year) is None]


def asked_for(report: LearningPublication) -> list[Return]:
    """Return what agencies were asked to contribute to a report and not called off, by agency. One query."""
    rows = Return.objects.filter(_about_editions(report.gathered_from, report.gathered_to))
    rows = rows.exclude(state=ReturnState.WAIVED).select_related("agency", "request")
    return list(rows.order_by("agency__name", "pk"))


def is_handed_over(year: int) -> bool:
    """Say whether the draft of a year’s report is finished: somebody handed it to a second person."""
    report = report_on(year)
    return report is not None and not report.is_open


def is_signed(year: int) -> bool:
    """Say whether a safeguarding partner signed a year’s report."""
    report = report_on(year)
    return report is not None and report.approved_at is not None


def is_published(year: int) -> bool:
    """Say whether a year’s report is published."""
    report = report_on(year)
    return report is not None and report.state == PublicationState.PUBLISHED


def every_copy_is_sent(year: int) -> bool:
    """Say whether a copy of a year’s report, in any edition, went to all who are owed one."""
    owed = CopySent.objects.filter(
        publication__kind=ShareMethod.YEARLY_REPORT,
        publication__gathered_from=date(year, 4, 1),
        recipient__in=OWED_THE_REPORT,
    )
    return owed.order_by().values("recipient").distinct().count() == len(OWED_THE_REPORT)


def every_contribution_is_in(year: int) -> bool:
    """Say whether every agency that was asked to contribute to a year’s report has replied."""
    report = report_on(year)
    asked = asked_for(report) if report else []
    return bool(asked) and all(one.state in REPLIED for one in asked)


def contributed(since: date, until: date) -> list[Return]:
    """Return what agencies contributed to the report on a year and the unit accepted. Two queries at most."""
    rows = Return.objects.filter(_about_editions(since, until), state=ReturnState.ACCEPTED, is_nil=False)
    return list(rows.select_related("agency").prefetch_related("parts").order_by("agency__name", "pk"))


def _about_editions(since: date | None, until: date | None) -> Q:
    """Return the condition that something was contributed to the report on a year: a corrected edition keeps it."""
    reports = LearningPublication.objects.filter(
        kind=ShareMethod.YEARLY_REPORT, gathered_from=since, gathered_to=until
    ).exclude(state=PublicationState.WITHDRAWN)
    return Q(request__kind=CONTRIBUTION, request__about_reference__in=reports.values("reference"))
