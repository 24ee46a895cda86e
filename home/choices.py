"""The words of the year plan."""

from django.db.models import TextChoices


class Part(TextChoices):
    """The parts of the cycle, in the order in which the plan shows them, one row each."""

    AUDITS = "audits", "Multi-agency audits"
    SINGLE_AGENCY = "single_agency", "Single-agency audits"
    SECTION_11 = "section_11", "Section 11"
    SCHOOLS = "schools", "Schools"
    CHALLENGE = "challenge", "Challenge and support"
    UPDATE = "update", "Learning from Practice Update"
    THEMES = "themes", "Three Themes"
    INTELLIGENCE = "intelligence", "Data and frontline voice"
    REPORT = "report", "Yearly report"
    HOUSEKEEPING = "housekeeping", "Housekeeping"


class PlanState(TextChoices):
    """What people have said about a fixed point. Whether it is due or late follows from the day."""

    PLANNED = "planned", "Planned"
    UNDER_WAY = "under_way", "Under way"
    DONE = "done", "Done"
    NOT_THIS_YEAR = "not_this_year", "Not this year"


STILL_OWED = frozenset({PlanState.PLANNED, PlanState.UNDER_WAY})
