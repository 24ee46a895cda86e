"""The pictures in the help show pages as they are: this test makes them, and fails once a page reads otherwise.

scripts/help-pictures        makes every picture anew, and what each shows in words (`pictured.json`)
"""

import io
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from PIL import Image

from actionplans.choices import ActionState
from escp.access.roles import RoleKey
from learning.choices import Window
from tests.factories.actionplans import ActionFactory, ActionLinkFactory, MilestoneFactory, ready_to_agree
from tests.factories.learning import FindingLinkFactory, LearningPointFactory, ThemeEvidenceFactory, ThemeFactory
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.returns import ReturnFactory
from tests.factories.reviews import RapidReviewFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PICTURES = Path(settings.BASE_DIR) / "static/images/help"
PICTURED = Path(__file__).parent / "pictured.json"
MAKES_THEM = bool(os.environ.get("MAKE_HELP_PICTURES"))
TALLEST, LARGEST_BYTES = 700, 60_000
# What a page says of itself, not of its records.
OF_THE_PAGE = "h2, h3, label, legend, th, .govuk-button, .govuk-hint, .govuk-task-list__link"
SEEN = f"""() => [...document.querySelectorAll("main :is(h1, {OF_THE_PAGE})")]
    .filter(each => each.checkVisibility()).map(each => each.innerText)"""
# What differs from day to day and from record to record.
VARIES = re.compile(r"(?:[A-Z][a-z]+day )?\d{1,2} [A-Z][a-z]+(?: \d{4})?|\b[A-Z]{2,5}-[A-Z0-9-]+\b|\d+")


@dataclass(frozen=True)
class Picture:
    """The page that is pictured in one page of help: its address, who looks, how wide their screen is, from where."""

    slug: str
    address: Callable[[Any], str]
    role: RoleKey | None = RoleKey.BUSINESS_MANAGER
    width: int = 1000
    begins: str = "main"


def a_note_from_a_telephone(person: Any) -> str:
    action = ActionFactory(state=ActionState.IN_PROGRESS, owner=person, lead_agency=person.agency)
    MilestoneFactory(action=action, what="The form has a second box")
    return reverse("actionplans:progress", args=[action.reference])


def a_section(person: Any) -> str:
    return reverse("returns:section", args=[ReturnFactory(person=person, agency=person.agency).reference, "s1"])


def a_review(_: Any) -> str:
    return RapidReviewFactory(incident__case__pseudonym="Child Lantern").get_absolute_url()


def a_thread(_: Any) -> str:
    link = FindingLinkFactory(
        finding__activity=RapidReviewFactory(incident__case__pseudonym="Child Lantern").activity,
        finding__title="Fathers were not asked",
        learning_point__statement="Ask who else cares for the child",
    )
    for title, make in (("The form asks twice", ready_to_agree), ("Teams are shown how", ActionFactory)):
        ActionLinkFactory(action=make(title=title), learning_point=link.learning_point)
    return reverse("learning:thread", args=[link.learning_point.reference])


def a_draft(_: Any) -> str:
    return ActionFactory(title="Every assessment asks who else cares for the child").get_absolute_url()


def the_ranked_picture(_: Any) -> str:
    for title, windows in (("Every adult in a child’s life", list(Window)[:3]), ("Telling others in time", ())):
        theme = ThemeFactory(title=title)
        FindingLinkFactory(learning_point__theme=theme)
        for window in windows:
            ThemeEvidenceFactory(theme=theme, window=window)
    LearningPointFactory(statement="Say it again, one level up")
    return reverse("learning:themes-choose")


HELP_PICTURES = (
    Picture("sign-in", lambda _: reverse("account_login"), role=None, width=700),
    Picture("answer-a-request", a_section, role=RoleKey.AGENCY_CONTRIBUTOR),
    Picture("say-how-an-action-goes", a_note_from_a_telephone, role=RoleKey.AGENCY_CONTRIBUTOR, width=390),
    Picture("report-a-serious-incident", lambda _: reverse("reviews:incident-new"), role=RoleKey.SIN_LEAD),
    Picture("run-a-rapid-review", a_review, begins="h2:has-text('What has to be done')"),
    Picture("read-a-golden-thread", a_thread, width=1280),
    Picture("choose-the-three-themes", the_ranked_picture),
    Picture("plan-an-action", a_draft),
)


@pytest.mark.parametrize("picture", HELP_PICTURES, ids=lambda picture: picture.slug)
def test_a_picture_in_the_help_shows_the_page_as_it_is(page_for, picture):
    agency = AgencyFactory(name="Larkfield Health Trust", short_name="Trust")
    person = PersonFactory(role=picture.role, agency=agency, full_name="Sam Okafor") if picture.role else None
    address = picture.address(person)
    page = page_for(person, width=picture.width)
    page.goto(address)
    main, begins = page.locator("main").bounding_box(), page.locator(picture.begins).first.bounding_box()
    top = begins["y"]
    bottom = min(main["y"] + main["height"], top + TALLEST)
    page.set_viewport_size({"width": picture.width, "height": int(bottom) + 1})
    words = [VARIES.sub("…", " ".join(text.split())) for text in page.evaluate(SEEN)]
    assert words
    if MAKES_THEM:
        shown = {"x": 0, "y": top, "width": picture.width, "height": bottom - top}
        keep(picture.slug, page.screenshot(clip=shown, animations="disabled"), words)

    kept = json.loads(PICTURED.read_text("utf-8"))[picture.slug]
    assert words == kept, "The page reads otherwise than its picture in the help: run scripts/help-pictures"
    file = PICTURES / f"{picture.slug}.png"
    assert file.stat().st_size < LARGEST_BYTES
    assert f"/images/help/{file.name})" in (settings.HOW_TO_DIR / f"{picture.slug}.md").read_text("utf-8")


def keep(slug: str, drawn: bytes, words: list[str]) -> None:
    """Keep a picture in few colours, and what it shows in words."""
    PICTURES.mkdir(exist_ok=True)
    few = Image.open(io.BytesIO(drawn)).convert("RGB").quantize(64, dither=Image.Dither.NONE)
    few.save(PICTURES / f"{slug}.png", optimize=True)
    known = json.loads(PICTURED.read_text("utf-8")) if PICTURED.exists() else {}
    told = json.dumps({**known, slug: words}, ensure_ascii=False, indent=2, sort_keys=True)
    PICTURED.write_text(f"{told}\n", "utf-8")


def test_every_picture_that_is_kept_is_one_of_these():
    slugs = {picture.slug for picture in HELP_PICTURES}
    assert {file.stem for file in PICTURES.iterdir()} == set(json.loads(PICTURED.read_text("utf-8"))) == slugs
