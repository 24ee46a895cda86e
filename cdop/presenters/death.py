"""The page of a child's death."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cdop.choices import Precision, State, Told, Trigger
from cdop.forms.deaths import PARTS
from cdop.lifecycle import CHILD_DEATH
from cdop.models import ChildDeath, JointAgencyResponse, Professional
from cdop.policies import RULES, is_reviewed_here
from cdop.presenters.analysis import analysis_so_far
from cdop.presenters.family import family_so_far
from cdop.presenters.national import sent_so_far
from cdop.presenters.reporting import forms_so_far
from cdop.queries import professionals_of
from cdop.queries.panel import at_panels
from escp.access.permissions import Permission
from escp.deadlines.queries import deadlines_of
from escp.imports.choices import Fate
from escp.imports.queries import came_from
from escp.partnership.models import Person
from escp.ui.parts import Row, Task
from escp.ui.words import date_in_words, day_or_moment_in_words, listed, moment_in_words
from learning.queries import findings_of
from learning.records import nearest_first, next_task, part
from reviews.choices import Answer
from reviews.presenters.record import record_page

COLOURS = {
    State.NOTIFIED: "yellow",
    State.RESPONDING: "orange",
    State.GATHERING: "yellow",
    State.MEETING_HELD: "blue",
    State.REVIEWED: "blue",
    State.CLOSED: "green",
}
TURNS: dict[str, str] = {
    State.NOTIFIED: "Waiting for a look at the five triggers of a joint agency response.",
    State.RESPONDING: "The joint agency response is under way.",
    State.GATHERING: "Waiting for what the professionals know, and for the review meeting.",
    State.MEETING_HELD: "Waiting for the panel.",
    State.REVIEWED: "Waiting for the review to be closed, and its learning carried on.",
    State.CLOSED: "The review is closed. Its learning goes on in the golden thread.",
    State.OUT_OF_SCOPE: "This death is not reviewed here.",
}


@dataclass(frozen=True)
class KnewTheChild:
    """Somebody who knew the child, with where they are taken off the list."""

    role: str
    where: str
    told: str
    remove_url: str


def death_page(death: ChildDeath, person: Person) -> dict[str, Any]:
    """Return the context of a death's page."""
    page = record_page(death, CHILD_DEATH, person, death.title, "Child death review", COLOURS)
    response: JointAgencyResponse | None = getattr(death, "response", None)
    runs = death.is_open and person.may(Permission.REVIEW_CHILD_DEATHS)
    professionals = professionals_of(death)
    if response is not None:
        page["deadlines"] = nearest_first([*page["deadlines"], *deadlines_of(response)])
    family, for_family = family_so_far(death, runs)
    forms, for_forms = forms_so_far(death, person, runs)
    analysis, for_analysis = analysis_so_far(death, runs)
    tasks = [*_tasks(death, response, runs), *for_forms, *for_family, *for_analysis]
    return page | {
        "death": death,
        "turn": TURNS[death.state],
        "tasks": tasks,
        "next_task": next_task(tasks),
        "rule": RULES[death.scope],
        "facts": _facts(death),
        "about": _about(death),
        "response": _response(response) if response else [],
        "no_response": death.no_response_because,
        "considered": _considered(death),
        "incident": _incident(death, person),
        "sent": sent_so_far(death, person.may(Permission.REVIEW_CHILD_DEATHS)),
        "new_submission_url": (
            _url("submission-new", death)
            if is_reviewed_here(death.scope) and person.may(Permission.REVIEW_CHILD_DEATHS)
            else ""
        ),
        "family": family,
        "forms": forms,
        "analysis": analysis,
        "professionals": [_knew(death, one, runs) for one in professionals],
        "new_professional_url": _url("professional-new", death) if runs else "",
        "carried_on": list(death.carried_on.all()),
        "carry_on_url": _url("carry-on", death) if runs else "",
        "panels": at_panels(death),
        "may_open": person.may(Permission.OPEN_IDENTITY),
        "findings": list(findings_of(death.activity)),
        "new_finding_url": (
            reverse("learning:finding-new", args=[death.reference]) if person.may(Permission.RECORD_LEARNING) else ""
        ),
    }


def _url(name: str, death: ChildDeath, *more: Any) -> str:
    return reverse(f"cdop:{name}", args=[death.reference, *more])


def _tasks(death: ChildDeath, response: JointAgencyResponse | None, runs: bool) -> list[Task]:
    """Return what has to be done, in order. What eCDOP holds is only checked off here."""

    def url(name: str, *more: Any) -> str:
        return _url(name, death, *more) if runs else ""

    tasks = [
        part("Notify the panel and the national database", done=bool(death.notified_at and death.national_at),
             progress="Half done" if death.notified_at else "Not started", url=url("death-told")),
    ]  # fmt: skip
    if death.is_held_here:
        for name, form_class in PARTS.items():
            asked = [field for field in form_class.base_fields if field not in ("gestation_weeks", "birth_weight")]
            answered = sum(1 for field in asked if getattr(death, field))
            words = f"{answered} of {len(asked)} answered"
            tasks.append(
                part(form_class.title, done=answered == len(asked), progress=words, url=url("death-about", name))
            )
    if response is not None:
        tasks.append(
            part(
                "Take the steps of the joint agency response",
                done=bool(response.met_on and response.shared_at and response.visit_is_settled),
                progress="Under way",
                url=url("response"),
            )
        )
    tasks.append(
        part(
            "Answer whether a serious incident was considered",
            done=bool(death.incident_considered),
            url=url("considered"),
        )
    )
    return tasks


def _moment(death: ChildDeath) -> str:
    """Return when the child died, no more exactly than it is known."""
    if death.died_precision == Precision.DAY:
        return date_in_words(timezone.localdate(death.died_at))
    about = "about " if death.died_precision == Precision.HOUR else ""
    return f"{about}{moment_in_words(death.died_at)}"


def _facts(death: ChildDeath) -> list[Row]:
    rows = [
        Row("Whose death", death.get_scope_display()),
        Row("When the child died", _moment(death)),
        Row("When it became known here", day_or_moment_in_words(death.known_at)),
    ]
    if death.known_late_because:
        rows.append(Row("Why it became known late", death.known_late_because))
    rows += [
        Row("Notified by", death.notifier),
        Row("Leads the review", str(death.lead)),
        Row("Worked on", " ".join(filter(None, [death.get_held_in_display(), death.ecdop_reference]))),
        *_came_from(death),
        Row("Panel notified", day_or_moment_in_words(death.notified_at) if death.notified_at else "Not yet"),
        Row("National database told", day_or_moment_in_words(death.national_at) if death.national_at else "Not yet"),
    ]
    dates = (
        ("Review meeting", death.meeting_on),
        ("Its report, or the result of the inquest", death.ready_on),
        ("Reviewed by the panel", death.panel_on),
        ("Closed", death.closed_on),
    )
    rows += [Row(key, date_in_words(day)) for key, day in dates if day]
    if death.route:
        rows.append(
            Row("Where the learning goes", ". ".join(filter(None, [death.get_route_display(), death.route_reason])))
        )
    return rows


def _came_from(death: ChildDeath) -> list[Row]:
    """Return the row of an extract that first brought or last changed a record which eCDOP holds."""
    row = None if death.is_held_here else came_from(death)
    if row is None:
        return []
    how = "Imported from" if row.fate == Fate.NEW else "Changed by"
    on = date_in_words(timezone.localdate(row.imported.settled_at))
    said = f"{how} an eCDOP extract, row {row.number}, on {on}"
    return [Row("Came from", said, reverse("cdop:import", args=[row.imported.reference]), "Open the import")]


def _about(death: ChildDeath) -> list[Row]:
    """Return what is known of the child and the death; nothing for one that eCDOP holds."""
    if not death.is_held_here:
        return []
    names = [name for form_class in PARTS.values() for name in form_class.base_fields]
    rows = []
    for name in names:
        field = ChildDeath._meta.get_field(name)
        value = getattr(death, f"get_{name}_display", lambda name=name: getattr(death, name))()
        if name == "told":
            value = listed([Told(one).label for one in death.told]) if death.told else ""
        if value:
            words = str(getattr(field, "verbose_name", name))
            rows.append(Row(words[:1].upper() + words[1:], value))
    return rows


def _response(response: JointAgencyResponse) -> list[Row]:
    def moment(value: Any) -> str:
        return day_or_moment_in_words(value) if value else "Not yet"

    visit = f"No visit: {response.no_visit_because}" if response.no_visit_because else moment(response.visited_at)
    rows = [
        Row("Triggers", listed([Trigger(one).label for one in response.triggers])),
        Row("Decided", f"{day_or_moment_in_words(response.decided_at)} by {response.decided_by_words}"),
        Row("First attended", moment(response.attended_at)),
        Row("First information shared", moment(response.shared_at)),
        Row("Home or scene visited", visit),
        Row("Planning meeting", date_in_words(response.met_on) if response.met_on else "Not yet"),
    ]
    if response.followed_up_on:
        rows.append(Row("Follow-up meeting", date_in_words(response.followed_up_on)))
    texts = (
        ("Reason", response.reason),
        ("Who took part", response.attendance),
        ("Safety of other children", response.protection),
        ("Learned at once", response.learning),
    )
    return rows + [Row(key, text) for key, text in texts if text]


def _considered(death: ChildDeath) -> list[Row]:
    if death.considered_on is None:
        return []
    answer = "Yes" if death.incident_considered == Answer.YES else "No"
    by = f"{date_in_words(death.considered_on)} by {death.considered_by}"
    return [Row("Answer", answer), Row("Reason", death.incident_reason), Row("Answered", by)]


def _incident(death: ChildDeath, person: Person) -> dict[str, str] | None:
    """Return the serious incident that was opened, with a link for those who may follow it."""
    if death.incident is None:
        return None
    sees = person.may(Permission.SEE_CASES_IN_PROGRESS)
    return {"reference": death.incident.reference, "url": death.incident.get_absolute_url() if sees else ""}


def _knew(death: ChildDeath, one: Professional, runs: bool) -> KnewTheChild:
    where = ", ".join(filter(None, [str(one.agency) if one.agency else "", one.setting]))
    told = f"Told {date_in_words(one.told_on)}" if one.told_on else "Not told yet"
    return KnewTheChild(one.role, where, told, _url("professional-remove", death, one.pk) if runs else "")
