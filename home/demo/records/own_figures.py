"""Made-up figures of our own: one that was corrected, a table that an agency gave, and a long one that waits."""

from datetime import date, time

from django.core.files.uploadedfile import SimpleUploadedFile

from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from home.demo.records.indicators import quarter_ending
from home.demo.records.story import Story
from intelligence.choices import Unit
from intelligence.indicators import long_files
from intelligence.indicators.numbers import Given, given
from intelligence.indicators.periods import Period
from intelligence.indicators.plans import plan_of
from intelligence.indicators.queries import sheet_of
from intelligence.indicators.services import bring_in, mark_of
from intelligence.models import Indicator
from intelligence.own import services

# Health assessments of looked-after children: done in time, of those due.
IN_TIME = ((31, 40), (29, 38), (35, 41), (33, 39), (37, 42))
RETURN = "Quarterly return (made up)"
LONG_RETURN = "All measures by month (made up)"
MONTHS, WRONG_ROW = 150, 5_998


def tell(story: Story) -> None:
    """Give attendances and correct one; bring in a table, and keep how its columns are read; send a long one."""

    def give(by: Person) -> None:
        training = Indicator.objects.get(code="I42A")
        first, last, name = quarter_ending(story.days.today, 1)
        period = Period(name, first, last)
        facts = {"agency": None, "given_from": "Training register (made up)", "note": ""}
        typed = services.give(by=by, indicator=training, period=period, given=_count(84), facts=facts)
        facts["note"] = "Two courses were run online"
        services.correct(by=by, figure=typed, given=_count(96), facts=facts, reason="Two courses were left out")

    def bring(by: Person) -> None:
        lines = ["Quarter,Indicator,Done in time,Due"]
        for number, (done, due) in enumerate(IN_TIME):
            period = quarter_ending(story.days.today, len(IN_TIME) - number - 1)[2]
            lines.append(f"{period},I20,{done},{due}")
        file = SimpleUploadedFile("return.csv", "\n".join(lines).encode(), "text/csv")
        imported = services.receive(by=by, title=RETURN, agency=None, file=file)
        sheet = sheet_of(imported)
        mapping = {0: "period", 1: "indicator", 2: "counted", 3: "out_of"}
        services.choose_columns(by=by, imported=imported, sheet=sheet, mapping=mapping, name="Health: quarterly return")
        bring_in(by=by, imported=imported, sheet=sheet, seen=mark_of(imported, plan_of(imported, sheet)))

    def send(by: Person) -> None:
        file = SimpleUploadedFile("long.csv", _long_table(story.days.today).encode(), "text/csv")
        imported = services.receive(by=by, title=LONG_RETURN, agency=None, file=file)
        long_files.ask_to_look(by=by, imported=imported)

    story.then(at_time(story.days.ahead(-13), time(12)), "officer", give)
    story.then(at_time(story.days.ahead(-12), time(13)), "officer", bring)
    story.then(at_time(story.days.ahead(-1), time(16)), "officer", send)


def _long_table(today: date) -> str:
    """Return a table too long to be read while somebody waits, in which one cell is wrong."""
    last = today.year * 12 + today.month - 2
    months = [f"{each // 12}-{each % 12 + 1:02}" for each in range(last - MONTHS + 1, last + 1)]
    lines = ["Month,Indicator,Figure"]
    for code in Indicator.objects.values_list("code", flat=True):
        lines += [f"{month},{code},{number % 60 + 20}" for number, month in enumerate(months)]
    lines[WRONG_ROW - 1] = lines[WRONG_ROW - 1].rpartition(",")[0] + ",many"
    return "\n".join(lines)


def _count(number: int) -> Given:
    return given("", str(number), "", Unit.COUNT)
