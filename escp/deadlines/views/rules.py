"""The rules of all clocks, and how they are changed: proposed, agreed by a second person, withdrawn."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.deadlines import queries
from escp.deadlines.forms.rules import ConfirmForm, RuleForm
from escp.deadlines.models import ClockRule
from escp.deadlines.presenters import rules as rules_page
from escp.deadlines.queries import rulemaking
from escp.deadlines.registry import CLOCKS, Clock
from escp.deadlines.services import rulemaking as services
from escp.ui.flow import form_page
from escp.ui.words import date_in_words

FORM_METHODS = ["GET", "HEAD", "POST"]


def _clock(key: str) -> Clock:
    if key not in CLOCKS:
        raise Http404(f"There is no clock {key}.")
    return CLOCKS[key]


def _change(key: str, number: int) -> tuple[Clock, ClockRule]:
    return _clock(key), get_object_or_404(rulemaking.changes_of(key), pk=number)


@require_safe
def clocks(request: HttpRequest) -> HttpResponse:
    """Every clock, grouped by who says so."""
    today = timezone.localdate()
    groups = rules_page.groups(queries.rule_book(), today, rulemaking.changes_ahead())
    page = {"title": "Clocks and their rules", "groups": groups, "today": today, "headings": rules_page.HEADINGS}
    return render(request, "deadlines/clocks.html", page)


@require_safe
def clock(request: HttpRequest, key: str) -> HttpResponse:
    """One clock: its rule today, the changes past and coming, and what runs under which version."""
    declared, book = _clock(key), queries.rule_book()
    rule = book.rule(declared, timezone.localdate())
    changes = [(change, *rules_page.state_of(change)) for change in rulemaking.changes_of(key)]
    page = {
        "title": declared.label,
        "clock": declared,
        "rule": rule,
        "tag": rules_page.tag_of(rule),
        "said_by": rules_page.SAID_BY[rule.level],
        "facts": rules_page.facts_of(declared, rule),
        "changes": changes,
        "editions": rules_page.editions_lived(declared, book),
        "running": [rules_page.Lived(*entry) for entry in rulemaking.open_under(request.user, key)[key]],
        "may_change": request.user.may(Permission.CHANGE_RULES),
    }
    return render(request, "deadlines/clock.html", page)


@require_http_methods(FORM_METHODS)
@needs(Permission.CHANGE_RULES)
def rule_new(request: HttpRequest, key: str) -> HttpResponse:
    """Propose a change to a clock's rule."""
    declared = _clock(key)
    rule = queries.rule_book().rule(declared, timezone.localdate())

    def save(form: RuleForm) -> tuple[ClockRule, str]:
        change = services.propose_rule(
            by=request.user,
            clock=declared,
            revision=form.revision(),
            reason=form.cleaned_data["reason"],
            edition=form.cleaned_data.get("edition"),
        )
        if change.needs_second:
            return change, "Your proposal is kept. It counts once a colleague agrees it."
        return change, f"The change is kept and counts from {date_in_words(change.effective_from)}."

    return form_page(
        request,
        RuleForm,
        title="Change the rule",
        caption=declared.label,
        form_kwargs={"clock": declared, "rule": rule},
        save=save,
        template="deadlines/rule_form.html",
        context={"tag": rules_page.tag_of(rule), "statutory": rule.level.statutory, "clock": declared, "rule": rule},
        back=reverse("deadlines:clock", args=[key]),
    )


def _change_page(request: HttpRequest, declared: Clock, change: ClockRule) -> dict[str, Any]:
    book = queries.rule_book()
    rule = book.rule(declared, change.effective_from)
    return {
        "clock": declared,
        "change": change,
        "tag": rules_page.tag_of(rule),
        "state": rules_page.state_of(change),
        "parts": rules_page.change_compared(declared, change, book),
        "history": rules_page.history_of(change),
        "why_not_agree": services.why_not_agree(request.user, change),
        "why_not_withdraw": services.why_not_withdraw(change),
        "may_change": request.user.may(Permission.CHANGE_RULES),
    }


@require_safe
def rule(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One change: before and after, who proposed and agreed it, and why."""
    declared, change = _change(key, number)
    page = {"title": declared.label, **_change_page(request, declared, change)}
    return render(request, "deadlines/rule.html", page)


@require_http_methods(FORM_METHODS)
@needs(Permission.CHANGE_RULES)
def rule_agree(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Agree a colleague's change, on a page that shows before and after."""

    def save(form: ConfirmForm) -> tuple[ClockRule, str]:
        change = services.agree(by=request.user, proposal=form.instance)
        return change, f"Agreed. The change counts from {date_in_words(change.effective_from)}."

    return _confirm(request, key, number, save, title="Agree the change", submit_label="Agree the change")


@require_http_methods(FORM_METHODS)
@needs(Permission.CHANGE_RULES)
def rule_withdraw(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Take back a change that has not taken effect."""

    def save(form: ConfirmForm) -> tuple[ClockRule, str]:
        change = services.withdraw_proposal(by=request.user, proposal=form.instance)
        return change, "Withdrawn. It stays here to be read, and counts no more."

    return _confirm(
        request, key, number, save, title="Withdraw the change", submit_label="Withdraw the change", destructive=True
    )


def _confirm(request: HttpRequest, key: str, number: int, save: Any, **page: Any) -> HttpResponse:
    declared, change = _change(key, number)
    return form_page(
        request,
        ConfirmForm,
        instance=change,
        caption=declared.label,
        save=save,
        template="deadlines/rule_confirm.html",
        context=_change_page(request, declared, change),
        back=change.get_absolute_url(),
        **page,
    )
