"""Every duty with a time limit of incidents and reviews. What the law sets never pauses; local targets may."""

from reviews.clocks.incident import DECIDE, NOTIFY_PANEL, TELL_PARTNERS
from reviews.clocks.local_review import (
    AGREE_TERMS,
    APPOINT_REVIEWER,
    CHECK_PROGRESS,
    DRAFT,
    KEEP_PUBLIC,
    NOTIFY_DELAY,
    OUTCOMES_SIX,
    OUTCOMES_TWELVE,
    PUBLISH_LOCAL_REVIEW,
    SEND_COPY,
    SEND_TO_REPOSITORY,
)
from reviews.clocks.rapid_review import (
    HOLD_MEETING,
    MILESTONES,
    PANEL_REPLY,
    RAPID_REVIEW_DAYS,
    SEND_RAPID_REVIEW,
    SIGN_RAPID_REVIEW,
)

__all__ = [
    "AGREE_TERMS",
    "APPOINT_REVIEWER",
    "CHECK_PROGRESS",
    "DECIDE",
    "DRAFT",
    "HOLD_MEETING",
    "KEEP_PUBLIC",
    "MILESTONES",
    "NOTIFY_DELAY",
    "NOTIFY_PANEL",
    "OUTCOMES_SIX",
    "OUTCOMES_TWELVE",
    "PANEL_REPLY",
    "PUBLISH_LOCAL_REVIEW",
    "RAPID_REVIEW_DAYS",
    "SEND_COPY",
    "SEND_RAPID_REVIEW",
    "SEND_TO_REPOSITORY",
    "SIGN_RAPID_REVIEW",
    "TELL_PARTNERS",
]
