"""The Business Plan of this year and of last year."""

from escp.partnership.models import Priority
from escp.partnership.models.plan import year_of
from home.demo.records.story import Story

THIS_YEAR = (
    "Neglect, and what children’s days are like",
    "Domestic abuse, and the children who live with it",
    "Harm outside the home and online",
    "Hearing children and families, and acting on it",
)
LAST_YEAR = (
    "Neglect, seen early",
    "Domestic abuse, and the children who live with it",
    "Young people’s emotional wellbeing",
)


def make(story: Story) -> None:
    """Write the plans, so that steps can point at `priority.1` (this year) or at `priority.2025.1` (of a year)."""
    year = year_of(story.days.today)
    for start, titles in ((year - 1, LAST_YEAR), (year, THIS_YEAR)):
        for number, title in enumerate(titles, start=1):
            priority = Priority.objects.create(year=start, number=number, title=title)
            story.made[f"priority.{number}"] = story.made[f"priority.{start}.{number}"] = priority
