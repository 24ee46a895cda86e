"""Addresses of the fuller picture, under /intelligence/picture/ and in the names of `intelligence`."""

from django.urls import path

from escp.partnership import converters  # noqa: F401  registers any_reference
from intelligence.picture import views

urlpatterns = [
    path("", views.pictures, name="pictures"),
    path("new/", views.new, name="picture-new"),
    path("lists/<any_reference:reference>/", views.hand_in, name="picture-hand-in"),
    path("<any_reference:reference>/", views.picture, name="picture"),
    path("<any_reference:reference>/change/", views.change, name="picture-change"),
    path("<any_reference:reference>/list/", views.take_list, name="picture-list"),
]
