"""What the rooms give to the yearly report, made known when the service starts."""

from home.yearly_report import children, measured, voices, work
from learning.publications.skeleton import contribute

CONTRIBUTORS = (
    work.arrangements,
    children.population,
    work.priorities,
    measured.indicators,
    measured.readings,
    work.audits,
    children.cases,
    voices.elsewhere,
    children.deaths,
    work.assessments,
    work.training,
    voices.children,
    voices.practitioners,
    voices.scrutiny,
    voices.themes,
    work.actions,
)


def register_sections() -> None:
    """Make them known."""
    for contributor in CONTRIBUTORS:
        contribute(contributor)
