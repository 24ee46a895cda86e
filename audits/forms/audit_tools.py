"""What the audit tools ask of the business unit: what was done about an urgent flag, and how it was resolved."""

from typing import Any

from audits.forms.multi_agency import NO_NAMES
from audits.models import UrgentFlag
from escp.ui.forms import CountedTextarea, GovModelForm


class AcknowledgeForm(GovModelForm):
    """What was done about an urgent flag, before its case goes on."""

    class Meta:
        model = UrgentFlag
        fields = ["done"]
        labels = {"done": "What was done, by whom and when?"}
        help_texts = {"done": f"The case goes on once this is recorded. {NO_NAMES}"}
        widgets = {"done": CountedTextarea(rows=5)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done"].required = True
        self.fields["done"].error_messages["required"] = "Say what was done"


class ResolveForm(GovModelForm):
    """How an urgent flag was resolved: nothing is left to do about it."""

    class Meta:
        model = UrgentFlag
        fields = ["resolution"]
        labels = {"resolution": "What was done in the end, and is the child safe?"}
        help_texts = {"resolution": f"Recorded with your name and the time. {NO_NAMES}"}
        widgets = {"resolution": CountedTextarea(rows=5)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resolution"].required = True
        self.fields["resolution"].error_messages["required"] = "Say how it was resolved"
