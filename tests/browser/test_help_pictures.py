"""The pictures in the help show pages as they are: this test makes them, and fails once a page reads otherwise.

scripts/help-pictures        makes every picture anew, and what each shows in words (`pictured.json`)
"""

import io
import json
import os
import re
from calendar import month_name
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from home.help.contents import TASKS
from tests.browser.pictured_pages import HELP_PICTURES
from tests.factories.partnership import AgencyFactory, PersonFactory

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
MONTHS = "|".join(month_name[1:])
VARIES = re.compile(rf"(?:[A-Z][a-z]+day )?\b\d{{1,2}} (?:{MONTHS})(?: \d{{4}})?|\b[A-Z]{{2,5}}-[A-Z0-9-]+\b|\d+")


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


def test_every_page_of_help_has_its_picture_and_no_other_is_kept():
    slugs = {picture.slug for picture in HELP_PICTURES}
    assert slugs == {task.slug for task in TASKS}
    assert {file.stem for file in PICTURES.iterdir()} == set(json.loads(PICTURED.read_text("utf-8"))) == slugs
