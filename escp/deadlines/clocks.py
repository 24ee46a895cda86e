"""The one import of an app's `clocks.py`: declare a duty with a time limit, and all the rest follows from it.

The deadline row of each record, the banner with its working, My week, the reminders and the escalation all come from
the declaration. `<app>/clocks.py` is found by itself when the project starts:

    from escp.access.roles import RoleKey
    from escp.deadlines.clocks import (
        Clock, Guidance, Level, Owed, WorkingDays, after_due, before_due, ladder, register, working_day,
    )
    from reviews.queries import incidents_for

    NOTIFY_PANEL = register(
        Clock(
            key="reviews.notify-panel",
            label="Notify the National Panel",                  # a heading: what it is
            ask="Send the notification to the National Panel",  # an order: “… by 6 March 2026” is added
            started_by="The council became aware of the incident",
            length=WorkingDays(5),                              # or Hours(24), Days(30), Weeks(6), Months(6)
            authority="Children Act 2004 section 16C(1)",
            guidance=(Guidance.WORKING_TOGETHER,),              # the edition in force at the start is added
            level=Level.GUIDANCE,                               # statutory levels remind at any hour, daily once late
            model="reviews.SeriousIncident",
            starts="aware_at",                                  # a field, a dotted path, or a function of the record
            stops="notified_at",
            applies=lambda incident: incident.state != "not_notified",   # False: no longer owed
            owed_by=Owed(RoleKey.SIN_LEAD),
            remind=(working_day(0), working_day(1), working_day(3), before_due(1), before_due(0)),
            escalate=ladder(unit=before_due(1), lead=after_due(1, "d")),    # who is reminded too, and from when
            pauses=(),                                          # grounds on which it may stand still: none by law
            pause_told="",                                      # who must be told before it stands still, if anybody
            visible=incidents_for,                              # person -> queryset of what they may see
            case="case",
            only_for=frozenset(),                               # any of these permissions, to know of it at all
        )
    )

`starts`, `stops` and `due_field` may hold a date or a date and time. A start on another record ("incident.notified_at")
is noticed when *this* record is saved, so call `services.sync(record)` where the other one changes. Words in `label`,
`ask` and `started_by` go into e-mails: nothing in them may come from a record.

Where a person sets the date, give `due_field` in place of `length`:

    register(
        Clock(
            key="actionplans.action-due", label="Action due", ask="Finish the action",
            started_by="The action was agreed", starts="starts_on", stops="closed_at", due_field="due_on",
            authority="The action plan", level=Level.LOCAL,
            owed_by=Owed(RoleKey.AGENCY_CONTRIBUTOR, agency="lead_agency", person="owner"), model=…, visible=…,
        )
    )

A clock without a `model` is declared for `manage.py work_out` alone.
"""

from escp.deadlines.calendar import Days, Hours, Months, Weeks, WorkingDays, WorkingDaysBefore
from escp.deadlines.choices import Level, PauseGround
from escp.deadlines.editions import Guidance
from escp.deadlines.offsets import Offset, after_due, before_due, working_day
from escp.deadlines.registry import Clock, Escalation, Owed, Revision, ladder, register

__all__ = [
    "Clock",
    "Days",
    "Escalation",
    "Guidance",
    "Hours",
    "Level",
    "Months",
    "Offset",
    "Owed",
    "PauseGround",
    "Revision",
    "Weeks",
    "WorkingDays",
    "WorkingDaysBefore",
    "after_due",
    "before_due",
    "ladder",
    "register",
    "working_day",
]
