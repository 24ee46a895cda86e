"""An earlier finding is offered while a new one is typed, and what is chosen there is kept when the form is sent."""

import pytest

from escp.access.roles import RoleKey
from learning.models import SaidAgain
from tests.factories.learning import FindingFactory
from tests.factories.partnership import PersonFactory
from tests.factories.reviews import RapidReviewFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_was_said_before_is_offered_while_typing(visit):
    earlier = FindingFactory(
        activity=RapidReviewFactory().activity,
        title="Fathers were left out of assessments",
        what="No record named the father or asked his wishes.",
    )
    manager = visit(PersonFactory(role=RoleKey.BUSINESS_MANAGER))
    manager.go(f"/activities/{RapidReviewFactory().reference}/findings/new/")
    manager.choose("Is it a strength or something to improve?", "What needs to improve")
    manager.write("The finding in one line", "Dads are not part of assessments")
    manager.write("What was found?", "The assessments that were read named no father.")
    offered = manager.page.get_by_role("group", name="Have we said this before?")
    offered.wait_for()
    assert f"1 earlier finding is like this: {earlier.reference}." in manager.page.locator("#earlier-said").inner_text()
    assert "Fathers" not in manager.page.url
    manager.look()

    offered.get_by_label(f"{earlier.reference} {earlier.title}").check()
    # What is typed after the choice leaves it as it is.
    manager.write("Why does it happen?", "The form has one box.")
    manager.write("If we have: why did what was done about it not hold?", "Nobody was trained.")
    manager.write("Who is it for?", "All who assess")
    manager.choose("How sure are we?", "High: several sources agree")
    manager.press("Save and continue")
    kept = SaidAgain.objects.get()
    assert kept.earlier == earlier
    assert kept.why_not_held == "Nobody was trained."
    assert manager.reads(f"Said before: {earlier.reference}")
    manager.go("/findings/recurring/")
    assert manager.reads("2 times, from 2 activities")
