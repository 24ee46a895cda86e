"""Addresses of the children in need census, in the names of `intelligence`."""

from django.urls import path

from escp.partnership import converters  # noqa: F401  registers any_reference
from intelligence.census import views

urlpatterns = [
    path("", views.census, name="census"),
    path("<any_reference:reference>/columns/", views.columns, name="census-columns"),
]
