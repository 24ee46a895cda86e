"""Addresses of the horizon, under /intelligence/horizon/ and in the names of `intelligence`."""

from django.urls import path

from escp.partnership import converters  # noqa: F401  registers any_reference
from intelligence.horizon import views

urlpatterns = [
    path("", views.horizon, name="horizon"),
    path("new/", views.new, name="risk-new"),
    path("<any_reference:reference>/", views.risk, name="risk"),
    path("<any_reference:reference>/change/", views.change, name="risk-change"),
]
