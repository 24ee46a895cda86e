"""Writing a draft, a section or a question at a time. Every change is made to the draft as it is now."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.returns import queries
from escp.returns.choices import QuestionKind
from escp.returns.definition import Definition, Question, Section
from escp.returns.forms.building import ConfirmForm, PlaceForm, SectionForm
from escp.returns.forms.questions import AnswersForm, DependsForm, KindForm, QuestionForm
from escp.returns.models import Version
from escp.returns.presenters.questionnaires import earlier_closed, places_for
from escp.returns.services import questionnaires as services
from escp.returns.views.questionnaires import FORM_METHODS, found_version
from escp.ui.flow import form_page, place_of_earlier_sending

Changed = tuple[Definition, str, str]


def _draft(request: HttpRequest, key: str, number: int) -> Version:
    """Return a draft; sent to what has been published meanwhile, a form still says so. Raises Http404."""
    version = found_version(request.user, key, number)
    if not version.is_draft and request.method != "POST":
        raise Http404
    return version


def _section(version: Version, key: str) -> Section:
    if section := version.asks.section(key):
        return section
    raise Http404


def _question(version: Version, key: str) -> Question:
    if question := version.asks.question(key):
        return question
    raise Http404


def _change(
    request: HttpRequest,
    version: Version,
    form_class: type,
    *,
    title: str,
    change: Callable[[Any, Definition], Changed],
    form_kwargs: Mapping[str, Any] | None = None,
    **page: Any,
) -> HttpResponse:
    """Show a form about a part of a draft. `change` gets the form and the draft as it is now, and returns the new
    definition, the key of the part to come back to, and what to say there.
    """

    def save(form: Any) -> tuple[str, str]:
        definition, anchor, message = change(form, form.instance.asks)
        services.rewrite(by=request.user, version=form.instance, definition=definition)
        return f"{version.get_absolute_url()}#{anchor}", message

    return form_page(
        request,
        form_class,
        instance=version,
        title=title,
        caption=f"{version.questionnaire.title}, version {version.number}",
        save=save,
        form_kwargs=form_kwargs,
        back=version.get_absolute_url(),
        **{"submit_label": "Save", **page},
    )


def _new_key(prefix: str, version: Version) -> str:
    return services.new_key(prefix, *(one.asks for one in queries.versions_of(version.questionnaire)))


@require_http_methods(FORM_METHODS)
@needs(Permission.BUILD_QUESTIONNAIRES)
def add_section(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Add a section at the end."""
    version = _draft(request, key, number)

    def change(form: SectionForm, definition: Definition) -> Changed:
        section = form.section(Section(key=_new_key("s", version), title=""))
        return services.with_section(definition, section), section.key, "The section has been added."

    return _change(request, version, SectionForm, title="Add a section", change=change)


@require_http_methods(FORM_METHODS)
@needs(Permission.BUILD_QUESTIONNAIRES)
def change_section(request: HttpRequest, key: str, number: int, part: str) -> HttpResponse:
    """Change the words of a section."""
    version = _draft(request, key, number)
    section = _section(version, part)

    def change(form: SectionForm, definition: Definition) -> Changed:
        now = form.section(definition.section(part) or section)
        return services.with_section(definition, now), part, "The section has been changed."

    first = {"title": section.title, "guidance": section.guidance}
    return _change(request, version, SectionForm, title="Change the section", change=change, initial=first)


@require_http_methods(FORM_METHODS)
@needs(Permission.BUILD_QUESTIONNAIRES)
def choose_kind(request: HttpRequest, key: str, number: int, part: str) -> HttpResponse:
    """Choose what kind of answer a new question asks for."""
    version = _draft(request, key, number)
    section = _section(version, part)

    def save(form: KindForm) -> str:
        return reverse("returns:question-add", args=[key, number, part, form.cleaned_data["kind"]])

    return form_page(
        request,
        KindForm,
        title="Add a question",
        caption=section.title,
        save=save,
        submit_label="Continue",
        back=version.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.BUILD_QUESTIONNAIRES)
def add_question(request: HttpRequest, key: str, number: int, part: str, kind: str) -> HttpResponse:
    """Add a question at the end of a section."""
    version = _draft(request, key, number)
    _section(version, part)
    if kind not in QuestionKind.values:
        raise Http404
    blank = Question(key="", kind=QuestionKind(kind), label="")

    def change(form: QuestionForm, definition: Definition) -> Changed:
        question = replace(form.question(), key=_new_key("q", version))
        added = services.with_question(definition, part, question)
        return added, question.key, "The question has been added."

    title = f"Add a question: {blank.kind.label.lower()}"
    return _change(request, version, QuestionForm, title=title, change=change, form_kwargs={"before": blank})


@require_http_methods(FORM_METHODS)
@needs(Permission.BUILD_QUESTIONNAIRES)
def change_question(request: HttpRequest, key: str, number: int, part: str) -> HttpResponse:
    """Change what a question says. Its key and its kind stay."""
    version = _draft(request, key, number)
    question = _question(version, part)

    def change(form: QuestionForm, definition: Definition) -> Changed:
        now = definition.question(part)
        section = definition.section_of(part)
        words = replace(form.question(), show_when=now.show_when if now else None)
        changed = services.with_question(definition, section.key if section else "", words)
        return changed, part, "The question has been changed."

    title = "Change the question"
    return _change(request, version, QuestionForm, title=title, change=change, form_kwargs={"before": question})


@require_http_methods(FORM_METHODS)
@needs(Permission.BUILD_QUESTIONNAIRES)
def depends(request: HttpRequest, key: str, number: int, part: str) -> HttpResponse:
    """Choose the earlier question that decides whether this one is shown, or that it always is."""
    version = _draft(request, key, number)
    question = _question(version, part)
    earlier = earlier_closed(version.asks, question)

    def save(form: Any) -> tuple[str, str] | str:
        on = form.cleaned_data["on"]
        if on:
            return reverse("returns:question-answers", args=[key, number, part, on])
        definition = _with_condition(form.instance.asks, part, None)
        services.rewrite(by=request.user, version=form.instance, definition=definition)
        return f"{version.get_absolute_url()}#{part}", "The question is always shown."

    return form_page(
        request,
        DependsForm,
        instance=version,
        title="When is it shown?",
        caption=question.label,
        save=save,
        initial={"on": question.show_when.question if question.show_when else ""},
        form_kwargs={"earlier": earlier},
        submit_label="Continue",
        back=version.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.BUILD_QUESTIONNAIRES)
def answers(request: HttpRequest, key: str, number: int, part: str, on: str) -> HttpResponse:
    """Choose the answers to the earlier question that show this one."""
    version = _draft(request, key, number)
    question = _question(version, part)
    asked = next((one for one in earlier_closed(version.asks, question) if one.key == on), None)
    if asked is None:
        raise Http404
    before = question.show_when.answers if question.show_when and question.show_when.question == on else ()

    def change(form: AnswersForm, definition: Definition) -> Changed:
        return _with_condition(definition, part, form.condition()), part, "It is shown only after these answers."

    title = f"After which answers to “{asked.label}”?"
    kwargs = {"on": asked}
    return _change(
        request,
        version,
        AnswersForm,
        title=title,
        change=change,
        form_kwargs=kwargs,
        initial={"answers": list(before)},
    )


def _with_condition(definition: Definition, part: str, condition: Any) -> Definition:
    question, section = definition.question(part), definition.section_of(part)
    if question is None or section is None:
        raise Http404
    return services.with_question(definition, section.key, replace(question, show_when=condition))


@require_http_methods(FORM_METHODS)
@needs(Permission.BUILD_QUESTIONNAIRES)
def move(request: HttpRequest, key: str, number: int, part: str) -> HttpResponse:
    """Put a section or a question somewhere else."""
    version = _draft(request, key, number)
    name = _name(version, part)

    def change(form: PlaceForm, definition: Definition) -> Changed:
        after = form.cleaned_data["after"]
        return services.placed(definition, part, "" if after == "first" else after), part, "It has been moved."

    places = places_for(version.asks, part)
    title = f"Move “{name}”"
    return _change(request, version, PlaceForm, title=title, change=change, form_kwargs={"places": places})


@require_http_methods(FORM_METHODS)
@needs(Permission.BUILD_QUESTIONNAIRES)
def remove(request: HttpRequest, key: str, number: int, part: str) -> HttpResponse:
    """Take a section with its questions, or a question, out of the draft."""
    if place := place_of_earlier_sending(request):
        return redirect(place)
    version = _draft(request, key, number)
    section, name = version.asks.section(part), _name(version, part)

    def change(form: ConfirmForm, definition: Definition) -> Changed:
        without = services.without_section if definition.section(part) else services.without_question
        return without(definition, part), "questions", "It has been removed from the draft."

    return _change(
        request,
        version,
        ConfirmForm,
        title=f"Remove “{name}”",
        change=change,
        template="returns/remove.html",
        submit_label="Remove",
        destructive=True,
        context={"section": section},
    )


def _name(version: Version, part: str) -> str:
    if section := version.asks.section(part):
        return section.title
    return _question(version, part).label
