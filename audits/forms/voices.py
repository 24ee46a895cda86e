"""What a voice in an audit asks: whose it is, what was said, how it was gathered, how they were thanked."""

from audits.forms.multi_agency import NO_NAMES
from audits.models import Voice
from escp.ui.forms import CountedTextarea, GovModelForm, Radios


class VoiceForm(GovModelForm):
    """One contribution, or several of one kind."""

    class Meta:
        model = Voice
        fields = ["whose", "said", "gathered", "thanked"]
        labels = {
            "whose": "Whose voice is it?",
            "said": "What did they say?",
            "gathered": "How was it gathered?",
            "thanked": "How were they thanked, and told what came of it?",
        }
        help_texts = {
            "said": f"In their own words where you can. {NO_NAMES}",
            "gathered": "A feedback call, a focus group, a session with young ambassadors.",
            "thanked": "Leave it empty until it is done.",
        }
        widgets = {"whose": Radios, "said": CountedTextarea(rows=6)}
