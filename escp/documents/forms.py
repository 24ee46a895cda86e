"""Forms of documents."""

from typing import Any

from django import forms
from django.conf import settings

from escp.documents.examining.kinds import IN_WORDS, MEDIA_TYPES
from escp.documents.models import Document
from escp.ui.forms import CountedTextarea, FileField, GovForm, GovModelForm


def file_field(label: str = "File", **kwargs: Any) -> FileField:
    """Return the question for a file. What is inside is judged where it is kept."""
    megabytes = settings.DOCUMENTS_MEGABYTES
    field = FileField(
        label=label,
        megabytes=megabytes,
        max_length=None,
        **kwargs,
        help_text=f"{IN_WORDS}, up to {megabytes} MB. Names of authors, places and cameras are taken out.",
    )
    field.widget.attrs["accept"] = ",".join(f".{extension}" for extension in (*MEDIA_TYPES, "jpeg"))
    return field


class NewDocumentForm(GovModelForm):
    """A file and what it is."""

    class Meta:
        model = Document
        fields = ["title", "what", "period_from", "period_to"]
        widgets = {"what": CountedTextarea(attrs={"rows": 3})}
        help_texts = {
            "title": "Do not name a child or a family.",
            "period_from": "The time that the document tells of, not the day on which you add it.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["file", *self.Meta.fields])

    file = file_field()


class VersionForm(GovForm):
    """The next version of a document."""

    file = file_field()
    note = forms.CharField(label="What is new in it", max_length=300, required=False)


class UseForm(GovForm):
    """Another record that the document is evidence for."""

    reference = forms.CharField(label="Reference of the record", max_length=30, help_text="For example ACT-2026-118.")
    why = forms.CharField(label="What it shows there", max_length=300)


class WithdrawForm(GovForm):
    """Why a document no longer stands."""

    reason = forms.CharField(
        label="Why it is withdrawn",
        max_length=500,
        widget=CountedTextarea(attrs={"rows": 3}),
        help_text="Everybody who could see the document reads this. Nobody can download it any more.",
    )
