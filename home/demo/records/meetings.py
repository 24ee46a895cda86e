"""Meetings of the demo, one in every state: minutes agreed, minutes in draft, under way, papers out, planned, off."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from escp.deadlines.calendar import at_time
from escp.deadlines.choices import MailState
from escp.partnership.choices import GroupKind
from escp.partnership.models import Group, Person
from home.demo.records.papers import a_pdf, add
from home.demo.records.story import Story
from home.meetings.choices import MinuteKind, RecordKind
from home.meetings.lifecycle import MEETING
from home.meetings.presenters.quorum import quorum_in_words, who_may_come
from home.meetings.services import agenda, minuting, planning
from home.models import AgendaItem, Meeting, MeetingMail

ROOM = "Civic centre, committee room 2, or by the link in the invitation"
# Days from today.
EARLIER, LAST, NEXT, AFTER, CALLED_OFF, TASK = -126, -63, 12, 75, -20, -1
THERE = ("pig_chair", "pig_health", "health_partner", "pig_police", "pig_schools")
AWAY = ("pig_voluntary",)


def tell(story: Story) -> None:
    """Add the steps of every meeting."""
    days = {ahead: story.days.ahead(ahead) for ahead in (EARLIER, LAST, NEXT, AFTER, CALLED_OFF, TASK)}
    for ahead in (EARLIER, LAST):
        day = days[ahead]
        _then(story, story.days.after(day, -12), "officer", _plan(ahead, GroupKind.PIG, day), ahead, 10)
        _then(story, story.days.after(day, -8), "officer", _build, ahead, 10)
        _then(story, story.days.after(day, -5), "officer", _move("send_papers"), ahead, 10)
        _then(story, day, "officer", _move("begin"), ahead, 14)
        _then(story, day, "officer", _attend, ahead, 15)
        _then(story, day, "officer", _speak, ahead, 16)
        _then(story, day, "officer", _close, ahead, 17)
    _then(story, days[LAST], "pig_chair", _move("agree_minutes", agreed_on=days[LAST]), EARLIER, 18)
    planned_on = story.days.ahead(LAST + 2)
    for hour, ahead in enumerate((NEXT, AFTER), start=10):
        _then(story, planned_on, "officer", _plan(ahead, GroupKind.PIG, days[ahead]), ahead, hour)
    papers_on = story.days.ahead(-3)
    _then(story, papers_on, "officer", _build, NEXT, 10)
    _then(story, papers_on, "officer", _tend, NEXT, 11)
    _then(story, papers_on, "officer", _move("send_papers"), NEXT, 12)
    off_on = story.days.after(days[CALLED_OFF], -10)
    _then(story, off_on, "officer", _plan(CALLED_OFF, GroupKind.EXECUTIVE, days[CALLED_OFF]), CALLED_OFF, 10)
    reason = "Two of the three partners are away: the next meeting takes its items."
    _then(story, off_on, "officer", _move("cancel", cancelled_because=reason), CALLED_OFF, 12)
    task_on = story.days.after(days[TASK], -4)
    _then(story, task_on, "officer", _plan(TASK, GroupKind.TASK_GROUP, days[TASK]), TASK, 10)
    _then(story, task_on, "officer", _build, TASK, 11)
    _then(story, days[TASK], "officer", _move("begin"), TASK, 14)


def _then(story: Story, day: date, by: str, step: Callable[..., None], ahead: int, hour: int) -> None:
    """Add a step of one meeting; a step knows its meeting by how far from today it is."""
    story.then(at_time(day, time(hour)), by, lambda person: step(story, ahead, person))


def _key(ahead: int) -> str:
    return f"group-meeting:{ahead}"


def _plan(ahead: int, kind: str, day: date) -> Callable[..., None]:
    def step(story: Story, _: int, by: Person) -> None:
        group = Group.objects.filter(kind=kind).order_by("pk")[0]
        meeting = Meeting(group=group, held_on=day, begins=time(14), ends=time(16), place=ROOM)
        story.made[_key(ahead)] = planning.plan(by=by, meeting=meeting)

    return step


def _build(story: Story, ahead: int, by: Person) -> None:
    agenda.build(by=by, meeting=story.made[_key(ahead)])


def _tend(story: Story, ahead: int, by: Person) -> None:
    meeting = story.made[_key(ahead)]
    item = AgendaItem(meeting=meeting, title="How practitioners hear what was learned", minutes=15)
    item.presenter = story.people["pig_health"]
    item.words = "Each agency brings one example of a team that heard it, and says how it knows."
    agenda.add(by=by, item=item)
    add(by, meeting, "How learning reaches teams", a_pdf("What three agencies do, on one page.", "reach.pdf"))
    due = meeting.items.filter(kind="due").last()
    if due is not None:
        agenda.leave_out(by=by, item=due, reason="Its owner is away: it comes to the meeting after.")


def _move(name: str, **facts: Any) -> Callable[..., None]:
    def step(story: Story, ahead: int, by: Person) -> None:
        story.made[_key(ahead)] = MEETING.apply(name, story.made[_key(ahead)], by=by, **facts)

    return step


def _attend(story: Story, ahead: int, by: Person) -> None:
    meeting = story.made[_key(ahead)]
    there, away = ([story.people[key] for key in keys] for keys in (THERE, AWAY))
    words = quorum_in_words(meeting.group, who_may_come(meeting.group), [str(one.pk) for one in there])
    story.made[_key(ahead)] = planning.record_attendance(
        by=by, meeting=meeting, present=there, apologised=away, others="Practice lead, council", quorum=words
    )


def _speak(story: Story, ahead: int, by: Person) -> None:
    """A note and a decision under the first item, and at the last meeting an action about what stands on the thread."""
    meeting = story.made[_key(ahead)]
    opening = meeting.items.get(key="welcome")
    minuting.write(by=by, item=opening, kind=MinuteKind.NOTE, text="Nobody declared a conflict of interest.")
    health = meeting.items.get(key="thread-health")
    words = "The group goes through the broken threads at every meeting, the oldest first."
    minuting.write(by=by, item=health, kind=MinuteKind.DECISION, text=words)
    about = meeting.items.filter(record_kind=RecordKind.ACTION, number__gt=0).first()
    if ahead == LAST and about is not None:
        text = "Ask each team how often fathers are spoken with, and bring the answers."
        owner, due_on = story.people["pig_health"], story.days.ahead(40)
        minuting.write(by=by, item=about, kind=MinuteKind.ACTION, text=text, owner=owner, due_on=due_on)


def _close(story: Story, ahead: int, by: Person) -> None:
    _move("close")(story, ahead, by)
    meeting = story.made[_key(ahead)]
    MeetingMail.objects.filter(meeting=meeting).update(state=MailState.SENT, sent_at=meeting.closed_at)
