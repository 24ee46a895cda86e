"""The clock of “you said, we did”: young people are told what was done on the day that they were promised."""

from escp.access.roles import RoleKey
from escp.deadlines.clocks import Clock, Level, Owed, after_due, before_due, ladder, register
from intelligence.choices import YoungState
from intelligence.young.queries import young_voices_for

TELL_BACK = register(
    Clock(
        key="intelligence.young-tell-back",
        label="You said, we did",
        ask="Tell young people what was done about what they said",
        started_by="They said it",
        due_field="owed_on",
        authority="The day that young people were promised",
        level=Level.LOCAL,
        model="intelligence.YoungVoice",
        visible=young_voices_for,
        starts="heard_on",
        stops="told_on",
        applies=lambda voice: voice.state in (YoungState.PROMISED, YoungState.DONE),
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(5), before_due(0)),
        escalate=ladder(delegated=after_due(5)),
    )
)
