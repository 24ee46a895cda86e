"""Reference data of the clocks: extra bank holidays and dated changes to rules. Deadlines themselves are derived."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from escp.deadlines.models import ClockRule, LocalHoliday


@admin.register(LocalHoliday)
class LocalHolidayAdmin(SimpleHistoryAdmin):
    list_display = ["day", "title", "source"]


@admin.register(ClockRule)
class ClockRuleAdmin(SimpleHistoryAdmin):
    list_display = ["clock", "effective_from", "number", "unit", "reason"]
    list_filter = ["clock"]
