"""The calls that the gallery shows. Each is run as it stands."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html

from escp.ui.forms import (
    Checkboxes,
    CountedTextarea,
    DateField,
    DateTimeField,
    FileField,
    GovForm,
    GridColumn,
    GridField,
    Radios,
    YesNoNotKnownField,
)
from escp.ui.tables import DateColumn, GovTable, TagColumn, tables


@dataclass(frozen=True)
class Example:
    """A component, when to use it, and the call that makes it."""

    title: str
    call: str
    about: str = ""


class ExampleForm(GovForm):
    """One field of each kind."""

    title = forms.CharField(max_length=120, help_text="Say what will change, not what will be discussed")
    due_on = DateField(label="When is it due?", help_text="For example, 31 3 2027")
    aware_at = DateTimeField(
        label="When did the partnership become aware?", help_text="For example, 6 3 2026 at 9.30am"
    )
    going = forms.ChoiceField(
        label="How is it going?",
        choices=[("on", "On track"), ("risk", "At risk"), ("off", "Off track")],
        widget=Radios(hints={"risk": "It may be late, or may not do what it should"}),
    )
    criterion = YesNoNotKnownField(label="Is the criterion met?")
    agencies = forms.MultipleChoiceField(
        label="Which agencies own it?",
        choices=[("la", "Local authority"), ("icb", "NHS integrated care board"), ("police", "Police")],
        widget=Checkboxes(),
    )
    lead = forms.ChoiceField(label="Lead agency", choices=[("", "---------"), ("la", "Local authority")])
    baseline = forms.DecimalField(required=False)
    note = forms.CharField(
        label="Progress note",
        help_text="Do not include names of children or families",
        max_length=300,
        widget=CountedTextarea(),
        required=False,
    )
    events = GridField(
        label="What happened, in order?",
        help_text="One row for each event",
        columns=[GridColumn("on", "Date", "date"), GridColumn("what", "What happened")],
        required=False,
    )
    evidence = FileField(help_text="PDF or Word, up to 10 MB", extensions=["pdf", "docx"], required=False)
    checked = forms.BooleanField(label="The lead agency has agreed to this")


class ExampleTable(GovTable):
    """Three actions."""

    caption = "Open actions"
    reference = tables.Column()
    title = tables.Column(verbose_name="Action")
    due = DateColumn()
    state = TagColumn(colours={"Late": "red", "Due soon": "orange", "On track": "green"})

    def __init__(self, **kwargs: Any) -> None:
        rows = [
            ("ACT-2026-014", "Audit 20 strategy discussions for health attendance", date(2026, 12, 12), "Late"),
            ("ACT-2026-021", "Publish the threshold briefing", date(2026, 12, 18), "Due soon"),
            ("ACT-2026-022", "Train duty inspectors in the neglect toolkit", date(2027, 1, 29), "On track"),
        ]
        super().__init__(
            [dict(zip(("reference", "title", "due", "state"), row, strict=True)) for row in rows], **kwargs
        )

    def render_reference(self, value: str) -> str:
        return format_html('<a class="govuk-link gt-reference" href="#{}">{}</a>', value, value)


EXAMPLES = [
    Example(
        "Tags",
        '{% gov_tag "Off track" "red" %} {% gov_tag "At risk" "orange" %} {% gov_tag "On track" "green" %}\n'
        '{% gov_tag "Complete" "blue" %} {% gov_tag "Waiting" "purple" %} {% gov_tag "Sent" "teal" %}\n'
        '{% gov_tag "Not started" "grey" %} {% gov_tag "Draft" "yellow" %} {% gov_tag "New" "magenta" %}',
        "A state is a word first; the colour helps those who see it.",
    ),
    Example(
        "Banners",
        '{% banner "late" "Notify the National Panel" "It was due on 7 January 2026." %}\n'
        '{% bannerbody "soon" "Hold the rapid review by Wednesday 21 January 2026" %}\n'
        '{% details "Why this date?" %}Fifteen working days from the notification.{% enddetails %}\n'
        "{% endbannerbody %}\n"
        '{% banner "info" "Waiting for the police return" "Asked on 3 December, chased once." %}\n'
        '{% banner "done" "Sent to the National Panel on 6 January 2026, in time" %}',
        "Red only when late, and then in words too.",
    ),
    Example("The cycle", '{% strip stages label="The cycle today" %}'),
    Example("Summary list", "{% summary_list rows %}", "Facts with a link to change each. An empty answer says so."),
    Example("Task list", "{% task_list tasks %}"),
    Example("Timeline", "{% timeline events %}"),
    Example(
        "Line chart", "{% line_chart chart %}", "Built by `escp.ui.charts.line_chart(…)`. A gap is drawn as a gap."
    ),
    Example(
        "Stacked bars",
        "{% bar_chart bars %}",
        "Built by `escp.ui.bars.bar_chart(…)`. Set a table with the same numbers beside it.",
    ),
    Example(
        "Bars with a matrix",
        "{% upset_chart sets %}",
        "Built by `escp.ui.upset.upset_chart(…)`: which sets each number is of. Set a table beside it.",
    ),
    Example("Table", "{% load django_tables2 %}{% render_table table %}", "Lists use `escp.ui.lists.list_page(…)`."),
    Example("Pages", "{% pagination page %}"),
    Example(
        "Steps",
        '{% action "Close the action" "#close" %}\n'
        '{% action "Send back for changes" "#back" kind="secondary" %}\n'
        '{% action "Withdraw" "#withdraw" kind="warning" %}\n'
        '{% action "Close the plan" "#plan" reason="Record a reading after the change first." %}',
        "A step that is not possible yet says why.",
    ),
    Example(
        "Details and inset",
        '{% details "Who can see this?" %}The four people named on the case.{% enddetails %}\n'
        "{% inset %}No one has said what will be measured.{% endinset %}",
    ),
    Example("Dates and times", "{{ moment|uk_date }}; {{ moment|uk_time }}; {{ moment|uk_datetime }}"),
    Example(
        "Error summary",
        "{% error_summary refused %}",
        "It takes the focus when the page opens; each line leads to its field.",
    ),
    Example(
        "Form",
        "{% load crispy_forms_tags %}<form>{% crispy form %}</form>",
        "Pages with a form use `escp.ui.flow.form_page(…)`.",
    ),
    Example("Form with errors", "{% load crispy_forms_tags %}<form>{% crispy refused %}</form>"),
]
