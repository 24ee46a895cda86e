from django.urls import path, register_converter

from escp.deadlines.converters import ClockKey
from escp.deadlines.views import calendar, changes, editions, lists, reminders, rules, work_out

register_converter(ClockKey, "clock_key")

app_name = "deadlines"
urlpatterns = [
    path("reports/work-out/", work_out.work_out_a_date, name="work-out"),
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
    path("reports/clocks/", rules.clocks, name="clocks"),
    path("reports/clocks/editions/", editions.editions, name="editions"),
    path("reports/clocks/editions/new/", editions.edition_new, name="edition-new"),
    path("reports/clocks/editions/<slug:code>/", editions.edition, name="edition"),
    path("reports/clocks/editions/<slug:code>/agree/", editions.edition_agree, name="edition-agree"),
    path("reports/clocks/editions/<slug:code>/withdraw/", editions.edition_withdraw, name="edition-withdraw"),
    path("reports/clocks/<clock_key:key>/", rules.clock, name="clock"),
    path("reports/clocks/<clock_key:key>/change/", rules.rule_new, name="rule-new"),
    path("reports/clocks/<clock_key:key>/changes/<int:number>/", rules.rule, name="rule"),
    path("reports/clocks/<clock_key:key>/changes/<int:number>/agree/", rules.rule_agree, name="rule-agree"),
    path("reports/clocks/<clock_key:key>/changes/<int:number>/withdraw/", rules.rule_withdraw, name="rule-withdraw"),
    path("deadlines/", lists.deadlines, name="deadlines"),
    path("accounts/reminders/", reminders.reminders, name="reminders"),
]
