"""Addresses of external learning, under /intelligence/external/ and in the names of `intelligence`."""

from django.urls import path

from escp.partnership import converters  # noqa: F401  registers any_reference
from intelligence.external import views

urlpatterns = [
    path("", views.external, name="external"),
    path("new/", views.new, name="external-new"),
    path("<any_reference:reference>/", views.item, name="external-item"),
    path("<any_reference:reference>/change/", views.change, name="external-change"),
]
