"""Addresses of publications, under /publications/ for those who write them and /published/ for those who read them."""

from django.urls import path

from escp.partnership import converters  # noqa: F401  registers any_reference
from learning.publications import views

urlpatterns = [
    path("publications/", views.publications, name="publications"),
    path("publications/update/new/", views.update_new, name="update-new"),
    path("publications/briefing/new/", views.briefing_new, name="briefing-new"),
    path("publications/<any_reference:reference>/", views.publication, name="publication"),
    path("publications/<any_reference:reference>/draft/", views.draft, name="publication-draft"),
    path("publications/<any_reference:reference>/change/", views.change, name="publication-change"),
    path("publications/<any_reference:reference>/correct/", views.correct, name="publication-correct"),
    path("publications/<any_reference:reference>/copies/new/", views.copy, name="publication-copy"),
    path("publications/<any_reference:reference>/parts/<int:pk>/", views.part, name="publication-part"),
    path("publications/<any_reference:reference>/order/", views.order, name="publication-order"),
    path("publications/<any_reference:reference>/gather/", views.gather, name="publication-gather"),
    path("publications/<any_reference:reference>/found/", views.found, name="publication-found"),
    path("published/", views.published_list, name="published-list"),
    path("published/<any_reference:reference>/", views.published, name="published"),
    path("published/<any_reference:reference>.txt", views.published_plain, name="published-plain"),
    path("published/<any_reference:reference>.pdf", views.published_pdf, name="published-pdf"),
]
