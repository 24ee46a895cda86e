"""What the programme of a year’s audits asks."""

from typing import Any

from escp.ui.forms import DateField, GovForm
from learning.deciding import minute_field, say_who_decides


class AgreeProgrammeForm(GovForm):
    """At which meeting the PIG agreed the programme as it stands."""

    agreed_on = DateField(label="At which meeting was it agreed?", past=True)
    minute = minute_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_who_decides(self, "minute")
