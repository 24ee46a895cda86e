"""The question for the template."""

from escp.ui.forms import FileField, GovForm

MEGABYTES = 2


class TemplateForm(GovForm):
    """A Word document with fields."""

    file = FileField(
        label="The template",
        megabytes=MEGABYTES,
        max_length=None,
        help_text=f"A Word document (.docx) of up to {MEGABYTES} MB, without macros.",
    )
