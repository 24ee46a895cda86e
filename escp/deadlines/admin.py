"""Reference data of the clocks: extra bank holidays. Rules are not here: the admin would pass by the second person."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from escp.deadlines.models import LocalHoliday


@admin.register(LocalHoliday)
class LocalHolidayAdmin(SimpleHistoryAdmin):
    list_display = ["day", "title", "source"]
