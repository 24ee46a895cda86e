"""Who may open a case, and who the child is."""

from django import forms

from escp.ui.forms import CountedTextarea, DateField, GovForm


class IdentityReasonForm(GovForm):
    """Why somebody needs to know who the child is. The reason goes on the access log before anything is shown."""

    purpose = forms.CharField(
        label="Why do you need to know who this child is?",
        max_length=300,
        min_length=10,
        widget=CountedTextarea(rows=3),
        help_text="Your name, the time and this reason go on the access log before the identity is shown.",
        error_messages={"required": "Enter why you need to know who this child is"},
    )


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


class IdentityForm(GovForm):
    """Who the child is, kept apart from everything else."""

    full_name = forms.CharField(label="Full name", max_length=160)
    date_of_birth = DateField(label="Date of birth", required=False, past=True)
    address = forms.CharField(label="Address", required=False, max_length=300)
    school = forms.CharField(label="School or setting", required=False, max_length=160)


class AccessForm(ConflictForm):
    """Somebody who may open the case."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].label = "Who may open this case?"
        self.fields["reason"].label = "What do they need it for?"
        self.fields["reason"].help_text = ""
