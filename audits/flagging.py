"""What follows when a section of an audit tool is saved: an urgent flag is raised then, not when it is sent."""

from typing import Any

from audits.asking import AUDIT_TOOL
from audits.queries.audit_tools import RISK
from audits.services.audit_tools import raise_flag
from escp.returns.choices import YesNo
from escp.returns.models import Part


def section_saved(sender: type, instance: Part, raw: bool = False, **kwargs: Any) -> None:
    """Raise the flag where an auditor has said that a child is at risk now."""
    answer = instance.answers.get(RISK)
    said = answer.get("answer") if isinstance(answer, dict) else None
    if raw or said != YesNo.YES or instance.saved_by is None:
        return
    if instance.of.request.kind == AUDIT_TOOL.key:
        raise_flag(by=instance.saved_by, asked=instance.of)
