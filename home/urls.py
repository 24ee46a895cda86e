from django.urls import include, path

from escp.partnership import converters  # noqa: F401  registers any_reference
from home.handover import views as handover_views
from home.help import views as help_views
from home.views import access_log, compliance, cycle, demo, finding_the_way, health, my_week, pages

app_name = "home"
urlpatterns = [
    path("", my_week.my_week, name="my-week"),
    path("r/<any_reference:reference>/", finding_the_way.go_to_reference, name="reference"),
    path("r/<any_reference:reference>", finding_the_way.go_to_reference),
    path("cycle/", cycle.cycle, name="cycle"),
    path("search/", finding_the_way.search, name="search"),
    path("meetings/", include("home.meetings.urls")),
    path("reports/", pages.reports, name="reports"),
    path("reports/year-plan/", include("home.year_plan.urls")),
    path("reports/compliance/", compliance.compliance, name="compliance"),
    path("reports/compliance/paper/", compliance.compliance_paper, name="compliance-paper"),
    path("reports/handover/", handover_views.handover, name="handover"),
    path("help/", help_views.help_and_roles, name="help"),
    path("help/<slug:slug>/", help_views.task, name="help-task"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accounts/access-log/", access_log.access_log, name="access-log"),
    path("accounts/demo/<str:key>/", demo.sign_in_as, name="demo-sign-in"),
    path("healthz", health.healthz, name="health"),
]
