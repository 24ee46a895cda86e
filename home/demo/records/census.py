"""A made-up children in need census, counted and brought in: of its invented children only the counts stay."""

from datetime import date, time, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from home.demo.records.story import Story
from intelligence.census import services
from intelligence.indicators.plans import plan_of
from intelligence.indicators.queries import sheet_of
from intelligence.indicators.services import bring_in, mark_of

CHILDREN, POPULATION = 60, 84_000


def tell(story: Story) -> None:
    """Send the census of the last whole year, and bring its figures in."""
    today = story.days.today
    year = today.year if today > date(today.year, 6, 30) else today.year - 1

    def bring(by: Person) -> None:
        file = SimpleUploadedFile("census.xml", _census(min(year, 2026)).encode(), "text/xml")
        title = "Children in need census (made up)"
        imported = services.receive(by=by, title=title, population=POPULATION, file=file)
        sheet = sheet_of(imported)
        bring_in(by=by, imported=imported, sheet=sheet, seen=mark_of(imported, plan_of(imported, sheet)))

    story.then(at_time(story.days.ahead(-11), time(14)), "officer", bring)


def _census(year: int) -> str:
    """Return the file of a year: children referred one after another, some assessed late, some protected."""
    children = "".join(_child(number, date(year - 1, 4, 3) + timedelta(days=number * 5)) for number in range(CHILDREN))
    details = f"<Collection>CIN</Collection><Year>{year}</Year><ReferenceDate>{year}-03-31</ReferenceDate>"
    header = f"<Header><CollectionDetails>{details}</CollectionDetails></Header>"
    return f"<Message>{header}<Children>{children}</Children></Message>"


def _child(number: int, referred: date) -> str:
    def after(days: int) -> date:
        return referred + timedelta(days=days)

    assessed = (
        f"<Assessments><AssessmentActualStartDate>{after(1)}</AssessmentActualStartDate>"
        f"<AssessmentAuthorisationDate>{after(40 + number % 5 * 9)}</AssessmentAuthorisationDate></Assessments>"
    )
    enquiry = plan = ""
    if number % 3 == 0:
        enquiry = (
            f"<Section47><S47ActualStartDate>{after(3)}</S47ActualStartDate>"
            f"<DateOfInitialCPC>{after(20 + number % 4 * 4)}</DateOfInitialCPC></Section47>"
        )
    if number % 6 == 0:
        plan = (
            f"<ChildProtectionPlans><CPPstartDate>{after(24)}</CPPstartDate>"
            f"<NumberOfPreviousCPP>{number % 4 // 2}</NumberOfPreviousCPP>"
            f"<Reviews><CPPreviewDate>{after(100 + number % 5 * 6)}</CPPreviewDate></Reviews></ChildProtectionPlans>"
        )
    return (
        f"<Child><ChildIdentifiers><LAchildID>MADEUP{number % 52:04}</LAchildID></ChildIdentifiers><CINdetails>"
        f"<CINreferralDate>{referred}</CINreferralDate>{assessed}{enquiry}{plan}"
        f"<ReferralNFA>{'true' if number % 7 == 5 else 'false'}</ReferralNFA></CINdetails></Child>"
    )
