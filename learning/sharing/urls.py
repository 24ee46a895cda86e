"""Addresses of what passes learning on, under /sharing/ and in the names of `learning`."""

from django.urls import path

from escp.partnership import converters  # noqa: F401  registers any_reference
from learning.sharing import pulse_views, views

urlpatterns = [
    path("", views.sharing, name="sharing"),
    path("new/", views.new, name="sharing-new"),
    path("reach/", views.reach, name="sharing-reach"),
    path("stuck/<str:token>/", pulse_views.pulse, name="pulse"),
    path("stuck/<str:token>/thanks/", pulse_views.thanks, name="pulse-thanks"),
    path("<any_reference:reference>/", views.shared, name="shared"),
    path("<any_reference:reference>/change/", views.change, name="shared-change"),
    path("<any_reference:reference>/correct/", views.correct, name="shared-correct"),
]
