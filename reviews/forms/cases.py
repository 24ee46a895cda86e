"""Who may open a case, and who must not."""

from django import forms

from escp.ui.forms import GovForm


class ConflictForm(GovForm):
    """Somebody who must not see the case."""

    person = forms.ModelChoiceField(queryset=None, label="Who has a conflict of interest?")
    reason = forms.CharField(
        label="What is the conflict?",
        max_length=300,
        help_text="For example, their own practice is under review, or they know the family.",
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class RestrictForm(GovForm):
    """Why only named people may know of the case."""

    reason = forms.CharField(label="Why should only named people know of this case?", max_length=300)


class AccessForm(ConflictForm):
    """Somebody who may open the case."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].label = "Who may open this case?"
        self.fields["reason"].label = "What do they need it for?"
        self.fields["reason"].help_text = ""
