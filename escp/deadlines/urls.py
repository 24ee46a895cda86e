from django.urls import path

from escp.deadlines.views import calendar, changes

app_name = "deadlines"
urlpatterns = [
    path("deadlines/<int:pk>/", changes.deadline, name="deadline"),
    path("deadlines/<int:pk>/pause/", changes.pause, name="pause"),
    path("deadlines/<int:pk>/restart/", changes.restart, name="restart"),
    path("deadlines/<int:pk>/start/", changes.correct_start, name="correct-start"),
    path("deadlines/<int:pk>/lateness/", changes.explain_lateness, name="explain-lateness"),
    path("calendar/", calendar.calendar, name="calendar"),
    # Anything at all may be asked for: a mistyped address is answered as an unknown one.
    path("calendar/<path:token>.ics", calendar.feed, name="feed"),
    path("accounts/calendar/", calendar.my_calendar, name="my-calendar"),
    path("accounts/calendar/stop/", calendar.stop_my_calendar, name="my-calendar-stop"),
]
