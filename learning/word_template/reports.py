"""Documents to try a template with: one to begin from, and one that is made with it."""

import io

import docx
from django.utils import timezone

from escp.reports.word import Heading, Table, Words, write

SAMPLE = (
    Heading("The learning"),
    Words("This is how a paragraph looks. Nothing here is about anybody."),
    Heading("What to do", 2),
    Words("Ask who else is at home. Write down what they said."),
    Table(("Agency", "What it does"), (("Health visiting", "Asks at every visit"), ("Schools", "Tell each other"))),
)


def beginning() -> bytes:
    """Return a small template that is right, to dress as one likes."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ partnership }}\t{{ marking }}\t{{ reference }}"
    document.sections[0].footer.paragraphs[0].text = "{{ date }}\t{{ marking }}"
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{{ text }}")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def sample(template: bytes) -> bytes:
    """Return a document of a page that is made with a template."""
    return write(
        SAMPLE, title="A trial of the template", reference="PUB-0000", made_at=timezone.now(), template=template
    )
