"""On which days somebody wants the digest."""

from django import forms

from escp.deadlines.models import WORKING_WEEK
from escp.ui.forms import Checkboxes, GovForm


class DigestDaysForm(GovForm):
    """On which days the digest comes; on none is an answer."""

    mark_optional = False

    weekdays = forms.TypedMultipleChoiceField(
        choices=list(WORKING_WEEK.items()),
        coerce=int,
        required=False,
        widget=Checkboxes,
        label="On which days do you want your week by e-mail?",
        help_text="It comes at 8.30am and lists what is late, due or waiting for your decision; when there is nothing "
        "to tell, it does not come. Choose no day to get none. Reminders of single deadlines come all the same.",
    )
