"""One include an app."""

from django.contrib import admin
from django.urls import include, path

handler400 = "escp.ui.errors.bad_request"
handler403 = "escp.ui.errors.forbidden"
handler404 = "escp.ui.errors.not_found"
handler500 = "escp.ui.errors.server_error"

urlpatterns = [
    path("", include("home.urls")),
    path("", include("learning.urls")),
    path("", include("escp.deadlines.urls")),
    path("", include("escp.partnership.urls")),
    path("documents/", include("escp.documents.urls")),
    path("reviews/", include("reviews.urls")),
    path("", include("audits.urls")),
    path("child-deaths/", include("cdop.urls")),
    path("intelligence/", include("intelligence.urls")),
    path("returns/", include("escp.returns.urls")),
    path("actions/", include("actionplans.urls")),
    path("steps/", include("escp.lifecycle.urls")),
    path("papers/", include("escp.reports.urls")),
    path("ui/", include("escp.ui.urls")),
    path("accounts/", include("escp.access.urls")),
    path("admin/", admin.site.urls),
]
