"""What the report says of voices: children, practitioners, the scrutineer, national learning; and the Three Themes."""

from collections.abc import Iterator
from datetime import date

from home.yearly_report import queries
from home.yearly_report.words import claim, count
from intelligence.external.queries import decided_between as decided_elsewhere
from learning.choices import ThemeState
from learning.gathering import Gathered
from learning.publications.queries import themes_shown
from reviews.queries.national import decided_between

Parts = Iterator[tuple[str, Gathered]]


def children(since: date, until: date) -> Parts:
    """Give what young people said and what was done, and the evidence in which somebody is heard."""
    for one in queries.promises_kept((since, until)):
        words = f"{one.said}\nWe promised: {one.promised}\nWe did: {one.did}"
        yield "voice", claim(one, "You said, we did", words)
    for heard in queries.voices_in_evidence((since, until)):
        action = heard.measure.action
        reference = f"{action.reference}/{heard.pk}"[:30]
        yield "voice", Gathered(reference, action.title, heard.summary, heard.get_absolute_url())


def practitioners(since: date, until: date) -> Parts:
    """Give what was learned from each survey that was fed back."""
    for one in queries.surveys_fed_back((since, until)):
        yield "frontline", claim(one, one.title, one.learned)


def scrutiny(since: date, until: date) -> Parts:
    """Give each scrutiny with its own summary, the challenges it raised, and the answer."""
    for one in queries.scrutinies_reported((since, until)):
        reports = [report.summary for report in one.reports.all()]
        answer = f"We answered: {one.response}" if one.response else "The partnership has not answered yet."
        raised = f"{count(one.challenge_count, 'challenge was', 'challenges were')} raised."
        yield "scrutiny", claim(one, one.title, "\n".join([*reports[-1:], raised, answer]))


def elsewhere(since: date, until: date) -> Parts:
    """Give the national reviews and other learning of which the group decided what follows here."""
    for one in decided_between(since, until):
        yield "national", claim(one, f"{one.title} ({one.publisher})", one.about)
    for item in decided_elsewhere(since, until):
        yield "national", claim(item, f"{item.title} ({item.publisher})", item.summary)


def themes(since: date, until: date) -> Parts:
    """Give the Three Themes of the year, those that were closed with their impact."""
    for one in themes_shown(since, until):
        if one.state == ThemeState.CLOSED:
            yield "themes", claim(one, one.title, one.impact_statement)
        elif one.year == since.year:
            yield "themes", claim(one, one.title, one.rationale)
