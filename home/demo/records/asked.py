"""Agencies asked for their figures of a quarter: accepted, sent, and two that are late. Every number is made up."""

from datetime import time

from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from escp.returns.lifecycle import RETURN
from escp.returns.models import Part, Return
from escp.returns.services import answering
from home.demo.records.story import Story
from intelligence.asked.asking import FIGURES
from intelligence.asked.questions import YES, key_of
from intelligence.asked.services import ask_for_figures
from intelligence.choices import Unit
from intelligence.indicators.periods import quarters_before
from intelligence.models import AskedFigure, Indicator

# Days ago, and days ago that they were due.
ASKED, ANSWERED, ACCEPTED, DUE = 12, 6, 4, 2
# Who gives which figures, by one of the people of each agency.
OWNERS = {
    "sin_lead": ("I10", "I11", "I12"),
    "contributor_trust": ("I28", "I29", "I30"),
    "police_partner": ("I31", "I32"),
    "pig_schools": ("I35",),
}
ACCEPTED_FROM, SENT_FROM = "pig_schools", "contributor_trust"


def tell(story: Story) -> None:
    """Say whose each figure is, ask for them, and let two agencies answer."""

    def ask(by: Person) -> None:
        for key, codes in OWNERS.items():
            for one in Indicator.objects.filter(code__in=codes):
                one.owner_agency = story.people[key].agency
                one.save()
        quarter = quarters_before(story.days.ahead(-ASKED), 1)[0]
        due = story.days.ahead(-DUE)
        message = "Please give the figures that are yours, or say why they are not available."
        ask_for_figures(by=by, kind=FIGURES, quarter=quarter, due_on=due, message=message)

    def accept(by: Person) -> None:
        RETURN.apply("accept", _asked_of(story.people[ACCEPTED_FROM]), by=by)

    story.then(at_time(story.days.ahead(-ASKED), time(15)), "officer", ask)
    for place, key in enumerate((ACCEPTED_FROM, SENT_FROM)):
        story.then(at_time(story.days.ahead(-ANSWERED), time(15, place)), key, _answer)
    story.then(at_time(story.days.ahead(-ACCEPTED), time(15)), "officer", accept)


def _asked_of(person: Person) -> Return:
    return Return.objects.filter(request__kind=FIGURES.key, agency=person.agency).latest("pk")


def _answer(by: Person) -> None:
    asked = _asked_of(by)
    for number, one in enumerate(AskedFigure.objects.filter(asked=asked).select_related("indicator"), start=1):
        key = key_of(one.indicator.code, one.starts_on)
        part = Part.objects.select_related("of").get(of=asked, section=key)
        said = {f"{key}-have": YES, f"{key}-counted": str(40 + 7 * number), f"{key}-note": "Invented"}
        if one.indicator.unit != Unit.COUNT:
            said[f"{key}-out-of"] = "120"
        answering.save_part(by=by, part=part, answers=said)
    RETURN.apply("send", asked, by=by)
