"""Addresses of the partnership's own figures, in the names of `intelligence`."""

from django.urls import path

from escp.partnership import converters  # noqa: F401  registers any_reference
from intelligence.own import views

urlpatterns = [
    path("indicators/<any_reference:code>/figures/new/", views.give, name="own-figure-new"),
    path("indicators/<any_reference:code>/figures/<int:pk>/correct/", views.correct, name="own-figure-correct"),
    path("own-figures/", views.imports, name="own-imports"),
    path("own-figures/<any_reference:reference>/sheet/", views.sheet, name="own-sheet"),
    path("own-figures/<any_reference:reference>/columns/", views.columns, name="own-columns"),
]
