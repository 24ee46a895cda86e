"""Section 11 and the self-evaluation of schools: asked, returned, weighed (framework, part A, 2 v)."""

from escp.access.roles import RoleKey
from escp.deadlines.clocks import Level, Weeks, after_due, before_due, ladder
from home.choices import Part
from home.year_plan.entries import DAYS_BEFORE, FRAMEWORK, TO_PARTNERS, Entry
from home.year_plan.rules import Counted, FirstWorkingDay, LastWorkingDay

S11_SENT = FirstWorkingDay(10)
S11_BACK = Counted(Weeks(8), "s11-sent", 1, S11_SENT, "the questions went out", once_done=True)
AFTER_RETURNS = ("s11-returned", 1, S11_BACK, "the day for returns")

ENTRIES = (
    Entry(
        key="s11-sent",
        part=Part.SECTION_11,
        label="Section 11 questions",
        short="Questions sent",
        ask="Send the Section 11 questions to the agencies",
        days=(S11_SENT,),
        weeks=8,
        owed_by=RoleKey.BUSINESS_MANAGER,
        authority=f"Day proposed; Children Act 2004 section 11 and {FRAMEWORK}, part A",
        level=Level.LOCAL,
        remind=(before_due(10), before_due(3)),
        escalate=TO_PARTNERS,
    ),
    Entry(
        key="s11-returned",
        part=Part.SECTION_11,
        label="Section 11 returns",
        short="Returns",
        ask="Return your agency’s Section 11 answers",
        days=(S11_BACK,),
        weeks=8,
        owed_by=RoleKey.PIG_MEMBER,
        authority="Proposed: eight weeks after the questions go out",
        level=Level.LOCAL,
        remind=(before_due(30, "d"), before_due(10, "d"), before_due(3, "d"), before_due(0)),
        escalate=ladder(unit=after_due(1), delegated=after_due(5), lead=after_due(15)),
    ),
    Entry(
        key="s11-moderated",
        part=Part.SECTION_11,
        label="Section 11 moderation",
        short="Moderation",
        ask="Moderate the Section 11 returns",
        days=(Counted(Weeks(4), *AFTER_RETURNS),),
        weeks=4,
        owed_by=RoleKey.BUSINESS_MANAGER,
        authority="Proposed: four weeks after the day for returns",
        level=Level.LOCAL,
        remind=(before_due(7, "d"),),
        escalate=(),
    ),
    Entry(
        key="s11-panel",
        part=Part.SECTION_11,
        label="Section 11 panel",
        short="Panel",
        ask="Hold the challenge panel on Section 11",
        days=(Counted(Weeks(8), *AFTER_RETURNS),),
        weeks=4,
        owed_by=RoleKey.BUSINESS_MANAGER,
        authority="Proposed: eight weeks after the day for returns, with the scrutineer",
        level=Level.LOCAL,
        remind=(before_due(7, "d"),),
        escalate=(),
    ),
    Entry(
        key="schools-sent",
        part=Part.SCHOOLS,
        label="Questions to schools and colleges",
        short="Questions sent",
        ask="Send the self-evaluation to schools and colleges",
        days=(FirstWorkingDay(5),),
        weeks=6,
        owed_by=RoleKey.BUSINESS_MANAGER,
        authority="Day set each year for the summer term; Education Act 2002 sections 157 and 175",
        level=Level.LOCAL,
        remind=(before_due(10), before_due(3)),
        escalate=(),
    ),
    Entry(
        key="schools-returned",
        part=Part.SCHOOLS,
        label="Returns of schools and colleges",
        short="Returns",
        ask="Gather the returns of schools and colleges",
        days=(LastWorkingDay(7, up_to=15),),
        weeks=10,
        owed_by=RoleKey.BUSINESS_MANAGER,
        authority="Day set each year for the summer term; Education Act 2002 sections 157 and 175",
        level=Level.LOCAL,
        remind=(before_due(30, "d"), *DAYS_BEFORE),
        escalate=TO_PARTNERS,
    ),
)
