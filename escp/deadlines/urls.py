from django.urls import path

from escp.deadlines.views import calendar

app_name = "deadlines"
urlpatterns = [
    path("calendar/", calendar.calendar, name="calendar"),
    # Anything at all may be asked for: a mistyped address is answered as an unknown one.
    path("calendar/<path:token>.ics", calendar.feed, name="feed"),
    path("accounts/calendar/", calendar.my_calendar, name="my-calendar"),
    path("accounts/calendar/stop/", calendar.stop_my_calendar, name="my-calendar-stop"),
]
