"""The statutory clocks of incidents and reviews, and the working days of a rapid review."""

from escp.access.roles import RoleKey
from escp.deadlines.clocks import (
    Clock,
    Escalation,
    Guidance,
    Level,
    Months,
    Owed,
    WorkingDays,
    before_due,
    register,
    working_day,
)
from reviews.choices import IncidentState
from reviews.queries import incidents_for, local_reviews_for, rapid_reviews_for

# Children Act 2004 s16C(1): the local authority notifies within five working days of becoming aware. Never pauses.
NOTIFY_PANEL = register(
    Clock(
        key="reviews.notify-panel",
        label="Notify the National Panel",
        ask="Send the notification to the National Panel",
        started_by="The local authority became aware of the incident",
        length=WorkingDays(5),
        authority="Children Act 2004 section 16C(1)",
        guidance=(Guidance.WORKING_TOGETHER,),
        level=Level.GUIDANCE,
        model="reviews.SeriousIncident",
        starts="aware_at",
        stops="notified_at",
        applies=lambda incident: incident.state not in (IncidentState.NOT_NOTIFIED, IncidentState.DUPLICATE),
        owed_by=Owed(RoleKey.SIN_LEAD),
        remind=(working_day(0), working_day(1), working_day(3), before_due(1), before_due(0)),
        escalate=(Escalation(before_due(1), RoleKey.BUSINESS_MANAGER),),
        visible=incidents_for,
        case="case",
    )
)

# Panel guidance, June 2025: fifteen working days from the day the notification was sent. Never pauses.
SEND_RAPID_REVIEW = register(
    Clock(
        key="reviews.rapid-review",
        label="Send the rapid review to the National Panel",
        ask="Send the rapid review and its decision to the National Panel",
        started_by="The notification was sent to the National Panel",
        length=WorkingDays(15),
        authority="Working Together to Safeguard Children, chapter on serious incidents",
        guidance=(Guidance.PANEL,),
        level=Level.NATIONAL,
        model="reviews.RapidReview",
        starts="incident.notified_at",
        stops="sent_at",
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(working_day(0), working_day(10), working_day(13), before_due(1), before_due(0)),
        escalate=(Escalation(before_due(1), RoleKey.STATUTORY_PARTNER),),
        visible=rapid_reviews_for,
        case="incident.case",
    )
)

# Working Together: completed and published as soon as possible and no later than six months from the decision.
PUBLISH_LOCAL_REVIEW = register(
    Clock(
        key="reviews.lcspr",
        label="Publish the local child safeguarding practice review",
        ask="Complete and publish the local child safeguarding practice review",
        started_by="The partners decided to hold the review",
        length=Months(6),
        authority="Children Act 2004 section 16F; Child Safeguarding Practice Review and Relevant Agency (England) "
        "Regulations 2018",
        guidance=(Guidance.WORKING_TOGETHER,),
        level=Level.GUIDANCE,
        model="reviews.LocalReview",
        starts="decided_on",
        stops="finished_on",
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(40), before_due(20), before_due(10), before_due(5), before_due(0)),
        escalate=(Escalation(before_due(10), RoleKey.STATUTORY_PARTNER),),
        visible=local_reviews_for,
        case="rapid_review.incident.case",
    )
)

# The partnership's own plan for the fifteen days (local, not law): working day and what should stand by then.
RAPID_REVIEW_DAYS = (
    (1, "Ask agencies for information"),
    (2, "Agencies say whether the child is known to them"),
    (5, "Chase the agencies that have not replied"),
    (8, "Agencies' information is due"),
    (9, "One chronology, with its gaps"),
    (11, "Rapid review meeting"),
    (12, "Draft ready"),
    (13, "Partners comment"),
    (14, "Three partners sign off"),
    (15, "Send to the National Panel"),
)
