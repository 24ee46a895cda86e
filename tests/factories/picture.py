"""Pictures in the state that the test asks for, and lists of invented children."""

from datetime import date, timedelta

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from escp.partnership.models import Agency
from escp.returns.models import Return
from escp.returns.shipped import SHIPPED
from intelligence.choices import PictureState
from intelligence.models import Picture, PictureList
from intelligence.picture import services
from intelligence.picture.asking import CHILDRENS_LIST
from intelligence.picture.services import HEADINGS
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.returns import RequestFactory, ReturnFactory, VersionFactory

SECRET = b"of a test"


class PictureFactory(DjangoModelFactory):
    class Meta:
        model = Picture

    title = "Children whom several lighthouses see"
    purpose = "To know whom nobody keeps in mind."
    lawful_basis = "An invented act, section 1."
    period_from = date(2026, 4, 1)
    period_to = date(2026, 9, 30)
    delete_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    proposed_by = factory.SubFactory(PersonFactory)
    state = PictureState.PROPOSED
    approval = factory.LazyAttribute(lambda o: "" if o.state == PictureState.PROPOSED else "The keepers")
    approved_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.approval else None)
    approved_by = factory.LazyAttribute(lambda o: PersonFactory() if o.approval else None)
    secret = factory.LazyAttribute(lambda o: SECRET if o.approval and o.state != PictureState.DELETED else b"")
    deleted_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.state == PictureState.DELETED else None)


def a_list(rows, headings=HEADINGS) -> bytes:
    """Return a list as an agency sends it."""
    return "\n".join(",".join(map(str, row)) for row in [headings, *rows]).encode()


def sent_file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("list.csv", content, content_type="text/csv")


def children(first: int, last: int, plan: str = "no") -> list[tuple]:
    """Return invented rows, each with an NHS number of its own."""
    return [
        (9_990_000_000 + number, f"Wren{number}", "Appleby", f"2015-03-{number % 28 + 1:02}", "XX1 1AA", plan)
        for number in range(first, last)
    ]


def list_of(picture: Picture, rows, agency: Agency | None = None) -> PictureList:
    """Give a picture the list of an agency."""
    agency = agency or AgencyFactory()
    return services.take_list(by=PersonFactory(), picture=picture, agency=agency, content=a_list(rows))


def asked_for_list(picture: Picture, **facts) -> Return:
    """Return what one agency is asked for a picture."""
    asks = VersionFactory(definition=SHIPPED[CHILDRENS_LIST.questionnaire].asks.as_data())
    request = RequestFactory(
        kind=CHILDRENS_LIST.key, asks=asks, about=picture, about_reference=picture.reference, senior_sign_off=True
    )
    return ReturnFactory(request=request, **facts)


def of_picture() -> dict[str, list]:
    """Return the parts of the addresses of the fuller picture."""
    asked = asked_for_list(PictureFactory(state=PictureState.APPROVED), person=PersonFactory(role=None))
    return {"picture": [PictureFactory().reference], "list asked for": [asked.reference]}


def every_step_of_a_picture() -> list[Picture]:
    """Return a picture in every state; the approved one has two lists."""
    made = [PictureFactory(state=state) for state in PictureState]
    for _ in range(2):
        list_of(made[1], children(0, 6))
    return made
