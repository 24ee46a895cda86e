"""Addresses of independent scrutiny, under /intelligence/scrutiny/ and in the names of `intelligence`."""

from django.urls import path

from escp.partnership import converters  # noqa: F401  registers any_reference
from intelligence.scrutiny import views

answer = "<any_reference:reference>/challenges/<any_reference:raised>/<any_reference:asked>/"
urlpatterns = [
    path("", views.scrutinies, name="scrutinies"),
    path("refer/<any_reference:reference>/", views.refer, name="scrutiny-refer"),
    path("new/", views.new, name="scrutiny-new"),
    path("<any_reference:reference>/", views.scrutiny, name="scrutiny"),
    path("<any_reference:reference>/change/", views.change, name="scrutiny-change"),
    path("<any_reference:reference>/report/", views.report, name="scrutiny-report"),
    path("<any_reference:reference>/challenge/", views.challenge, name="scrutiny-challenge"),
    path(answer, views.judge, name="scrutiny-judge"),
]
