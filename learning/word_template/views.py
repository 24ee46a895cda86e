"""The template: what stands, another, the service's own again, and documents to try it with."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.reports.word import WORD
from escp.reports.word_template import FIELDS
from escp.ui.flow import form_page
from escp.ui.forms import GovForm
from learning.policies import KNOWS_WORD_TEMPLATE
from learning.word_template import reports, services
from learning.word_template.forms import TemplateForm
from learning.word_template.queries import standing_template

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@needs(*KNOWS_WORD_TEMPLATE)
def template(request: HttpRequest) -> HttpResponse:
    page = {
        "title": "Word template",
        "template": standing_template(),
        "fields": FIELDS,
        "keeps": request.user.may(Permission.KEEP_WORD_TEMPLATE),
    }
    return render(request, "learning/word_template/template.html", page)


@require_safe
@needs(*KNOWS_WORD_TEMPLATE)
def file(request: HttpRequest, which: str) -> HttpResponse:
    """Give the template, a small one to begin from, or a document that is made with it."""
    standing = standing_template()
    content = standing.document if standing else b""
    made = {"begin": reports.beginning, "template": lambda: content, "trial": lambda: reports.sample(content)}
    if which not in made or not (found := made[which]()):
        raise Http404
    response = HttpResponse(found, content_type=WORD)
    response["Content-Disposition"] = f'attachment; filename="word-template-{which}.docx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_WORD_TEMPLATE)
def bring(request: HttpRequest) -> HttpResponse:
    def save(form: TemplateForm) -> Any:
        services.bring_template(by=request.user, file=form.cleaned_data["file"])
        return reverse("learning:word-template"), "The template is used from now on."

    return form_page(
        request,
        TemplateForm,
        title="Bring a Word template",
        submit_label="Use this template",
        save=save,
        back=reverse("learning:word-template"),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_WORD_TEMPLATE)
def leave(request: HttpRequest) -> HttpResponse:
    def save(form: GovForm) -> Any:
        services.leave_template(by=request.user)
        return reverse("learning:word-template"), "The service’s own is used from now on."

    return form_page(
        request,
        GovForm,
        title="Use the service’s own again",
        submit_label="Use the service’s own",
        save=save,
        back=reverse("learning:word-template"),
    )
