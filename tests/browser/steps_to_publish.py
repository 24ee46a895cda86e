"""What the people do on the way from a draft to a published page, as every journey of a publication takes it."""

from typing import Any

from django.urls import reverse

from tests.browser.visitor import Visitor


def write_part(visitor: Visitor, part: Any, words: str) -> None:
    """Write one part on its own page."""
    visitor.go(reverse("learning:publication-part", args=[part.publication.reference, part.pk]))
    visitor.write("What does it say?", words)
    visitor.press("Save and continue")


def leave_out(visitor: Visitor, part: Any, reason: str) -> None:
    """Leave one part out, with the reason."""
    visitor.go(reverse("learning:publication-part", args=[part.publication.reference, part.pk]))
    visitor.write("Is it left out? Say why", reason)
    visitor.press("Save and continue")


def answer_the_check(visitor: Visitor, record: Any, instead: dict[str, str]) -> None:
    """Replace what has another wording; keep the rest with a reason, until nothing is left."""
    while True:
        visitor.go(record.get_absolute_url())
        if visitor.reads("Nothing that the check knows."):
            return
        visitor.press("Change or keep what was found")
        for text, other in instead.items():
            if (box := visitor.page.get_by_label(f"What stands instead of “{text}”?")).count():
                box.fill(other)
        for box in visitor.page.locator("input[name^=reason_]").all():
            key = str(box.get_attribute("name")).removeprefix("reason_")
            if not visitor.page.locator(f"[name=instead_{key}]").input_value():
                box.fill("It tells of no child.")
        visitor.press("Save and continue")


def take(visitor: Visitor, record: Any, label: str) -> None:
    """Take one step of the publication, and confirm it."""
    visitor.go(record.get_absolute_url())
    visitor.press(label)
    visitor.press(label)
