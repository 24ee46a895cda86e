"""An incident as text to paste into the national system, section by section.

The system has no interface for other software: the local authority fills in the form itself. Names stand in the text
only where somebody has opened the identities with a reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Choices

from escp.partnership.models import ChildIdentity, Person
from escp.partnership.queries import children_of
from escp.ui.words import date_in_words, listed, moment_in_words
from reviews.choices import Answer, Criterion
from reviews.coded import DisabilityType, HarmType, KnownTo, Source
from reviews.models import IncidentChild, SeriousIncident
from reviews.queries import criteria_of, views_of

# The current form takes so many children one by one (guidance on reporting a serious child safeguarding incident).
ON_THE_NATIONAL_FORM = 4
MORE_CHILDREN = "The national form takes four children: describe the others in its free text."
UNANSWERED = "Not answered yet"


@dataclass(frozen=True)
class Section:
    """A section of the form: its key on the page, its heading, and the text to paste."""

    key: str
    heading: str
    text: str

    @property
    def rows(self) -> int:
        """How many lines the box needs to show the whole text without scrolling, roughly."""
        return sum(1 + len(line) // 70 for line in self.text.split("\n"))


def words_of(values: list[str], choices: type[Choices]) -> str:
    """Return several coded answers as words; a code of another day is shown as it is."""
    labels = dict(choices.choices)
    return listed([str(labels.get(value, value)) for value in values]) if values else ""


def national_form(
    incident: SeriousIncident, person: Person, identities: Mapping[int, ChildIdentity] | None = None
) -> dict[str, Any]:
    """Return the sections of an incident's text. `identities` are those that were opened, by the child's number."""
    children = list(children_of(incident.case).select_related("incident_facts"))
    account = f"{incident.summary}\n\n{incident.immediate_safety}".strip()
    sections = [
        Section("notifier", "Who notifies", _lines(_notifier(incident, person))),
        Section("incident", "The incident", _lines(_incident(incident))),
        Section("account", "What happened and what was done", account),
        Section("test", "The statutory test", _lines(_test(incident))),
        Section("agencies", "Agencies, investigations and media", _lines(_agencies(incident))),
        Section("partners", "The safeguarding partners", _lines(_partners(incident))),
    ]
    for number, child in enumerate(children, start=1):
        facts = getattr(child, "incident_facts", None) or IncidentChild(incident=incident, child=child)
        text = _lines(_identity((identities or {}).get(child.pk)) + _child(facts, child.get_age_band_display()))
        sections.append(Section(f"child-{number}", f"Child {number}: {child.pseudonym}", text))
    return {
        "marking": True,
        "title": "Text for the national system",
        "incident": incident,
        "sections": sections,
        "named": bool(identities),
        "too_many": MORE_CHILDREN if len(children) > ON_THE_NATIONAL_FORM else "",
        "may_name": any(child.identity_held for child in children),
    }


def _lines(pairs: list[tuple[str, str]]) -> str:
    return "\n".join(f"{key}: {value or UNANSWERED}" for key, value in pairs)


def _notifier(incident: SeriousIncident, person: Person) -> list[tuple[str, str]]:
    return [
        ("Local authority", str(incident.lead)),
        ("Name", person.full_name),
        ("E-mail", person.email),
        ("Our reference", incident.reference),
    ]


def _incident(incident: SeriousIncident) -> list[tuple[str, str]]:
    occurred = "Not known"
    if incident.occurred_on:
        occurred = f"{date_in_words(incident.occurred_on)} ({incident.get_occurred_precision_display().lower()})"
    time = f"{incident.occurred_time:%H:%M}" if incident.occurred_time else "Not known"
    return [
        ("Duty", incident.get_duty_display()),
        ("Nature", incident.get_nature_display()),
        ("Date", occurred),
        ("Time", time),
        ("Local authority aware", moment_in_words(incident.aware_at)),
        ("Suspected harm", words_of(incident.harm_types, HarmType)),
        ("Alleged source of harm", words_of(incident.alleged_sources, Source)),
        ("Place", incident.get_place_type_display()),
        ("Local authority of the incident", incident.area_of_incident),
        ("Local authority of residence", incident.area_of_residence),
        ("Placing local authority", incident.placing_area or "None recorded"),
    ]


def _test(incident: SeriousIncident) -> list[tuple[str, str]]:
    limbs = {Criterion.HARMED_HERE: " (limb a)", Criterion.HARMED_OUTSIDE: " (limb b)"}
    return [
        (
            f"{criterion.label}{limbs.get(criterion, '')}",
            f"{answer.get_answer_display()}. {answer.reason}" if answer else "",
        )
        for criterion, answer in criteria_of(incident)
    ]


def _agencies(incident: SeriousIncident) -> list[tuple[str, str]]:
    return [
        ("Known to", words_of(incident.known_to, KnownTo)),
        ("Police investigation", incident.get_police_investigation_display()),
        ("Coroner or child death review", incident.get_coroner_display()),
        ("Media interest", incident.get_media_interest_display()),
    ]


def _partners(incident: SeriousIncident) -> list[tuple[str, str]]:
    rows = [
        (
            partner.label,
            f"{view.get_view_display()}, {view.given_by_name}, {date_in_words(view.given_on)}" if view else "",
        )
        for partner, view in views_of(incident)
    ]
    if incident.last_word:
        rows.append(("The local authority’s last word", incident.last_word))
    if incident.other_area == Answer.YES:
        told = incident.other_areas_told_on
        rows.append(("Other areas told", f"{incident.other_areas_told}, {date_in_words(told)}" if told else "Not yet"))
    return rows


def _identity(identity: ChildIdentity | None) -> list[tuple[str, str]]:
    if identity is None:
        return []
    return [
        ("Name", identity.full_name),
        ("Date of birth", date_in_words(identity.date_of_birth) if identity.date_of_birth else "Not recorded"),
        ("Address", identity.address or "Not recorded"),
        ("School or setting", identity.school or "Not recorded"),
    ]


def _child(facts: IncidentChild, age_band: str) -> list[tuple[str, str]]:
    return [
        ("Age", age_band if facts.age is None else str(facts.age)),
        ("Sex or gender", facts.get_sex_display()),
        ("Ethnicity", facts.get_ethnicity_display()),
        ("Religion", facts.get_religion_display()),
        ("Disability", facts.get_disability_display()),
        *([("Kind of disability", words_of(facts.disability_types, DisabilityType))] if facts.disability_types else []),
        ("First language", facts.first_language),
        ("Immigration matter", facts.get_immigration_matter_display()),
        ("Legal status", facts.get_legal_status_display()),
        ("Where the child lived", facts.get_placement_display()),
        ("Plan", facts.get_plan_display()),
        ("Education", facts.get_education_display()),
        ("Household", facts.household),
        ("Siblings safe now", facts.get_siblings_safe_display()),
    ]
