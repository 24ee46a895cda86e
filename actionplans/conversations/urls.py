"""Addresses of challenge and support, under /actions/conversations/ and in the names of `actionplans`."""

from django.urls import path, register_converter

from actionplans.conversations import views
from escp.partnership.converters import AnyReference


class ConversationReference(AnyReference):
    regex = r"(?:CSC|csc)-[0-9]{4}-[0-9]{3,6}"


register_converter(ConversationReference, "conversation")

urlpatterns = [
    path("", views.conversations, name="conversations"),
    path("open/", views.open_round, name="conversations-open"),
    path("for-the-update/", views.for_the_update, name="conversations-update"),
    path("<conversation:reference>/", views.conversation, name="conversation"),
    path("<conversation:reference>/dates/", views.dates, name="conversation-dates"),
    path("<conversation:reference>/bring-in/", views.bring_in, name="conversation-bring-in"),
    path("<conversation:reference>/words/", views.words, name="conversation-words"),
    path("<conversation:reference>/actions/<int:number>/", views.line, name="conversation-line"),
]
