"""What is asked of whoever sends a census."""

from django import forms

from escp.ui.forms import FileField, GovForm

MOST_MEGABYTES = 20


class CensusForm(GovForm):
    """The file, what it is called here, and how many children live in the borough."""

    title = forms.CharField(
        label="What is it?", max_length=150, help_text="Such as “Children in need census, 2025 to 2026”."
    )
    population = forms.IntegerField(
        label="How many children aged 0 to 17 live in the borough?",
        min_value=1,
        max_value=10_000_000,
        required=False,
        help_text="Rates are worked out from it: the mid-year estimate of the Office for National Statistics. Without "
        "it, no rates are made.",
    )
    file = FileField(
        label="The census file",
        extensions=["xml"],
        megabytes=MOST_MEGABYTES,
        max_length=None,
        help_text="The XML file as the case system exports it, up to 20 MB. It is counted while it is read, and is not "
        "kept.",
    )
