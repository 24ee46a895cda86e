"""How a year of single-agency audits moves: planned, agencies asked in January, met in March, themes agreed.

Source: Learning and Improvement Framework, part A (the Practice Improvement Group meets at the end of each year, in
March, on what agencies learned from their own audits). States and days are the partnership’s own. Signing off,
receiving and asking for changes are moves of each return.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from audits.choices import YearState
from audits.models import SingleAgencyYear
from audits.queries.single_agency import years_for
from audits.services import single_agency as services
from audits.single_asking import SINGLE_AGENCY
from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Person
from escp.returns.queries import published
from escp.ui.words import date_in_words

SINGLE_AGENCY_YEAR = Lifecycle(SingleAgencyYear, find=years_for, key="single-agency-year")
RUNS, AGREES = has(Permission.RUN_AUDITS), has(Permission.AGREE_AUDITS)


def somebody_takes_part(year: SingleAgencyYear) -> str | None:
    return None if year.agencies.exists() else services.NOBODY


def questions_are_published(year: SingleAgencyYear) -> str | None:
    return None if published(SINGLE_AGENCY.questionnaire) else services.NO_QUESTIONS


def papers_wait(year: SingleAgencyYear) -> str | None:
    return None if year.papers_on is None else f"The papers went out on {date_in_words(year.papers_on)}."


def papers_went_out(year: SingleAgencyYear) -> str | None:
    return None if year.papers_on is not None else "Send out the papers first."


@SINGLE_AGENCY_YEAR.transition(
    source=YearState.PLANNED,
    target=YearState.ASKED,
    label="Ask the agencies",
    allow=RUNS,
    needs=[somebody_takes_part, questions_are_published],
    help="Each is written to, with the spotlight topics. An agency may have nothing to "
    "tell, and says why. Somebody senior there signs it off.",
)
def ask_agencies(year: SingleAgencyYear, *, by: Person, due_on: date | None = None) -> None:
    """Side effects: one request with a return for each agency. Raises ValidationError for a day that has passed."""
    services.ask_for_audits(by=by, year=year, kind=SINGLE_AGENCY, due_on=due_on)


@SINGLE_AGENCY_YEAR.transition(
    source=YearState.ASKED,
    target=YearState.ASKED,
    label="Record that the papers went out",
    allow=RUNS,
    needs=[papers_wait],
    help="The pack says who has not sent a return. What comes later still joins the register.",
)
def send_papers(year: SingleAgencyYear, *, by: Person) -> None:
    year.papers_on = timezone.localdate()


@SINGLE_AGENCY_YEAR.transition(
    source=YearState.ASKED,
    target=YearState.MET,
    label="Record the March meeting",
    allow=RUNS,
    needs=[papers_went_out],
    help="No return is taken after this.",
)
def hold_meeting(year: SingleAgencyYear, *, by: Person, met_on: date, discussion: str) -> None:
    """Raises ValidationError for a day that lies ahead."""
    if met_on > timezone.localdate():
        raise ValidationError({"met_on": "The date cannot be in the future."})
    year.met_on, year.discussion = met_on, discussion


@SINGLE_AGENCY_YEAR.transition(
    source=YearState.MET,
    target=YearState.CLOSED,
    label="Close the year with its themes",
    allow=AGREES,
    help="Next steps of the audits, and those of earlier years that are open, are carried to the year after.",
)
def close_year(year: SingleAgencyYear, *, by: Person, themes: str) -> None:
    """Side effects: the year after is opened, and asks what became of the next steps."""
    year.themes, year.closed_on = themes, timezone.localdate()
    services.hand_on(by=by, year=year)
