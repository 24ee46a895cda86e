"""Addresses of how learning is embedded, under /sharing/ and in the names of `learning`."""

from django.urls import path

from escp.partnership import converters  # noqa: F401  registers any_reference
from learning.embedding import views

urlpatterns = [
    path("events/", views.events, name="events"),
    path("events/new/", views.event_new, name="event-new"),
    path("events/said/<str:token>/", views.evaluation, name="evaluation"),
    path("events/said/<str:token>/thanks/", views.evaluation_thanks, name="evaluation-thanks"),
    path("events/<any_reference:reference>/", views.event, name="event"),
    path("events/<any_reference:reference>/change/", views.event_change, name="event-change"),
    path("events/<any_reference:reference>/attendance/", views.event_attendance, name="event-attendance"),
    path("events/<any_reference:reference>/people/", views.event_people, name="event-people"),
    path("policies/", views.policies, name="policies"),
    path("policies/new/", views.policy_new, name="policy-new"),
    path("policies/<any_reference:reference>/", views.policy, name="policy"),
    path("policies/<any_reference:reference>/change/", views.policy_change, name="policy-change"),
    path("training/", views.training, name="training"),
]
