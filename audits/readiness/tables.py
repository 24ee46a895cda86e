"""What the page of readiness can be filtered by."""

from typing import Any

import django_filters
from django.db.models import QuerySet

from audits.models import Criterion, InspectionFramework
from audits.readiness.queries import frameworks_for, without_evidence
from escp.ui.filters import GovFilterSet


def _frameworks(request: Any) -> QuerySet[InspectionFramework]:
    return frameworks_for(request.user)


class ReadinessFilter(GovFilterSet):
    """By framework, and those criteria alone for which no evidence is recorded."""

    framework = django_filters.ModelChoiceFilter(queryset=_frameworks, to_field_name="code", label="Framework")
    evidence = django_filters.ChoiceFilter(
        choices=[("none", "No evidence recorded")], method="of_evidence", label="Evidence"
    )

    class Meta:
        model = Criterion
        fields = ["framework", "evidence"]

    def of_evidence(self, rows: QuerySet[Criterion], name: str, value: str) -> QuerySet[Criterion]:
        return without_evidence(self.request.user, rows)
