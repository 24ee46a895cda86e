"""A short audit tool as tests ask by it."""

from escp.returns.definition import Definition
from escp.returns.models import Version
from tests.factories.returns import VersionFactory

HEADINGS = {"recognition": "Recognition", "overall": "Overall quality"}
ASKED = {"good": "What was good?", "develop": "What should develop?"}


def a_tool(*asked: str) -> Version:
    """Return a short published audit tool: which case, whether a child is at risk now, and two graded headings.

    Under each heading it asks what was good, or what is named of `ASKED`.
    """
    about = [
        {"key": "about-case", "kind": "text", "label": "Which case is it?"},
        {"key": "about-risk", "kind": "yes_no", "label": "Is a child at risk now?"},
    ]
    sections = [{"key": "about-1", "title": "About this audit", "questions": about}]
    for key, title in HEADINGS.items():
        graded = [
            *(
                {"key": f"{key}-{one}", "kind": "long_text", "label": ASKED[one], "required": False}
                for one in asked or ("good",)
            ),
            {"key": f"{key}-grade", "kind": "grade", "label": f"{title}: how good was it?", "scale": "practice"},
        ]
        sections.append({"key": f"{key}-1", "title": title, "questions": graded})
    return VersionFactory(definition=Definition.from_data({"sections": sections}).as_data())
