"""The clock of a survey: those who answered are told within fifteen working days of its last day."""

from escp.access.roles import RoleKey
from escp.deadlines.clocks import Clock, Level, Owed, WorkingDays, after_due, before_due, ladder, register
from intelligence.choices import SurveyState
from intelligence.voice.queries import FEEDBACK_CLOCK, surveys_for

FEEDBACK = register(
    Clock(
        key=FEEDBACK_CLOCK,
        label="Feedback on a survey",
        ask="Read the comments, and tell those who answered what was learned",
        started_by="Its last day to answer",
        length=WorkingDays(15),
        authority="The partnership’s own target: no guidance sets a time",
        level=Level.LOCAL,
        model="intelligence.Survey",
        visible=surveys_for,
        starts=lambda survey: survey.closes_on,
        stops="shared_on",
        applies=lambda survey: survey.state not in (SurveyState.DRAFT, SurveyState.DROPPED),
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(3), before_due(0)),
        escalate=ladder(delegated=after_due(10)),
    )
)
