"""Addresses of the figures that agencies are asked for, in the names of `intelligence`."""

from django.urls import path

from intelligence.asked import views

urlpatterns = [
    path("", views.asked_figures, name="asked-figures"),
    path("<slug:quarter>/", views.ask, name="asked-figures-ask"),
]
