"""The terms of reference of an audit, on pages of a few questions each; who takes part; the library of methods."""

from dataclasses import dataclass, field
from typing import Any

from audits.forms.multi_agency import NO_NAMES
from audits.models import AuditedAgency, AuditMethod, AuditTerms
from audits.queries.multi_agency import methods_to_choose
from escp.partnership.queries import agencies_to_name, people_to_name
from escp.returns.queries import versions_to_ask
from escp.ui.forms import Checkboxes, DateField, GovModelForm
from learning.deciding import DecidedForm, minute_field


@dataclass(frozen=True)
class Page:
    """One page of the terms of reference: its title, its questions by field, help where it is needed."""

    title: str
    questions: dict[str, str]
    helps: dict[str, str] = field(default_factory=dict)


PAGES = {
    "purpose": Page(
        "What the audit asks",
        {
            "objectives": "What are its objectives?",
            "questions": "Which questions does it answer?",
            "standards": "Against which standards and evidence is practice held?",
        },
        {"questions": "One a line."},
    ),
    "method": Page(
        "How it is done",
        {
            "methods": "By which methods?",
            "method": "How are they used here?",
            "practitioner_involvement": "How do practitioners take part?",
            "family_involvement": "How do children and families take part?",
            "family_notice": "How is consent asked, or are families told?",
        },
    ),
    "sample": Page(
        "Which cases are looked at",
        {
            "sample_size": "How many cases are looked at?",
            "frame": "From which children is the sample drawn?",
            "period_from": "Which period is looked at: from when?",
            "period_to": "Until when?",
            "exclusions": "Which cases are left out?",
        },
        {"sample_size": "Leave this empty where no method looks at cases.", "frame": NO_NAMES},
    ),
    "readers": Page(
        "Who reads, with which tool",
        {
            "moderator": "Who moderates?",
            "second_reader": "Who reads a second time?",
            "independence": "What is the rule of independence?",
            "tool": "Which audit tool is used?",
            "grading_scale": "Which grades are given, best first?",
        },
        {"grading_scale": "One a line."},
    ),
    "sharing": Page(
        "Timetable and report",
        {
            "returns_by": "By when are returns in?",
            "discussion_by": "When is the audit discussion?",
            "report_by": "When does the report come to the PIG?",
            "data_protection": "How is personal data protected?",
            "reporting_route": "Who receives the report?",
            "dissemination": "How is the learning shared?",
        },
    ),
}


class TermsForm(GovModelForm):
    """One page of the terms of reference. Pages of their own questions are made by `terms_form`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "methods": methods_to_choose,
            "moderator": people_to_name,
            "second_reader": people_to_name,
            "tool": versions_to_ask,
        }
        for name, rows in choices.items():
            if name in self.fields:
                self.fields[name].queryset = rows()
        if "methods" in self.fields:
            hints = {method.pk: method.about for method in self.fields["methods"].queryset}
            self.fields["methods"].widget = Checkboxes(hints=hints)
            self.fields["methods"].widget.choices = self.fields["methods"].choices

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for later, earlier, sentence in (
            ("period_to", "period_from", "The period cannot end before it begins."),
            ("discussion_by", "returns_by", "The discussion cannot come before returns are in."),
            ("report_by", "discussion_by", "The report cannot come before the discussion."),
        ):
            if data.get(later) and data.get(earlier) and data[later] < data[earlier]:
                self.add_error(later, sentence)
        reader = data.get("second_reader")
        if reader is not None and reader == data.get("moderator"):
            self.add_error("second_reader", "Name somebody else: the second reader is not the moderator.")
        return data


def terms_form(page: Page) -> type[TermsForm]:
    """Return the form of one page."""
    names = list(page.questions)
    meta = type("Meta", (), {"model": AuditTerms, "fields": names, "labels": page.questions, "help_texts": page.helps})
    return type("TermsPageForm", (TermsForm,), {"Meta": meta})


class ApproveAgainForm(DecidedForm):
    """At which meeting the PIG approved the changed terms of reference."""

    approved_on = DateField(label="At which meeting were they approved?", past=True)
    minute = minute_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["note"]


class AuditedAgencyForm(GovModelForm):
    """An agency that takes part, who audits for it, and who stands in for cases of the auditor’s own team."""

    class Meta:
        model = AuditedAgency
        fields = ["agency", "auditor", "auditor_team", "stand_in", "stand_in_team"]
        labels = {
            "agency": "Which agency takes part?",
            "auditor": "Who audits for it?",
            "auditor_team": "In which team does that person work?",
            "stand_in": "Who audits the cases of that team?",
            "stand_in_team": "In which team does that person work?",
        }
        help_texts = {
            "auditor": "It can be named later; tools are issued once every agency has an auditor.",
            "stand_in": "Nobody audits a case that their own team works with.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies_to_name()
        for name in ("auditor", "stand_in"):
            self.fields[name].queryset = people_to_name()


class MethodForm(GovModelForm):
    """A method of the library. Audits whose terms were approved keep the words that they were approved with."""

    class Meta:
        model = AuditMethod
        fields = ["name", "about", "looks_at_cases", "in_use"]
        labels = {
            "name": "What is it called?",
            "about": "How is it done, and when does it fit?",
            "looks_at_cases": "It looks at cases drawn from a sampling frame",
            "in_use": "It is offered for new audits",
        }
