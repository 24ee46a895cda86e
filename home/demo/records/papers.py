"""Documents on records: with versions, used twice, withdrawn, refused by the scanner. Each file is made on the spot."""

import io
from datetime import time
from typing import Any

import pikepdf
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from escp.deadlines.calendar import at_time
from escp.documents import services, store
from escp.documents.choices import ScanState
from escp.documents.models import Document
from escp.partnership.models import Person
from home.demo.records.story import Story

ACTION, OTHER, INCIDENT = "action:fathers-booking", "action:every-adult-assessed", "open"
# Days ago. What the scanner refused lies longer back than the service reports it.
FIRST, AGAIN, REFUSED, PUT_IN_ERROR, TAKEN_BACK = 40, 20, 18, 9, 8
ON_INCIDENT = 3


def tell(story: Story) -> None:
    """Add the steps of the documents."""

    def first(by: Person) -> None:
        months: dict[str, Any] = {"period_from": story.days.ahead(-220), "period_to": story.days.ahead(-45)}
        story.made["audit"] = add(
            by, story.made[ACTION], "Audit of booking records", a_pdf("Forty records were read."), **months
        )

    def again(by: Person) -> None:
        file = a_pdf("Forty records were read, and the twelve of the second clinic.")
        services.add_version(by=by, document=story.made["audit"], file=file, note="With the second clinic.")
        _scanned(story.made["audit"])
        why = "The same audit shows whether each adult was named."
        services.use_on(by=by, document=story.made["audit"], record=story.made[OTHER], why=why)

    def refused(by: Person) -> None:
        file = a_text("clinic list.csv", "clinic,booked\nNorth,18\n")
        add(by, story.made[ACTION], "Clinic list", file, found="Eicar-Test-Signature")

    def put_in_error(by: Person) -> None:
        story.made["photo"] = add(by, story.made[OTHER], "Poster in the waiting room", a_picture())

    def take_back(by: Person) -> None:
        services.withdraw(by=by, document=story.made["photo"], reason="It belongs to another project.")

    def on_incident(by: Person) -> None:
        add(by, story.made[INCIDENT], "Note of the strategy discussion", a_pdf("Who was there, and what was agreed."))
        # Added before a scanner was set up: the page says so.
        later = add(by, story.made[INCIDENT], "List of agencies asked", a_text("agencies.txt", "Police\nSchools\n"))
        later.versions.update(scan_state=ScanState.NOT_SCANNED, scanned_at=None)

    steps = (
        (FIRST, first),
        (AGAIN, again),
        (REFUSED, refused),
        (PUT_IN_ERROR, put_in_error),
        (TAKEN_BACK, take_back),
        (ON_INCIDENT, on_incident),
    )
    for days, step in steps:
        story.then(at_time(story.days.ahead(-days), time(15, 40)), "manager", step)


def add(by: Person, record: Any, title: str, file: Any, found: str = "", **more: Any) -> Document:
    """Add a file to a record, and what a scanner would have said of it."""
    document = services.store(by=by, record=record, file=file, title=title, **more)
    _scanned(document, found)
    return document


def _scanned(document: Document, found: str = "") -> None:
    """Write down what a scanner would have said, and do with the file what it would have done."""
    state = ScanState.INFECTED if found else ScanState.CLEAN
    versions = document.versions.exclude(scan_state=ScanState.CLEAN)
    for version in versions if found else ():
        store.remove(version.stored_as)
    versions.update(scan_state=state, scanned_at=timezone.now(), found=found)


def a_pdf(words: str, name: str = "audit.pdf") -> "ContentFile[bytes]":
    """Return a page that says something."""
    made, paper = io.BytesIO(), pikepdf.new()
    page = paper.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = paper.make_stream(f"BT /F1 14 Tf 70 760 Td ({words}) Tj ET".encode())
    paper.save(made)
    return ContentFile(made.getvalue(), name)


def a_picture(name: str = "poster.png") -> "ContentFile[bytes]":
    """Return a small picture of one colour."""
    made = io.BytesIO()
    Image.new("RGB", (320, 200), "teal").save(made, "PNG")
    return ContentFile(made.getvalue(), name)


def a_text(name: str, words: str) -> "ContentFile[bytes]":
    """Return a file of plain words."""
    return ContentFile(words.encode(), name)
