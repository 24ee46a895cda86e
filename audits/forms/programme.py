"""What the programme of a year’s audits asks."""

from typing import Any

from audits.forms.multi_agency import MINUTE_HELP, minute_field
from escp.partnership.choices import GroupKind
from escp.partnership.presenters import who_decides
from escp.ui.forms import DateField, GovForm


class AgreeProgrammeForm(GovForm):
    """At which meeting the PIG agreed the programme as it stands."""

    agreed_on = DateField(label="At which meeting was it agreed?", past=True)
    minute = minute_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minute"].help_text = f"{MINUTE_HELP} {who_decides(GroupKind.PIG)}".strip()
