"""What a rapid review has done at once: the business unit says what, whoever does it says when it was done."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record
from escp.access.permissions import Permission
from escp.ui.flow import form_page
from reviews import services
from reviews.forms.immediate_action import DoneForm, ImmediateActionForm
from reviews.models import ImmediateAction
from reviews.queries import rapid_reviews_for
from reviews.queries.immediate import does_it, immediate_actions_for

FORM_METHODS = ["GET", "HEAD", "POST"]
KEPT = "The immediate action is kept."


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def immediate_action_new(request: HttpRequest, reference: str) -> HttpResponse:
    review = open_record(request, rapid_reviews_for(request.user), page=A_FORM, reference=reference)
    action = ImmediateAction(review=review)
    return _written(request, action, review.get_absolute_url(), "Add an immediate action")


def _written(request: HttpRequest, action: ImmediateAction, back: str, title: str) -> HttpResponse:
    def save(form: ImmediateActionForm) -> tuple[str, str]:
        services.write_immediate_action(by=request.user, action=form.save(commit=False))
        return f"{back}#immediate", KEPT

    return form_page(
        request,
        ImmediateActionForm,
        instance=action,
        title=title,
        caption=action.reference,
        save=save,
        back=back,
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
def immediate_action(request: HttpRequest, number: int) -> HttpResponse:
    """The whole of it for the business unit; for whoever has to do it, only that it is done."""
    action = open_record(request, immediate_actions_for(request.user), page=A_FORM, pk=number)
    if request.user.may(Permission.RUN_REVIEWS):
        return _written(request, action, action.review.get_absolute_url(), "Change the immediate action")
    if not does_it(request.user, action):
        raise PermissionDenied("Only the business unit and whoever does it change an immediate action.")
    back = reverse("home:my-week")

    def save(form: Any) -> tuple[str, str]:
        services.finish_immediate_action(by=request.user, action=form.instance, **form.cleaned_data)
        return back, KEPT

    return form_page(
        request,
        DoneForm,
        instance=action,
        title="Is the immediate action done?",
        caption=action.reference,
        save=save,
        template="reviews/immediate_action_done.html",
        back=back,
        context={"marking": True, "action": action},
    )
