"""The words of asking: kinds of question, states of questionnaires and returns."""

from django.db.models import TextChoices


class QuestionKind(TextChoices):
    TEXT = "text", "Short answer"
    LONG_TEXT = "long_text", "Long answer"
    YES_NO = "yes_no", "Yes, no or not applicable"
    CHOICE = "choice", "One of a list"
    CHOICES = "choices", "Any of a list"
    GRADE = "grade", "Grade on a scale"
    DATE = "date", "Date"
    NUMBER = "number", "Number"
    TABLE = "table", "Table of rows"
    FILE = "file", "File"


CLOSED_KINDS = (QuestionKind.YES_NO, QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.GRADE)


class ColumnKind(TextChoices):
    TEXT = "text", "Words"
    DATE = "date", "Date"
    NUMBER = "number", "Number"


class YesNo(TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_APPLICABLE = "not_applicable", "Not applicable"


class VersionState(TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    RETIRED = "retired", "No longer asked"


class ReturnState(TextChoices):
    ASKED = "asked", "Asked"
    SEEN = "seen", "Seen, not started"
    STARTED = "started", "Started, not yet sent"
    SENT = "sent", "Sent"
    CHANGES_REQUESTED = "changes_requested", "Changes asked for"
    ACCEPTED = "accepted", "Accepted"
    WAIVED = "waived", "No longer asked"


WITH_THE_AGENCY = [ReturnState.ASKED, ReturnState.SEEN, ReturnState.STARTED, ReturnState.CHANGES_REQUESTED]
REPLIED = [ReturnState.SENT, ReturnState.ACCEPTED]
SETTLED = [ReturnState.ACCEPTED, ReturnState.WAIVED]
