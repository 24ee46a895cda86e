"""The short pages of a local review and of its terms of reference: a few questions, written and saved together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms

from escp.ui.forms import GovModelForm, GridColumn, GridField
from reviews.choices import Intention, LocalReviewState
from reviews.forms.local_review import web_address
from reviews.forms.words import NO_NAMES
from reviews.models import LocalReview, TermsOfReference

AGENCY, NAME = GridColumn("agency", "Agency"), GridColumn("name", "Name")
GRIDS = {
    "panel_members": [AGENCY, NAME],
    "contributors": [AGENCY, GridColumn("what", "What it contributes")],
    "milestones": [GridColumn("on", "By when", "date"), GridColumn("what", "What stands by then")],
}
PUBLISHED = (LocalReviewState.PUBLISHED,)
ENDED = (LocalReviewState.PUBLISHED, LocalReviewState.NOT_PUBLISHED)


@dataclass(frozen=True)
class Page:
    """One page: its title, its questions by field, help where it is needed, days that may lie ahead.

    `after` names the states in which alone it can be written; empty for every state before the end.
    """

    title: str
    questions: dict[str, str]
    helps: dict[str, str] = field(default_factory=dict)
    ahead: tuple[str, ...] = ()
    # (the later, the earlier, what the later cannot do)
    order: tuple[tuple[str, str, str], ...] = ()
    after: tuple[str, ...] = ()

    def is_open_on(self, review: LocalReview) -> bool:
        """Say whether the page can be written as the review stands."""
        return review.state in self.after if self.after else review.is_under_way


PARTS = {
    "delay": Page(
        "A delay",
        {
            "delay_known_on": "When was it known that the review will be late?",
            "delay_reason": "What is the main reason?",
            "delay_words": "Which reasons were given to the National Panel and the Secretary of State?",
            "notice_sent_on": "When were the Panel and the Secretary of State told?",
            "notice_how": "How were they told?",
        },
        {"delay_words": NO_NAMES, "notice_how": "For example, by e-mail to the Panel’s secretariat."},
        order=(("notice_sent_on", "delay_known_on", "The notice cannot come before the delay was known."),),
    ),
    "report": Page(
        "What the report says",
        {
            "improvements": "What does the report recommend to improve, in summary?",
            "underlying_reasons": "What does it find of systemic or underlying reasons?",
        },
        {"improvements": f"As it may be published: {NO_NAMES[0].lower()}{NO_NAMES[1:]}"},
    ),
    "clearance": Page(
        "Legal read and family",
        {
            "legal_read_on": "When was the report read for the law?",
            "legal_read_by": "Who read it for the law?",
            "family_informed_on": "When was the family told of the publication?",
            "family_informed_how": "How were they told, and what have they seen?",
        },
        {"family_informed_how": NO_NAMES},
    ),
    "plan": Page(
        "Plan for publication",
        {
            "planned_publication_on": "For which day is publication planned?",
            "intention": "What do the partners intend?",
            "response": "What is the partners’ response to the review?",
        },
        {"intention": "Where publication is thought inappropriate, information on the improvements is published."},
        ahead=("planned_publication_on",),
    ),
    "afterwards": Page(
        "After publication",
        {
            "web_address": "At which web address is the report?",
            "website_on": "When was it on the partnership’s website?",
            "repository_sent_on": "When was it sent to the NSPCC repository?",
            "response": "What is the partners’ response to the review?",
            "response_on": "When was the response published?",
            "still_public_on": "When, a year after publication, was the report found to be public still?",
        },
        after=PUBLISHED,
        order=tuple(
            (name, "finished_on", "This comes after the report was published.")
            for name in ("website_on", "repository_sent_on", "response_on", "still_public_on")
        ),
    ),
    "improvements": Page(
        "Instead of publication",
        {
            "improvements_address": "At which web address are the improvements?",
            "response": "What is the partners’ response to the review?",
            "response_on": "When was the response published?",
        },
        after=(LocalReviewState.NOT_PUBLISHED,),
    ),
}
TERMS_PAGES = {
    "scope": Page(
        "Terms of reference: what is asked",
        {
            "title": "What is the review called?",
            "statutory_basis": "On which statutory basis is it held?",
            "scope_from": "Which period does it look at: from when?",
            "scope_to": "Until when?",
            "subjects": "Who are the subjects of the review?",
            "lines_of_enquiry": "What are the key lines of enquiry?",
            "method": "By which method?",
            "equality": "What is considered about equality, racism and disadvantage?",
        },
        {
            "title": "Under the pseudonym alone.",
            "subjects": NO_NAMES,
            "method": "A method that looks at systems, agreed with the reviewer; practitioners take part without fear "
            "of blame.",
        },
        order=(("scope_to", "scope_from", "The period cannot end before it begins."),),
    ),
    "people": Page(
        "Terms of reference: who takes part",
        {
            "panel_members": "Who sits on the review panel?",
            "contributors": "Which agencies contribute?",
            "family_plan": "How are the child and family involved?",
            "family_lead": "Who leads the contact with the family?",
            "practitioner_plan": "How are practitioners involved?",
            "parallel_processes": "Which other processes run, and what is disclosed to whom?",
        },
        {"family_plan": NO_NAMES},
    ),
    "report": Page(
        "Terms of reference: report and publication",
        {
            "report_format": "In which format and length is the report written?",
            "publication_plan": "How is it published?",
            "legal_lead": "Who leads on the law?",
            "media_lead": "Who leads on the media?",
            "milestones": "What stands by when?",
            "data_protection": "How is personal data protected?",
        },
    ),
}


class PageForm(GovModelForm):
    """One page of a local review or of its terms. Pages of their own questions are made by `page_form`."""

    page: Page

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in self.fields.items():
            question.past = name.endswith("_on") and name not in self.page.ahead
        for name, columns in GRIDS.items():
            if name in self.fields:
                self.fields[name] = GridField(label=self.fields[name].label, required=False, columns=columns)
        for name in ("web_address", "improvements_address"):
            if name in self.fields:
                self.fields[name] = web_address(self.fields[name].label, required=False)
        if "intention" in self.fields:
            self.fields["intention"] = forms.ChoiceField(
                label=self.fields["intention"].label,
                help_text=self.fields["intention"].help_text,
                choices=Intention,
                widget=forms.RadioSelect,
            )

    def _rows(self, name: str) -> list[dict[str, str]]:
        return [dict(row) for row in self.cleaned_data[name]]

    def clean_panel_members(self) -> list[dict[str, str]]:
        return self._rows("panel_members")

    def clean_contributors(self) -> list[dict[str, str]]:
        return self._rows("contributors")

    def clean_milestones(self) -> list[dict[str, str]]:
        return self._rows("milestones")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for later, earlier, sentence in self.page.order:
            day = data.get(later)
            before = data[earlier] if earlier in data else getattr(self.instance, earlier)
            if day and later not in self.errors and (before is None or day < before):
                self.add_error(later, sentence)
        if isinstance(self.instance, LocalReview):
            self._after_the_decision(data)
        if ("legal_read_on" in data) and bool(data["legal_read_on"]) != bool(data.get("legal_read_by")):
            missing = "legal_read_by" if data["legal_read_on"] else "legal_read_on"
            self.add_error(missing, "Enter who read it for the law, and when")
        return data

    def _after_the_decision(self, data: dict[str, Any]) -> None:
        for name in self._days():
            if (day := data.get(name)) and day < self.instance.decided_on and name not in self.errors:
                self.add_error(name, "This cannot come before the decision to hold the review.")

    def _days(self) -> Iterable[str]:
        return (name for name in self.fields if name.endswith("_on"))


def page_form(page: Page, model: type[LocalReview] | type[TermsOfReference]) -> type[PageForm]:
    """Return the form of one page."""
    names = list(page.questions)
    meta = type("Meta", (), {"model": model, "fields": names, "labels": page.questions, "help_texts": page.helps})
    return type("PageForm", (PageForm,), {"Meta": meta, "page": page})
