"""Addresses of young people’s voice, under /intelligence/young-people/ and in the names of `intelligence`."""

from django.urls import path

from escp.partnership import converters  # noqa: F401  registers any_reference
from intelligence.young import views

urlpatterns = [
    path("", views.young_voices, name="young-voices"),
    path("new/", views.young_voice_new, name="young-voice-new"),
    path("new-address/", views.ambassadors_new_link, name="ambassadors-new-link"),
    path("page/<str:token>/", views.ambassadors, name="ambassadors"),
    path("page/<str:token>/thank-you/", views.ambassadors_thanks, name="ambassadors-thanks"),
    path("<any_reference:reference>/", views.young_voice, name="young-voice"),
    path("<any_reference:reference>/change/", views.young_voice_change, name="young-voice-change"),
]
