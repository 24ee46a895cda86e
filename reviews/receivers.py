"""What follows when an agency is asked, answers its first question or has nothing to tell, or a case has ended."""

from typing import Any

from django.utils import timezone

from escp.deadlines.services import sync
from escp.returns.choices import REPLIED, YesNo
from escp.returns.models import Part, Return
from learning.choices import Stage
from learning.models import Activity
from reviews.asking import INFORMATION, KNOWN_QUESTION
from reviews.choices import Known
from reviews.models import AgencyScope
from reviews.queries.parallel import open_checks_of

SAYS = {YesNo.YES.value: Known.KNOWN, YesNo.NO.value: Known.NOT_KNOWN}


def return_saved(sender: type, instance: Return, created: bool = False, raw: bool = False, **kwargs: Any) -> None:
    """Keep an agency that is asked in the review's scope, and note it as not known once it has nothing to tell."""
    if raw or instance.request.kind != INFORMATION.key:
        return
    if created and instance.request.about is not None:
        AgencyScope.objects.create(
            review=instance.request.about, asked=instance, asked_on=timezone.localdate(instance.request.asked_at)
        )
    elif instance.state in REPLIED:
        _note(instance, Known.NOT_KNOWN if instance.is_nil else Known.KNOWN, instance.signed_off_name)


def part_saved(sender: type, instance: Part, created: bool = False, raw: bool = False, **kwargs: Any) -> None:
    """Note whether the child is known as soon as an agency has answered that, long before it sends the rest."""
    said = instance.answers.get(KNOWN_QUESTION)
    if raw or not isinstance(said, dict) or instance.of.request.kind != INFORMATION.key:
        return
    if known := SAYS.get(said.get("answer", "")):
        _note(instance.of, known, instance.saved_by.full_name if instance.saved_by else "")


def _note(asked: Return, known: Known, said_by: str) -> None:
    scope = AgencyScope.objects.filter(asked=asked).exclude(known=known).first()
    if scope is not None:
        scope.known, scope.said_by = known, said_by
        scope.known_on = scope.known_on or timezone.localdate()
        scope.save()


def activity_saved(sender: type, instance: Activity, raw: bool = False, **kwargs: Any) -> None:
    """Ask no more about other processes once the last that is done about a case has ended."""
    if raw or instance.case is None or instance.stage == Stage.UNDER_WAY:
        return
    for check in open_checks_of(instance.case):
        sync(check)
