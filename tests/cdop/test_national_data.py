"""What goes to the National Child Mortality Database: that it was sent is kept, its items leave without identity."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cdop import services
from cdop.choices import Category, Modifiability, Scope, State
from cdop.models import NationalSubmission
from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.partnership.services import hold_identity
from tests.factories.cdop import AnalysisFactory, ChildDeathFactory, FactorFactory, NationalSubmissionFactory
from tests.factories.partnership import ConflictFactory, PersonFactory
from tests.pages import day_boxes, posted, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PersonFactory(role=RoleKey.CDOP_REPRESENTATIVE)


@pytest.fixture
def cdop(client_for, person):
    return client_for(person)


def sheets(answer) -> dict[str, list[tuple]]:
    book = openpyxl.load_workbook(BytesIO(answer.content))
    return {sheet.title: list(sheet.iter_rows(min_row=5, values_only=True)) for sheet in book}


def test_what_was_sent_is_kept_with_its_receipt_also_after_the_review_has_closed(cdop):
    death, today = ChildDeathFactory(state=State.CLOSED), timezone.localdate()
    url = reverse("cdop:submission-new", args=[death.reference])
    sent = {"form": "analysis", "sent_by": "Coordinator", **day_boxes("sent_on", today)}

    early = day_boxes("sent_on", today - timedelta(days=9))
    assert "before the child died" in text_of(posted(cdop, url, sent | early))
    assert posted(cdop, url, sent).url == death.get_absolute_url()
    assert "No receipt yet." in text_of(cdop.get(death.get_absolute_url()))
    row = NationalSubmission.objects.get()
    posted(cdop, reverse("cdop:submission", args=[death.reference, row.pk]), sent | {"receipt": "N-77"})
    assert "Sent by Coordinator. Receipt N-77." in text_of(cdop.get(death.get_absolute_url()))
    assert row.history.count() == 2
    other = ChildDeathFactory()
    assert cdop.get(reverse("cdop:submission", args=[other.reference, row.pk])).status_code == 404


def test_a_death_that_the_national_database_does_not_hold_is_not_sent(cdop, person):
    death = ChildDeathFactory(scope=Scope.TERMINATION)

    assert "Record what was sent" not in text_of(cdop.get(death.get_absolute_url()))
    with pytest.raises(ValidationError, match="holds no death of this kind"):
        services.record_submission(by=person, death=death, submission=NationalSubmissionFactory.build())


def test_the_items_leave_under_the_pseudonym_logged_death_by_death_and_without_formulas(cdop, person):
    analysis = AnalysisFactory(
        category=Category.TRAUMA, also=[Category.INFECTION], modifiability=Modifiability.IDENTIFIED, summary="=1+1"
    )
    FactorFactory(analysis=analysis, words="@SUM(A1)")
    first, second, left = analysis.death, ChildDeathFactory(told=["police"]), ChildDeathFactory()
    NationalSubmissionFactory(death=first, receipt="N-1")
    hold_identity(by=person, child=first.child, under=first.reference, full_name="Canaryname Specimen")
    chosen = {"death": [first.reference, second.reference], "format": "xlsx"}

    answer = cdop.get(reverse("cdop:items"), chosen)

    found = sheets(answer)
    assert [row[0] for row in found["Notification"][1:]] == [second.reference, first.reference]
    assert len(set(map(len, found["Notification"]))) == len(set(map(len, found["Analysis"]))) == 1
    words = " ".join(str(cell) for rows in found.values() for row in rows for cell in row)
    for expected in ("'=1+1", "'@SUM(A1)", "Infection", "N-1", "Police", first.child.pseudonym):
        assert expected in words
    assert "Canaryname" not in words
    assert left.reference not in words
    logged = AccessLog.objects.filter(action__startswith="took away the items", person_id=person.pk)
    assert set(logged.values_list("reference", flat=True)) == {first.reference, second.reference}


def test_whose_items_are_taken_is_chosen_and_what_may_not_be_known_cannot_be(cdop, person):
    seen, hidden = ChildDeathFactory(), ChildDeathFactory()
    ConflictFactory(case=hidden.case, person=person)
    url = reverse("cdop:items")

    page = text_of(cdop.get(url, {"death": seen.reference}))
    assert seen.reference in page
    assert hidden.reference not in page
    assert "Select at least one death" in text_of(cdop.get(url, {"format": "xlsx"}))
    refused = cdop.get(url, {"death": hidden.reference, "format": "xlsx"})
    assert "error" in text_of(refused).lower()
    assert not AccessLog.objects.filter(action__startswith="took away the items").exists()
