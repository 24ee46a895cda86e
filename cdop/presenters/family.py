"""The page of the family, and what a death's own page says of them."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from cdop.choices import State
from cdop.models import ChildDeath, ContactPlan, FamilyContact, FamilyQuestion, KeyWorker
from cdop.queries import Family, family_of
from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.ui.parts import Row, Task
from escp.ui.words import date_in_words
from learning.records import part

NOBODY = "This family has no key worker. Name one: every bereaved family has one person to turn to."


@dataclass(frozen=True)
class Entry:
    """A contact or a question: its heading, its facts, and where it is changed."""

    title: str
    state: str
    colour: str
    rows: list[Row]
    url: str


def family_page(death: ChildDeath, person: Person) -> dict[str, Any]:
    """Return everything that is recorded about the family."""
    family = family_of(death)
    writes = death.state != State.OUT_OF_SCOPE and person.may(Permission.REVIEW_CHILD_DEATHS)

    def url(name: str, *more: Any) -> str:
        return reverse(f"cdop:{name}", args=[death.reference, *more]) if writes else ""

    return {
        "marking": True,
        "death": death,
        "title": "The family",
        "elsewhere": "" if death.is_held_here else held_elsewhere(death),
        "key_worker": family.key_worker,
        "nobody": NOBODY,
        "key_workers": [Row(str(one), _while(one), url("key-worker", one.pk), "Change") for one in family.key_workers],
        "plan": _plan(family.plan) if family.plan else [],
        "contacts": [_contact(one, url("family-contact", one.pk)) for one in family.contacts],
        "questions": [_question(one, url("family-question", one.pk)) for one in family.questions],
        "urls": {
            "key_worker": url("key-worker-new"),
            "plan": url("contact-plan"),
            "contact": url("family-contact-new"),
            "question": url("family-question-new"),
        },
    }


def held_elsewhere(death: ChildDeath) -> str:
    """Return where the rest is kept for a death that is held in eCDOP."""
    reference = f" under {death.ecdop_reference}" if death.ecdop_reference else ""
    return (
        f"This death is held in eCDOP{reference}: the contact plan and the contacts are kept there. Here it is enough "
        "to name the key worker. Questions of the family that are recorded here must be answered here."
    )


def family_so_far(death: ChildDeath, runs: bool) -> tuple[list[Row], list[Task]]:
    """Return what a death's own page says of the family, and what has to be done for them."""
    family = family_of(death)
    url = reverse("cdop:family", args=[death.reference])
    rows = [Row("Key worker", str(family.key_worker) if family.key_worker else NOBODY)]
    if family.plan is not None:
        rows.append(Row("Guide “When a Child Dies”", _guide(family.plan)))
    if family.questions:
        rows.append(Row("Questions of the family", _questions_in_words(family)))
    tasks = [
        part("Name the family’s key worker", done=family.key_worker is not None, url=url if runs else ""),
    ]
    if death.is_held_here:
        tasks.append(part("Plan the contact with the family", done=family.plan is not None, url=url if runs else ""))
    if family.questions:
        tasks.append(
            part(
                "Carry the family’s questions, and their answers back",
                done=not family.unsettled,
                progress=f"{len(family.unsettled)} of {len(family.questions)} open",
                url=url if runs else "",
            )
        )
    return rows, tasks


def _questions_in_words(family: Family) -> str:
    asked = len(family.questions)
    if not family.unsettled:
        return f"{asked} asked, each with an answer or the reason why there is none"
    return f"{asked} asked, {len(family.unsettled)} without an answer yet"


def _while(one: KeyWorker) -> str:
    since = date_in_words(one.since)
    return f"From {since} to {date_in_words(one.ended)}" if one.ended else f"Since {since}"


def _guide(plan: ContactPlan) -> str:
    if plan.guide_offered_on:
        return f"Offered on {date_in_words(plan.guide_offered_on)}"
    return f"Not offered yet: {plan.guide_not_yet_because}"


def _plan(plan: ContactPlan) -> list[Row]:
    return [
        Row("How and how often", plan.how),
        Row("What to avoid", plan.avoid),
        Row("Language", plan.language),
        Row("Interpreter needed", plan.get_interpreter_display()),
        Row("Guide “When a Child Dies”", _guide(plan)),
    ]


def _contact(one: FamilyContact, url: str) -> Entry:
    rows = [Row("With whom", one.get_whom_display())]
    if one.held_on:
        state, colour = "Took place", "green"
        rows += [Row("When", date_in_words(one.held_on)), Row("What was said", one.said)]
    elif one.not_held_because:
        state, colour = "Did not take place", "grey"
        rows.append(Row("Why", one.not_held_because))
    else:
        state, colour = "Planned", "blue"
    return Entry(f"{one.get_by_display()}, planned for {date_in_words(one.planned_on)}", state, colour, rows, url)


def _question(one: FamilyQuestion, url: str) -> Entry:
    rows = [Row("What they ask", one.words)]
    if one.carried_on:
        rows.append(Row("Carried to", f"{one.get_carried_to_display()}, {date_in_words(one.carried_on)}"))
    if one.told_on:
        rows += [Row("Answer", one.answer), Row("Told", f"{date_in_words(one.told_on)} by {one.told_by}")]
    if one.not_answered_because:
        rows.append(Row("Why there is no answer", one.not_answered_because))
    if one.is_settled:
        state, colour = ("Answered", "green") if one.told_on else ("No answer", "grey")
    else:
        state, colour = ("Carried to the meeting", "blue") if one.carried_on else ("Waits to be carried", "yellow")
    return Entry(f"{one.get_whom_display()}, {date_in_words(one.asked_on)}", state, colour, rows, url)
