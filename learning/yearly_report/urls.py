"""Addresses of the yearly reports; each is written under /publications/."""

from django.urls import path

from escp.partnership import converters  # noqa: F401  registers any_reference
from learning.yearly_report import views

urlpatterns = [
    path("yearly-reports/", views.reports, name="yearly-reports"),
    path("yearly-reports/new/", views.new, name="yearly-report-new"),
    path("yearly-reports/<any_reference:reference>/missing/", views.gaps, name="yearly-report-gaps"),
]
