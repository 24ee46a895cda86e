"""The figures that agencies are asked for, and the temperature check of practitioners: both once a quarter."""

from escp.access.roles import RoleKey
from escp.deadlines.clocks import Level, after_due, before_due, ladder
from home.choices import Part
from home.year_plan.entries import FIGURES, FRAMEWORK, SURVEYS, Entry
from home.year_plan.rules import FirstWorkingDay, LastWorkingDay

ENTRIES = (
    Entry(
        key="figures-asked",
        part=Part.INTELLIGENCE,
        label="Figures of the quarter asked for",
        short="Figures asked",
        ask="Ask agencies for the figures of the quarter that ended",
        days=(FirstWorkingDay(4), FirstWorkingDay(7), FirstWorkingDay(10), FirstWorkingDay(1)),
        weeks=1,
        owed_by=RoleKey.BUSINESS_MANAGER,
        authority="Proposed: as soon as a quarter has ended, since agencies have 20 working days from its end",
        level=Level.LOCAL,
        remind=(before_due(0),),
        escalate=ladder(delegated=after_due(10)),
        place=FIGURES,
    ),
    Entry(
        key="temperature-taken",
        part=Part.INTELLIGENCE,
        label="Temperature check of practitioners",
        short="Temperature",
        ask="Open the temperature check of the quarter",
        days=(LastWorkingDay(5), LastWorkingDay(8), LastWorkingDay(11), LastWorkingDay(2)),
        weeks=4,
        owed_by=RoleKey.BUSINESS_MANAGER,
        authority=f"{FRAMEWORK}, part A: regularly take the temperature of the system; once a quarter is a proposal",
        level=Level.LOCAL,
        remind=(before_due(10), before_due(0)),
        escalate=(),
        place=SURVEYS,
    ),
)
