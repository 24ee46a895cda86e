"""One way to show and save a form: sent once, on the row as it is now, in one transaction, never a server error.

    def edit_action(request, reference):
        action = get_object_or_404(actions_for(request.user), reference=reference)

        def save(form):
            return services.change(form.instance, by=request.user), "The action has been changed."

        return form_page(request, ActionForm, instance=action, title="Change the action", caption=action.reference,
                         back=action.get_absolute_url(), save=save)

`save` gets the valid form and returns the record (with `get_absolute_url`) or an address, alone or in a pair with the
sentence to show there. A ValidationError from `save` (a field dictionary, or a list) becomes errors of the form, and
nothing is kept.
"""

import logging
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render

from escp.ui.conflicts import conflict_of
from escp.ui.models import SubmittedForm

EXPIRED = "This page had expired. Check your answers and save again."
CLASHED = "Something else was saved at the same moment and does not fit with this. Check your answers and save again."

logger = logging.getLogger(__name__)


def form_page(
    request: HttpRequest,
    form_class: type[forms.BaseForm],
    *,
    title: str,
    save: Callable[[Any], Any],
    template: str = "layouts/form.html",
    instance: Any = None,
    initial: Mapping[str, Any] | None = None,
    form_kwargs: Mapping[str, Any] | None = None,
    context: Mapping[str, Any] | None = None,
    submit_label: str = "Save and continue",
    caption: str = "",
    back: str | None = None,
    destructive: bool = False,
    version: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """Show the form, or save what was sent and lead on. Status 409 when the row changed since the page was opened.

    Sent twice, it leads to where the first sending led, and saves nothing again. `instance` is locked and read again
    before the form is bound to it; a plain form finds it as `form.instance`. `destructive` makes the button a
    warning. `version` says what of the row this page is about: a change elsewhere in it is then no conflict.
    Raises Http404 when the row is gone.
    """
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    page = {
        "title": title,
        "submit_label": submit_label,
        "caption": caption,
        "back": back,
        "destructive": destructive,
        "conflict": None,
        **(context or {}),
    }
    build = _Builder(form_class, dict(form_kwargs or {}), dict(initial) if initial is not None else None)
    if request.method == "POST":
        return _submitted(request, build, instance, save, template, page, version or _version_of)
    seen = (version or _version_of)(instance)
    return _shown(request, template, page, build(None, instance), seen, status=200)


class _Builder:
    """Makes the form, bound or not, with the row where the form takes one."""

    def __init__(
        self, form_class: type[forms.BaseForm], kwargs: dict[str, Any], initial: dict[str, Any] | None
    ) -> None:
        self.form_class, self.kwargs, self.initial = form_class, kwargs, initial

    def __call__(self, request: HttpRequest | None, instance: Any) -> Any:
        kwargs = dict(self.kwargs)
        if self.initial is not None:
            kwargs["initial"] = dict(self.initial)
        if issubclass(self.form_class, forms.BaseModelForm):
            kwargs["instance"] = instance
        if request is not None:
            kwargs.update(data=request.POST, files=request.FILES)
        form = self.form_class(**kwargs)
        if not isinstance(form, forms.BaseModelForm):
            form.instance = instance
        return form


def _submitted(
    request: HttpRequest,
    build: _Builder,
    instance: Any,
    save: Callable[[Any], Any],
    template: str,
    page: dict[str, Any],
    version_of: Callable[[Any], str],
) -> HttpResponse:
    with transaction.atomic():
        claim, earlier = _claim(request)
        if earlier is not None:
            return HttpResponseRedirect(earlier.location)
        current = _read_again(instance)
        form = build(request, current)
        if claim is None:
            form.add_error(None, EXPIRED)
        # Before validation: a model form writes what was typed onto the row.
        version = version_of(current)
        stale = bool(version) and request.POST.get("version", "") != version
        form.is_valid()
        conflict = conflict_of(form, current) if stale else None
        if conflict is not None:
            form.add_error(None, conflict.sentence)
        outcome = _saved(form, save) if form.is_valid() else None
        if outcome is not None and claim is not None:
            claim.location, message = outcome
            claim.save(update_fields=["location"])
        else:
            transaction.set_rollback(True)
    if outcome is not None:
        if message:
            messages.success(request, message)
        return HttpResponseRedirect(claim.location)
    page["conflict"] = conflict
    return _shown(request, template, page, form, version, status=409 if conflict else 200)


def _saved(form: Any, save: Callable[[Any], Any]) -> tuple[str, str] | None:
    """Save, and return where to go and what to say there; None, with errors on the form, when it was refused."""
    try:
        with transaction.atomic():
            result = save(form)
    except ValidationError as refusal:
        _add_errors(form, refusal)
        return None
    except (IntegrityError, DataError) as refused:
        # The database's own words may hold what was typed: only the constraint's name goes into the log.
        constraint = getattr(getattr(refused.__cause__, "diag", None), "constraint_name", None)
        logger.error("A form could not be saved at the database: %s, %s", type(form).__name__, constraint)
        form.add_error(None, CLASHED)
        return None
    place, message = result if isinstance(result, tuple) else (result, "")
    return (place if isinstance(place, str) else place.get_absolute_url()), message


def _add_errors(form: Any, refusal: ValidationError) -> None:
    """Put each error at its field; those about fields that this form does not have are about the whole."""
    by_field = refusal.error_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.error_list}
    for name, errors in by_field.items():
        form.add_error(name if name in form.fields else None, errors)


def _claim(request: HttpRequest) -> tuple[SubmittedForm | None, SubmittedForm | None]:
    """Take the token: return (claim, None), (None, the earlier sending), or (None, None) for one that is no good.

    Of two sendings at once the second waits here until the first is saved.
    """
    try:
        token = uuid.UUID(request.POST.get("once", ""))
    except ValueError:
        return None, None
    person_id = request.user.pk if getattr(request, "user", None) is not None else None
    try:
        with transaction.atomic():
            return SubmittedForm.objects.create(token=token, person_id=person_id, path=request.path), None
    except IntegrityError:
        earlier = SubmittedForm.objects.filter(token=token).first()
    return None, earlier if earlier is not None and earlier.is_from(person_id, request.path) else None


def place_of_earlier_sending(request: HttpRequest) -> str | None:
    """Return where this very form led when it was sent before by the same person, or None.

    For a view that would turn a second sending away before the form is looked at.
    """
    try:
        token = uuid.UUID(request.POST.get("once", ""))
    except ValueError:
        return None
    earlier = SubmittedForm.objects.filter(token=token).first()
    return earlier.location if earlier is not None and earlier.is_from(request.user.pk, request.path) else None


def _read_again(instance: Any) -> Any:
    if not isinstance(instance, models.Model) or instance.pk is None:
        return instance
    # `_base_manager`: the view has already decided that this person may see the row.
    rows = type(instance)._base_manager.select_for_update(of=("self",)).filter(pk=instance.pk)
    current = rows.first()
    if current is None:
        raise Http404("The record has been removed.")
    return current


def _version_of(instance: Any) -> str:
    version = getattr(instance, "version", None) if getattr(instance, "pk", None) is not None else None
    return "" if version is None else str(version)


def _shown(
    request: HttpRequest, template: str, page: dict[str, Any], form: Any, seen: str, *, status: int
) -> HttpResponse:
    return render(request, template, {**page, "form": form, "once": uuid.uuid4(), "version": seen}, status=status)
