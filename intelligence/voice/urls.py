"""Addresses of surveys, under /intelligence/surveys/ and in the names of `intelligence`."""

from django.urls import path

from escp.partnership import converters  # noqa: F401  registers any_reference
from intelligence.voice import public_views, views

urlpatterns = [
    path("", views.surveys, name="surveys"),
    path("new/", views.new, name="survey-new"),
    path("answer/<str:token>/", public_views.answer, name="survey-answer"),
    path("answer/<str:token>/thank-you/", public_views.thanks, name="survey-thanks"),
    path("<any_reference:reference>/", views.survey, name="survey"),
    path("<any_reference:reference>/change/", views.change, name="survey-change"),
    path("<any_reference:reference>/groups/", views.groups, name="survey-groups"),
    path("<any_reference:reference>/poster/", views.poster, name="survey-poster"),
    path("<any_reference:reference>/comments/", views.comments, name="survey-comments"),
]
