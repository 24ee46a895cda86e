"""Named grading scales. A question names its scale, so that what is graded alike can be compared."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Grade:
    """One step of a scale. `rank` orders steps from the weakest, 0, up; None stands outside the order."""

    value: str
    label: str
    rank: int | None


@dataclass(frozen=True)
class Scale:
    """A grading scale, weakest step first."""

    key: str
    label: str
    grades: tuple[Grade, ...]

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(grade.value, grade.label) for grade in self.grades]

    def label_of(self, value: str) -> str:
        """Return the words for a grade, or the value itself where the scale has no such step."""
        return next((grade.label for grade in self.grades if grade.value == value), value)


SECTION_11 = Scale(
    "section-11",
    "In place: red, amber, green, blue",
    (
        Grade("red", "Red: not in place", 0),
        Grade("amber", "Amber: partly in place, with a plan", 1),
        Grade("green", "Green: in place, with evidence", 2),
        Grade("blue", "Blue: embedded, with evidence of impact", 3),
        Grade("not_applicable", "Does not apply to us", None),
    ),
)
PRACTICE = Scale(
    "practice",
    "Practice: inadequate to outstanding",
    (
        Grade("inadequate", "Inadequate", 0),
        Grade("requires_improvement", "Requires improvement", 1),
        Grade("good", "Good", 2),
        Grade("outstanding", "Outstanding", 3),
    ),
)
AGREEMENT = Scale(
    "agreement",
    "Agreement: strongly disagree to strongly agree",
    (
        Grade("strongly_disagree", "Strongly disagree", 0),
        Grade("disagree", "Disagree", 1),
        Grade("neither", "Neither agree nor disagree", 2),
        Grade("agree", "Agree", 3),
        Grade("strongly_agree", "Strongly agree", 4),
    ),
)
SCALES = {scale.key: scale for scale in (SECTION_11, PRACTICE, AGREEMENT)}
