"""What the cases of an audit ask: the frame in one paste, the reason of an exclusion, the teams that know it."""

from django import forms

from audits.forms.multi_agency import NO_NAMES
from audits.models import AuditCase
from escp.reports.reading import MOST_BYTES
from escp.ui.forms import CountedTextarea, FileField, GovForm, GovModelForm

LONGEST_PASTE = 100_000


class FrameForm(GovForm):
    """The sampling frame, pasted from a table: a case a row."""

    cases = forms.CharField(
        label="Which cases stand in the sampling frame?",
        error_messages={"required": "Enter at least one case"},
        max_length=LONGEST_PASTE,
        widget=CountedTextarea(rows=12),
        help_text="One a line: a pseudonym or code such as “Case 12” or “A17”, then after a comma or a tab the teams "
        "that work with the child, with semicolons between them. Never a name, a date of birth or an NHS number.",
    )


class FrameFileForm(GovForm):
    """The sampling frame as a spreadsheet: a case a row."""

    file = FileField(
        label="The spreadsheet",
        extensions=["xlsx", "csv"],
        megabytes=MOST_BYTES // 1024**2,
        max_length=None,
        help_text="One sheet, a case a row: a pseudonym or code in the first column, the teams that work with the "
        "child in the next. Never a name, a date of birth or an NHS number. The file itself is not kept.",
    )


class ExcludeForm(GovForm):
    """Why a case is not looked at."""

    reason = forms.CharField(
        label="Why is it excluded?", max_length=1000, widget=CountedTextarea(rows=4), help_text=NO_NAMES
    )


class TeamsForm(GovModelForm):
    """Which teams work with the child: nobody from them audits the case."""

    class Meta:
        model = AuditCase
        fields = ["teams"]
        labels = {"teams": "Which teams work with the child?"}
        help_texts = {"teams": "With semicolons between them. Nobody from these teams audits the case."}
