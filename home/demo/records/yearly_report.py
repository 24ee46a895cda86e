"""The yearly reports: last year's is published and corrected, this year's open, agencies are asked for their parts."""

from datetime import date, datetime, time, timedelta

from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from escp.partnership.models.plan import year_name, year_of
from escp.returns import queries as returns
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return
from escp.returns.services import answering, asking
from escp.returns.services.asking import Asked
from home.demo.records.story import Story
from learning.choices import OWED_THE_REPORT, Publication
from learning.models import CopySent, LearningPublication
from learning.publications import services
from learning.publications.lifecycle import PUBLICATION
from learning.publications.queries import parts_of, publications_for
from learning.publications.text import Standing, left, standing_of
from learning.yearly_report.asking import CONTRIBUTION_TO_REPORT, QUESTIONNAIRE

AUDIENCE = "everybody who lives in Larkwood, and everybody who works with its children"
LAST_YEAR = {
    "foreword": "This report says what we did, and what we cannot show yet. Where nothing is recorded, it says so.",
    "arrangements": "Schools sit in the Practice Improvement Group since this year. Each partner has named a deputy.",
    "difference": "Two of our three answers are about practice. We know too little of what changed for children.",
    "little_progress": "We promised to hear fathers. The figures hardly moved: we had not said who asks, and when.",
    "budget": "The council gave half of the money, the police and the integrated care board a quarter each.",
    "forward": "We will measure fewer things, and ask children first whether they are safer.",
}
WRONG = "The police gave less, and the integrated care board more, than the section on the budget said."
CORRECTED = "The council gave half of the money, the integrated care board 30% and the police 20%."
THIS_YEAR = {"arrangements": "The neglect audit has a task group of its own."}
MAY_STAY = "It is about no case."
SAID = {
    "report-1": {
        "report-priorities": "Every midwife asks who else lives at home, and writes down who answered.",
        "report-difference": "More fathers come to the first visit. Whether children are safer we cannot say yet.",
        "report-little-progress": "Supervision stays short. Posts are vacant.",
    },
    "report-2": {"report-voice": "Parents asked for later appointments. Two clinics open until eight now."},
}
# Days before today; what follows the publication comes after the thirtieth of September where that is past.
ASKED, ANSWERED, ACCEPTED, DUE = 12, 6, 4, 60


def tell(story: Story) -> None:
    """Add the steps of both reports."""
    year = year_of(story.days.today)
    signed = story.days.after(date(year, 9, 28), 0)
    if signed >= story.days.ahead(-5):
        signed = story.days.ahead(-5)
    for name, by, back in (("begin", "officer", 20), ("check", "officer", 8), ("approve", "council_partner", 3)):
        story.then(_at(story, signed, -back), by, lambda by, name=name: _last(story, name, year - 1, by))  # type: ignore[misc]
    story.then(at_time(signed, time(16, 0)), "manager", lambda by: _last(story, "publish", year - 1, by))
    # Counted from the day of publication, which lies five days back at least.
    sent, corrected, approved, published = (signed + timedelta(days=days) for days in (1, 2, 3, 4))
    story.then(at_time(sent, time(9, 30)), "officer", lambda by: _send_copies(story, sent, by))
    story.then(at_time(corrected, time(11, 0)), "officer", lambda by: _correct(story, by))
    for name, by, day in (("approve", "council_partner", approved), ("publish", "manager", published)):
        story.then(at_time(day, time(15, 40)), by, lambda by, name=name: _last(story, name, year - 1, by))  # type: ignore[misc]

    this = min(story.days.after(date(year, 4, 1), 2), story.days.ahead(-1))
    story.then(at_time(this, time(16, 20)), "officer", lambda by: _this(story, year, by))
    if this < story.days.ahead(-ASKED):
        story.then(at_time(story.days.ahead(-ASKED), time(9, 40)), "officer", lambda by: _ask(story, by))
        story.then(at_time(story.days.ahead(-ANSWERED), time(10, 0)), "contributor_trust", lambda by: _say(story, by))
        story.then(at_time(story.days.ahead(-ACCEPTED), time(10, 0)), "officer", lambda by: _accept(story, by))


def _at(story: Story, day: date, days: int) -> datetime:
    return at_time(story.days.after(day, days), time(15, 40))


def _this(story: Story, year: int, by: Person) -> None:
    _begin(story, "this", year, THIS_YEAR, by)


def _begin(story: Story, key: str, year: int, words: dict[str, str], by: Person) -> None:
    report = LearningPublication(
        title=f"Yearly report {year_name(year)}", audience=AUDIENCE, readers=Publication.PUBLIC
    )
    services.draft_report(by=by, publication=report, year=year)
    for part in report.parts.filter(source="", section__in=words):
        part.words = words[part.section]
        services.write_part(by=by, part=part)
    story.made[f"report:{key}"] = report


def _last(story: Story, name: str, year: int, by: Person) -> None:
    """Take one step with last year's report."""
    if name == "begin":
        _begin(story, "last", year, LAST_YEAR, by)
        return
    report = publications_for(by).get(pk=story.made["report:last"].pk)
    if name == "check":
        services.gather_again(by=by, publication=report)
        _leave_out_what_fell(report, by)
        found = {wording.key: MAY_STAY for wording in left(report)}
        services.settle(by=by, publication=report, replaced={}, accepted=found)
        report = publications_for(by).get(pk=report.pk)
    PUBLICATION.apply(name, report, by=by)


def _send_copies(story: Story, day: date, by: Person) -> None:
    """Record the copies to those who are owed the report within seven days."""
    for recipient in OWED_THE_REPORT:
        copy = CopySent(publication=story.made["report:last"], recipient=recipient, sent_on=day, how="By e-mail")
        services.record_copy(by=by, copy=copy)


def _correct(story: Story, by: Person) -> None:
    """Begin a corrected edition of last year's report, change the part that was wrong, and hand it over."""
    published = publications_for(by).get(pk=story.made["report:last"].pk)
    correction = services.begin_correction(by=by, published=published, because=WRONG)
    part = correction.parts.get(section="budget", source="")
    part.words = CORRECTED
    services.write_part(by=by, part=part)
    _leave_out_what_fell(correction, by)
    found = {wording.key: MAY_STAY for wording in left(correction)}
    services.settle(by=by, publication=correction, replaced={}, accepted=found)
    correction = publications_for(by).get(pk=correction.pk)
    PUBLICATION.apply("check", correction, by=by)
    story.made["report:last"] = correction


def _leave_out_what_fell(report: LearningPublication, by: Person) -> None:
    parts = parts_of(report)
    stands = standing_of(report, parts)
    for part in parts:
        if stands[part.pk] == Standing.FALLEN:
            part.left_out_because = "Its record no longer stands."
            services.write_part(by=by, part=part)


def _ask(story: Story, by: Person) -> None:
    """Ask four agencies for their part of the report on this year."""
    version = returns.published(QUESTIONNAIRE)
    whom = [story.people[key].agency for key in ("contributor_trust", "pig_police", "pig_schools", "pig_voluntary")]
    if version is None:
        raise ValueError(f"{QUESTIONNAIRE} has not been loaded.")
    story.made["request:report"] = asking.ask(
        by=by,
        kind=CONTRIBUTION_TO_REPORT,
        version=version,
        title="Your part of the yearly report",
        message="Please write for everybody: it is published under your agency’s name.",
        due_on=story.days.ahead(DUE),
        whom=[Asked(agency) for agency in whom if agency],
        about=story.made["report:this"],
    )


def _asked(story: Story) -> Return:
    return Return.objects.get(request=story.made["request:report"], agency=story.people["contributor_trust"].agency)


def _say(story: Story, by: Person) -> None:
    asked = _asked(story)
    for section, answers in SAID.items():
        part = answering.part_for(by=by, asked=asked, section=section)
        answering.save_part(by=by, part=part, answers=dict(answers))
    RETURN.apply("send", asked, by=by)


def _accept(story: Story, by: Person) -> None:
    """Accept what the trust sent, and let it stand in the report."""
    RETURN.apply("accept", _asked(story), by=by)
    services.gather_again(by=by, publication=publications_for(by).get(pk=story.made["report:this"].pk))
