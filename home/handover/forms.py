"""Which edition of the capsule, and in which form."""

from django import forms

from escp.reports.report import PDF_FORM, WORD_FORM
from escp.ui.forms import GovForm, Radios
from home.handover.reports import EDITIONS, WHOLE


class CapsuleForm(GovForm):
    """What is asked before a capsule is made."""

    edition = forms.ChoiceField(label="Which edition?", choices=list(EDITIONS.items()), initial=WHOLE, widget=Radios())
    form = forms.ChoiceField(
        label="In which form?",
        choices=[(PDF_FORM, "PDF"), (WORD_FORM, "Word")],
        initial=PDF_FORM,
        widget=Radios(),
    )
