"""Children in need censuses as they are sent. Every child is invented."""

from collections.abc import Iterable

from django.core.files.uploadedfile import SimpleUploadedFile

from escp.imports.models import Import
from intelligence.census import services
from intelligence.indicators.services import add_starter_set
from tests.factories.partnership import PersonFactory


def tag(name: str, text: str) -> str:
    return f"<{name}>{text}</{name}>" if text else ""


def an_assessment(began: str, authorised: str) -> str:
    dates = tag("AssessmentActualStartDate", began) + tag("AssessmentAuthorisationDate", authorised)
    return tag("Assessments", f"{dates}<FactorsIdentifiedAtAssessment/>")


def an_enquiry(began: str, conference: str = "") -> str:
    return tag("Section47", tag("S47ActualStartDate", began) + tag("DateOfInitialCPC", conference))


def a_plan(began: str, *reviews: str, ended: str = "", before: str = "0") -> str:
    held = "".join(tag("CPPreviewDate", day) for day in reviews)
    dates = tag("CPPstartDate", began) + tag("CPPendDate", ended) + tag("NumberOfPreviousCPP", before)
    return tag("ChildProtectionPlans", f"{dates}<Reviews>{held}</Reviews>")


def an_episode(referred: str, *parts: str, no_action: str = "false") -> str:
    return tag("CINdetails", tag("CINreferralDate", referred) + tag("ReferralNFA", no_action) + "".join(parts))


def a_child(identifier: str, *episodes: str, sex: str = "Sex") -> str:
    who = tag("LAchildID", identifier) + tag("PersonBirthDate", "2015-03-27") + tag(sex, "M")
    return tag("Child", f"<ChildIdentifiers>{who}</ChildIdentifiers>{''.join(episodes)}")


def a_census(
    children: Iterable[str], *, year: str = "2024", reference: str = "2024-03-31", collection: str = "CIN"
) -> bytes:
    """Return a whole file, with a header as case systems write it."""
    details = tag("Collection", collection) + tag("Year", year) + tag("ReferenceDate", reference)
    header = f"<Header><CollectionDetails>{details}</CollectionDetails></Header>"
    return f"<Message>{header}<Children>{''.join(children)}</Children></Message>".encode()


def a_census_file(children: Iterable[str] | bytes, **facts: str) -> SimpleUploadedFile:
    content = children if isinstance(children, bytes) else a_census(children, **facts)
    return SimpleUploadedFile("census.xml", content, "text/xml")


def a_waiting_census(children: Iterable[str] | None = None, *, by=None, population: int | None = 90_000) -> Import:
    """Return a census that is counted and not brought in, its measures matched to the starter set."""
    by = by or PersonFactory()
    add_starter_set(by=by)
    children = [a_child("C1", an_episode("2023-05-01"))] if children is None else children
    return services.receive(by=by, title="Made-up census", population=population, file=a_census_file(children))


def of_a_census() -> dict[str, list]:
    """Return the parts of the addresses of a census that waits."""
    return {"census": [a_waiting_census().reference]}
