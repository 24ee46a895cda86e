"""Writing a draft, a section or a question at a time. Every change is made to the draft as it is now."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
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
GONE = "A colleague has removed this from the draft meanwhile. Copy what you typed if you want to use it elsewhere."


def _draft(request: HttpRequest, key: str, number: int) -> Version:
    """Return a draft; sent to what has been published meanwhile, a form still says so. Raises Http404."""
    version = found_version(request.user, key, number)
    if not version.is_draft and request.method != "POST":
        raise Http404
    return version


def _asks(request: HttpRequest, version: Version, *parts: str) -> Definition:
    """Return what a draft asks; to a form about what was removed meanwhile, what it asked before. Raises Http404.

    So that the form is shown again with what was typed, and says why it cannot be kept.
    """
    if request.method != "POST" or version.asks.holds(*parts):
        return version.asks
    if before := queries.asked_before(version, *parts):
        return before
    raise Http404


def _section(definition: Definition, key: str) -> Section:
    if section := definition.section(key):
        return section
    raise Http404


def _question(definition: Definition, key: str) -> Question:
    if question := definition.question(key):
        return question
    raise Http404


def _still_there(version: Version | None, *parts: str) -> None:
    """Raises ValidationError where one of these parts is gone from a draft."""
    if version is None or not version.asks.holds(*parts):
        raise ValidationError(GONE)


def _change(
    request: HttpRequest,
    version: Version,
    form_class: type,
    *,
    title: str,
    change: Callable[[Any, Definition], Changed],
    parts: tuple[str, ...] = (),
    form_kwargs: Mapping[str, Any] | None = None,
    **page: Any,
) -> HttpResponse:
    """Show a form about parts of a draft. `change` gets the form and the draft as it is now, and returns the new
    definition, the key of the part to come back to, and what to say there.
    """
    # Where a part is gone there is nothing to compare with: the form says so, and keeps what was typed.
    instance = version if version.asks.holds(*parts) else None

    def save(form: Any) -> tuple[str, str]:
        _still_there(form.instance, *parts)
        definition, anchor, message = change(form, form.instance.asks)
        services.rewrite(by=request.user, version=form.instance, definition=definition)
        return f"{version.get_absolute_url()}#{anchor}", message

    return form_page(
        request,
        form_class,
        instance=instance,
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
    section = _section(_asks(request, version, part), part)

    def change(form: SectionForm, definition: Definition) -> Changed:
        now = form.section(_section(definition, part))
        return services.with_section(definition, now), part, "The section has been changed."

    first = {"title": section.title, "guidance": section.guidance}
    return _change(
        request, version, SectionForm, title="Change the section", change=change, parts=(part,), initial=first
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.BUILD_QUESTIONNAIRES)
def choose_kind(request: HttpRequest, key: str, number: int, part: str) -> HttpResponse:
    """Choose what kind of answer a new question asks for."""
    version = _draft(request, key, number)
    section = _section(_asks(request, version, part), part)

    def save(form: KindForm) -> str:
        _still_there(version, part)
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
    _section(_asks(request, version, part), part)
    if kind not in QuestionKind.values:
        raise Http404
    blank = Question(key="", kind=QuestionKind(kind), label="")

    def change(form: QuestionForm, definition: Definition) -> Changed:
        question = replace(form.question(), key=_new_key("q", version))
        added = services.with_question(definition, part, question)
        return added, question.key, "The question has been added."

    title = f"Add a question: {blank.kind.label.lower()}"
    kwargs = {"before": blank}
    return _change(request, version, QuestionForm, title=title, change=change, parts=(part,), form_kwargs=kwargs)


@require_http_methods(FORM_METHODS)
@needs(Permission.BUILD_QUESTIONNAIRES)
def change_question(request: HttpRequest, key: str, number: int, part: str) -> HttpResponse:
    """Change what a question says. Its key and its kind stay."""
    version = _draft(request, key, number)
    question = _question(_asks(request, version, part), part)

    def change(form: QuestionForm, definition: Definition) -> Changed:
        words = replace(form.question(), show_when=_question(definition, part).show_when)
        return _with_question(definition, words), part, "The question has been changed."

    title, kwargs = "Change the question", {"before": question}
    return _change(request, version, QuestionForm, title=title, change=change, parts=(part,), form_kwargs=kwargs)


@require_http_methods(FORM_METHODS)
@needs(Permission.BUILD_QUESTIONNAIRES)
def depends(request: HttpRequest, key: str, number: int, part: str) -> HttpResponse:
    """Choose the earlier question that decides whether this one is shown, or that it always is."""
    version = _draft(request, key, number)
    asks = _asks(request, version, part)
    question = _question(asks, part)
    earlier = earlier_closed(asks, question)
    instance = version if version.asks.holds(part) else None

    def save(form: Any) -> tuple[str, str] | str:
        _still_there(form.instance, part)
        on = form.cleaned_data["on"]
        if on:
            return reverse("returns:question-answers", args=[key, number, part, on])
        definition = _with_condition(form.instance.asks, part, None)
        services.rewrite(by=request.user, version=form.instance, definition=definition)
        return f"{version.get_absolute_url()}#{part}", "The question is always shown."

    return form_page(
        request,
        DependsForm,
        instance=instance,
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
    asks = _asks(request, version, part, on)
    question = _question(asks, part)
    asked = next((one for one in earlier_closed(asks, question) if one.key == on), None)
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
        parts=(part, on),
        form_kwargs=kwargs,
        initial={"answers": list(before)},
    )


def _with_condition(definition: Definition, part: str, condition: Any) -> Definition:
    return _with_question(definition, replace(_question(definition, part), show_when=condition))


def _with_question(definition: Definition, question: Question) -> Definition:
    """Put a question in the place where it stands in a draft."""
    section = definition.section_of(question.key)
    return services.with_question(definition, section.key if section else "", question)


@require_http_methods(FORM_METHODS)
@needs(Permission.BUILD_QUESTIONNAIRES)
def move(request: HttpRequest, key: str, number: int, part: str) -> HttpResponse:
    """Put a section or a question somewhere else."""
    version = _draft(request, key, number)
    asks = _asks(request, version, part)
    name = _name(asks, part)

    def change(form: PlaceForm, definition: Definition) -> Changed:
        after = form.cleaned_data["after"]
        return services.placed(definition, part, "" if after == "first" else after), part, "It has been moved."

    title, kwargs = f"Move “{name}”", {"places": places_for(asks, part)}
    return _change(request, version, PlaceForm, title=title, change=change, parts=(part,), form_kwargs=kwargs)


@require_http_methods(FORM_METHODS)
@needs(Permission.BUILD_QUESTIONNAIRES)
def remove(request: HttpRequest, key: str, number: int, part: str) -> HttpResponse:
    """Take a section with its questions, or a question, out of the draft."""
    if place := place_of_earlier_sending(request):
        return redirect(place)
    version = _draft(request, key, number)
    asks = _asks(request, version, part)
    section, name = asks.section(part), _name(asks, part)

    def change(form: ConfirmForm, definition: Definition) -> Changed:
        without = services.without_section if definition.section(part) else services.without_question
        return without(definition, part), "questions", "It has been removed from the draft."

    return _change(
        request,
        version,
        ConfirmForm,
        title=f"Remove “{name}”",
        change=change,
        parts=(part,),
        template="returns/remove.html",
        submit_label="Remove",
        destructive=True,
        context={"section": section},
    )


def _name(definition: Definition, part: str) -> str:
    if section := definition.section(part):
        return section.title
    return _question(definition, part).label
