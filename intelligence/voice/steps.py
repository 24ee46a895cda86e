"""A long survey, answered section by section. Nothing is kept between the pages but in the pages themselves.

Each page carries what was answered on the others in hidden boxes, and sends them along: the service knows of an answer
only once the whole is sent. What was typed on a page stays when somebody goes back, also where it is not right yet.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from escp.access.middleware import unkept
from escp.returns.definition import Section
from escp.returns.words import in_words
from intelligence.models import Survey
from intelligence.voice.forms import answers_form
from intelligence.voice.policies import steps_of
from intelligence.voice.services import what_is_missing

AT, GO = "at", "go"
BACK, SEND, TO = "back", "send", "to-"
CHECK = "check"


@dataclass(frozen=True)
class Answered:
    """One section on the page on which answers are checked, and the button that leads back to it."""

    title: str
    go: str
    rows: list[tuple[str, str]]


def is_sent(request: HttpRequest) -> bool:
    """Say whether all of a survey is sent, and not only a step of it."""
    return request.method == "POST" and (request.POST.get(GO) == SEND or AT not in request.POST)


class Steps:
    """The way of one person through a survey, as one page knows it."""

    def __init__(self, request: HttpRequest, survey: Survey) -> None:
        self.request, self.survey = request, survey
        self.asks = survey.asks.asks.for_agency()
        self.sections = steps_of(survey.asks.asks)
        self.sent: QueryDict = request.POST

    def page(self) -> HttpResponse:
        """Return the page that follows from what was pressed on the one before."""
        if self.request.method != "POST":
            return self._shown(0, self._form(0, bound=False))
        at, go = self._at(), self.sent.get(GO, "")
        if go == BACK:
            return self._reached(at - 1 if at else 0, -1)
        if go.startswith(TO):
            return self._reached(self._number(go.removeprefix(TO)), 1)
        if at < len(self.sections) and (wrong := self._wrong(at)) is not None:
            return self._shown(at, wrong)
        return self._reached(at + 1, 1)

    def _at(self) -> int:
        at = self.sent.get(AT, "")
        return len(self.sections) if at == CHECK else self._number(at)

    def _number(self, text: str) -> int:
        """Return the place of a section; of anything else, the first."""
        plain = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
        return plain if plain < len(self.sections) else 0

    def _form(self, at: int, *, bound: bool) -> Any:
        made = answers_form(self.asks, self.sections[at])
        return made(self.sent) if bound else made()

    def _wrong(self, at: int) -> Any:
        """Return the form of a section with what is wrong with it, or None."""
        form = self._form(at, bound=True)
        if form.is_valid():
            missing = what_is_missing(self.asks, self._answers())
            for question in self.sections[at].questions:
                if question.key in missing:
                    form.add_error(question.key, missing[question.key])
        return None if form.is_valid() else form

    def _answers(self) -> dict[str, Any]:
        """Return what can be read of all that was answered so far."""
        form = answers_form(self.asks)(self.sent)
        form.is_valid()
        return dict(form.answers())

    def _reached(self, at: int, way: int) -> HttpResponse:
        """Return the page at a place, or the next one on the way whose questions are asked at all."""
        answers = self._answers()
        while 0 <= at < len(self.sections) and not self._asks_something(self.sections[at], answers):
            at += way
        if at >= len(self.sections):
            return self._checked(answers)
        at = max(at, 0)
        form = self._form(at, bound=True)
        return self._shown(at, form if form.errors else self._filled(at, form))

    def _asks_something(self, section: Section, answers: dict[str, Any]) -> bool:
        return any(self.asks.shows(question, answers) for question in section.questions)

    def _filled(self, at: int, form: Any) -> Any:
        """Return the form of a section with what was answered there, as nothing that has been judged."""
        made = answers_form(self.asks, self.sections[at])
        return made(initial=made.initial_from(form.answers()))

    def _checked(self, answers: dict[str, Any]) -> HttpResponse:
        """Return the page on which all is checked; the first that is not right, where one is not."""
        for at in range(len(self.sections)):
            asked = self._asks_something(self.sections[at], answers)
            if asked and (wrong := self._wrong(at)) is not None:
                return self._shown(at, wrong)
        page = {
            "title": "Check your answers",
            "sections": [self._answered(at, answers) for at in range(len(self.sections))],
            "at": CHECK,
            "carried": list(self._carried(self.sections)),
        }
        return self._rendered("intelligence/voice/check.html", page)

    def _answered(self, at: int, answers: dict[str, Any]) -> Answered:
        shown = [one for one in self.sections[at].questions if self.asks.shows(one, answers)]
        rows = [(one.label, in_words(one, answers.get(one.key))) for one in shown]
        return Answered(self.sections[at].title, f"{TO}{at}", rows)

    def _shown(self, at: int, form: Any) -> HttpResponse:
        section = self.sections[at]
        page = {
            "title": section.title,
            "guidance": section.guidance,
            "caption": f"Part {at + 1} of {len(self.sections)}",
            "form": form,
            "at": at,
            "is_first": at == 0,
            "carried": list(self._carried([one for one in self.sections if one is not section])),
        }
        return self._rendered("intelligence/voice/step.html", page)

    def _carried(self, sections: Sequence[Section]) -> Iterator[tuple[str, str]]:
        """Yield what was answered on other pages, as it was sent."""
        for section in sections:
            for name in answers_form(self.asks, section).base_fields:
                yield from ((name, value) for value in self.sent.getlist(name))

    def _rendered(self, template: str, page: dict[str, Any]) -> HttpResponse:
        context = page | {"survey": self.survey, "once": uuid.uuid4()}
        return unkept(render(self.request, template, context))
