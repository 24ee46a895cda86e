"""The five packs: each has a cover, contents, marking and number on every sheet, and a redacted edition."""

import re
import subprocess
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.readiness import reports as readiness
from audits.readiness.queries import Candidate
from audits.readiness.services import put_under
from audits.reports import march_pack
from escp.partnership.services import hold_identity
from escp.reports.report import PDF_FORM
from home.compliance import papers as compliance
from home.compliance.periods import Period
from home.handover import reports as handover
from home.meetings import pack as meeting
from learning.redaction.editions import REDACTED, WHOLE
from tests.factories.learning import LearningPointFactory, ThemeFactory
from tests.factories.meetings import ItemFactory, MinuteFactory
from tests.factories.partnership import ChildFactory, PersonFactory
from tests.factories.readiness import a_criterion
from tests.factories.single_agency import a_year
from tests.pages import text_of

pytestmark = pytest.mark.django_db
NAME = "Bartholomew Quillfeather"
PAGE = re.compile(r"Page (\d+) of (\d+)")


def a_meeting():
    item = ItemFactory(title=f"What {NAME} told us")
    return meeting.build, {"reference": item.meeting.reference}


def a_march_meeting():
    year = a_year("met")
    year.discussion = f"{NAME} was heard on 12 November 2026."
    year.save()
    return march_pack.build, {"reference": year.reference, "form": PDF_FORM}


def deadlines():
    period = Period(date(2026, 4, 1), date(2027, 3, 31))
    return compliance.build, compliance.arguments(period, "statutory")


def evidence():
    criterion, today = a_criterion(), timezone.localdate()
    candidate = Candidate("learning_point", LearningPointFactory(), "Learning point", "What was learned", today)
    put_under(by=PersonFactory(), criterion=criterion, candidate=candidate, shows=f"{NAME} was heard.")
    return readiness.build, {"framework": criterion.framework.code, "day": today.isoformat()}


def a_handover():
    ThemeFactory(place=1, rationale=f"{NAME} was not heard.")
    return handover.build, {"form": PDF_FORM}


PACKS = {"meeting": a_meeting, "march": a_march_meeting, "deadlines": deadlines, "evidence": evidence}
PACKS |= {"handover": a_handover}


def sheets_of(file) -> list[str]:
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=file.content, capture_output=True, check=True)
    return read.stdout.decode().split("\f")[:-1]


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_has_a_cover_contents_and_marked_sheets_and_a_redacted_edition(name):
    manager = PersonFactory(full_name="Maple Marsh")
    hold_identity(by=manager, child=ChildFactory(), full_name=NAME)
    build, asked = PACKS[name]()

    sheets = sheets_of(build(manager, **asked, **({} if "edition" in asked else {"edition": WHOLE})))
    cover, contents = " ".join(sheets[0].split()), sheets[1]
    for words in ("Whole edition", "for Maple Marsh", "the access log says when it was fetched"):
        assert words in cover
    assert "Contents" in contents
    numbers = [PAGE.search(sheet).groups() for sheet in sheets]
    assert numbers == [(str(number), str(len(sheets))) for number in range(1, len(sheets) + 1)]
    assert all(sheet.count("OFFICIAL-SENSITIVE") >= 2 for sheet in sheets)
    assert name == "deadlines" or NAME in " ".join(" ".join(sheets).split())

    file = build(manager, **(asked | {"edition": REDACTED}))
    told = " ".join(" ".join(sheets_of(file)).split())
    assert file.name.endswith("-redacted.pdf")
    assert "Redacted edition. What is held of any child’s name" in told
    assert "Quillfeather" not in told
    assert name != "march" or "12 November 2026" in told


def test_an_edition_that_is_never_made_is_not_found(client_for):
    minute = MinuteFactory()
    client = client_for(PersonFactory())
    url = reverse("home:meeting-pack", args=[minute.item.meeting.reference])
    assert client.post(url, {"edition": "other"}).status_code == 404
    assert "Make the redacted edition" in text_of(client.get(minute.item.meeting.get_absolute_url()))
