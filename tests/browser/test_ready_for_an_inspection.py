"""Evidence is put under a criterion in a real browser, and the pack of a day is asked for.

Given  an audit that touches on what inspectors look at, and a criterion with nothing under it
When   the unit puts the audit there, and a scrutineer opens the pack of today and that of yesterday
Then   it stands in the one and not in the other, and the paper is asked for.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from learning.topics import TOPICS
from tests.factories.audits import MultiAgencyAuditFactory
from tests.factories.partnership import PersonFactory
from tests.factories.readiness import a_criterion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_evidence_is_put_under_a_criterion_and_stands_in_the_pack_of_that_day(visit):
    criterion = a_criterion()
    audit = MultiAgencyAuditFactory(title=f"What we know of {TOPICS[criterion.topics[0]].split(';')[0]}")
    unit = visit(PersonFactory(role=RoleKey.BUSINESS_OFFICER))
    unit.go(reverse("audits:readiness"))
    assert unit.reads("No evidence recorded")
    unit.go(criterion.get_absolute_url())
    unit.follow("Put it here")
    unit.write("What does it show?", "Referrals are answered the same day.")
    unit.press("Save and continue")
    assert unit.reads(f"{audit.reference} stands under")

    reader = visit(PersonFactory(role=RoleKey.SCRUTINEER), width=320, javascript=False)
    reader.go(reverse("audits:readiness-pack", args=[criterion.framework.code]))
    assert reader.reads("Referrals are answered the same day.")
    reader.give_date("As at which day?", timezone.localdate() - timedelta(days=1))
    reader.press("Show that day")
    assert not reader.reads("Referrals are answered the same day.")
    reader.press("Make it as PDF")
    assert "/papers/" in reader.page.url
