"""The chronology of the rapid review under way: the police sent an Excel file, the others' rows were put in by hand.

It has what such a file has: a line that is no event, a date in the wrong order, an uncertain date, the same event told
by two agencies, and weeks in which nobody saw the child.
"""

import io
from collections.abc import Callable
from datetime import date, time, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook

from escp.deadlines.calendar import at_time
from escp.partnership.models import Agency, Person
from escp.reports.tables import read_tables
from escp.ui.words import date_in_words
from home.demo.records.story import Story
from reviews.chronology.dates import read_when
from reviews.models import ChronologyRow
from reviews.services import chronology, chronology_imports

REVIEW = "open"
HEADINGS = ("Date/time", "Source", "Event", "Response", "Child seen?", "Comment")
SHOUTING = "Called to the home at night by a neighbour who heard shouting and a child crying."

# Days ago, source, event, response, whether the child was seen, comment. Nobody recorded anything between 150 and 91.
Row = tuple[int, str, str, str, str, str]
POLICE: tuple[Row, ...] = (
    (243, "Incident log", "A man reported that his neighbours’ children were outside late.", "Nobody found.", "No", ""),
    (
        212,
        "Incident log",
        SHOUTING,
        "Words of advice. A notice was sent to health and the council.",
        "Yes, in bed",
        "The home was recorded as cold.",
    ),
    (
        184,
        "Notices",
        "The notice of the night call was looked at with two earlier ones.",
        "Below the threshold.",
        "",
        "",
    ),
    (
        86,
        "Incident log",
        "The parent was found unwell in the street.",
        "Taken to hospital.",
        "No",
        "Nobody asked who was with the children.",
    ),
    (
        47,
        "Incident log",
        "A welfare check was asked for by the school.",
        "The parent answered the door.",
        "No, asleep",
        "The officers did not go upstairs.",
    ),
    (24, "Notices", "A notice was sent after a call from the landlord.", "Shared with the council.", "", ""),
)
SCHOOL: tuple[Row, ...] = (
    (249, "Attendance", "Attendance fell to 84 per cent.", "A letter home.", "Yes", ""),
    (
        236,
        "Class notes",
        "Said to the teacher that there was no tea at home.",
        "Given breakfast from then on.",
        "Yes",
        "The first time that the child spoke of it.",
    ),
    (
        219,
        "Class notes",
        "Wore the same clothes all week; they were damp.",
        "Clothes from the school’s cupboard.",
        "Yes",
        "",
    ),
    (198, "Safeguarding file", "The parent did not come to a meeting.", "A second letter.", "", ""),
    (
        176,
        "Safeguarding file",
        "Asked to stay at school at the end of the day.",
        "Told to the safeguarding lead.",
        "Yes",
        "Asked why, the child said that it was warm.",
    ),
    (163, "Safeguarding file", "A call to the council’s front door.", "Advice: early help.", "", ""),
    (91, "Attendance", "Back after the holidays, thinner.", "Weighed by the school nurse.", "Yes", ""),
    (69, "Class notes", "Fell asleep in class twice.", "The parent was called, no answer.", "Yes", ""),
    (
        48,
        "Safeguarding file",
        "Not at school for three days and no reason given.",
        "A welfare check was asked for.",
        "No",
        "",
    ),
    (33, "Safeguarding file", "The parent said that they would move away.", "Told to the council.", "Yes", ""),
    (18, "Class notes", "Drew the family with nobody at the table.", "Kept in the file.", "Yes", "Not shared further."),
)
TRUST: tuple[Row, ...] = (
    (246, "Clinic", "Not brought to the dentist.", "A new date was sent.", "No", ""),
    (228, "Health visitor", "The parent spoke of low mood.", "Asked to see the general practice.", "Yes", ""),
    (
        212,
        "Notices",
        "Told by police that they were called at night by a neighbour who heard shouting and crying.",
        "Filed.",
        "",
        "Read nine days later.",
    ),
    (205, "Clinic", "Not brought to the eye clinic.", "Discharged.", "No", "Not brought, twice, in five weeks."),
    (189, "General practice", "The parent began treatment for low mood.", "To be seen in four weeks.", "", ""),
    (150, "General practice", "The parent did not come.", "None.", "", ""),
    (86, "Emergency department", "The parent was treated and went home.", "No one asked about children.", "", ""),
    (62, "School nurse", "Weight had fallen by two centiles.", "Referred to the children’s clinic.", "Yes", ""),
    (40, "Clinic", "Not brought to the children’s clinic.", "A new date was sent.", "No", ""),
    (12, "Emergency department", "Brought in by ambulance.", "The incident.", "Yes", ""),
)


def tell(story: Story) -> None:
    """Add the steps: the file first, then the rows of the other two."""
    at = story.days.ahead(-1)
    story.then(at_time(at, time(11, 30)), "officer", _bring_in_file(story))
    for minute, (who, rows) in enumerate((("contributor_trust", TRUST), ("pig_schools", SCHOOL)), start=40):
        story.then(at_time(at, time(11, minute)), "officer", _by_hand(story, who, rows))


def _agency(story: Story, key: str) -> Agency:
    agency = story.people[key].agency
    if agency is None:
        raise ValueError(f"{key} speaks for nobody.")
    return agency


def _bring_in_file(story: Story) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        review, content = story.made[f"rapid:{REVIEW}"], _workbook(timezone.localdate())
        imported = chronology_imports.read_file(
            by=by,
            review=review,
            agency=_agency(story, "pig_police"),
            file=SimpleUploadedFile("police-chronology.xlsx", content),
            tables=read_tables(content),
        )
        chronology_imports.accept(by=by, review=review, imported=imported)

    return step


def _workbook(today: date) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Significant events"
    sheet.append(HEADINGS)
    for ago, *texts in POLICE:
        sheet.append((f"{today - timedelta(days=ago):%d/%m/%Y}", *texts))
    sheet.append(("Taken from the older system",))
    long_ago = today - timedelta(days=200)
    sheet.append((f"early {long_ago:%B %Y}", "Older system", "The parent was a witness in another matter.", "", "", ""))
    sheet.append((f"{long_ago.month:02}/25/{long_ago.year}", "Older system", "A call of which no more is known."))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _by_hand(story: Story, who: str, rows: tuple[Row, ...]) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        today = timezone.localdate()
        for ago, source, event, response, seen, comment in rows:
            written = date_in_words(today - timedelta(days=ago))
            row = ChronologyRow(
                agency=_agency(story, who),
                written=written,
                source=source,
                event=event,
                response=response,
                seen=seen,
                analysis=comment,
            )
            review = story.made[f"rapid:{REVIEW}"]
            chronology.write_row(by=by, review=review, row=row, when=read_when(written, today=today))

    return step
