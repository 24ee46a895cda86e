"""Addresses of meetings, under /meetings/ and in the names of `home`."""

from django.urls import path, register_converter

from escp.partnership.converters import AnyReference
from home.meetings.views import agenda, meetings, minuting


class MeetingReference(AnyReference):
    regex = r"(?:MTG|mtg)-[0-9]{4}-[0-9]{3,6}"


register_converter(MeetingReference, "meeting")

urlpatterns = [
    path("", meetings.meetings, name="meetings"),
    path("new/", meetings.new, name="meeting-new"),
    path("year/", meetings.year, name="meeting-year"),
    path("<meeting:reference>/", meetings.meeting, name="meeting"),
    path("<meeting:reference>/change/", meetings.change, name="meeting-change"),
    path("<meeting:reference>/attendance/", meetings.attendance, name="meeting-attendance"),
    path("<meeting:reference>/calendar/", meetings.calendar, name="meeting-calendar"),
    path("<meeting:reference>/papers/", meetings.pack, name="meeting-pack"),
    path("<meeting:reference>/agenda/build/", agenda.build, name="meeting-build"),
    path("<meeting:reference>/agenda/new/", agenda.add, name="meeting-item-new"),
    path("<meeting:reference>/agenda/<int:number>/", agenda.change, name="meeting-item"),
    path("<meeting:reference>/agenda/<int:number>/out/", agenda.leave_out, name="meeting-item-out"),
    path("<meeting:reference>/agenda/<int:number>/in/", agenda.take_in, name="meeting-item-in"),
    path("<meeting:reference>/now/", minuting.now, name="meeting-now"),
    path("<meeting:reference>/now/<int:number>/", minuting.now_item, name="meeting-now-item"),
    path("<meeting:reference>/minutes/", minuting.minutes, name="meeting-minutes"),
    path("<meeting:reference>/minutes/<int:number>/", minuting.put_right, name="meeting-minute"),
    path("<meeting:reference>/minutes/correct/", minuting.correct, name="meeting-correct"),
]
