"""The shipped sets, published; and one whose second version dropped and added something, with a third being written."""

from dataclasses import replace
from datetime import time

from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from escp.returns import queries
from escp.returns.choices import QuestionKind
from escp.returns.definition import Question
from escp.returns.models import Version
from escp.returns.services import questionnaires, shipping
from home.demo.records.story import Story

KEY = "cascade-assurance"
NOTES = "cascade-notes"
# Days ago.
LOADED, SECOND, THIRD = 300, 120, 5


def tell(story: Story) -> None:
    """Add the steps of the questionnaires."""

    def load(by: Person) -> None:
        shipping.load(by=by)

    def second(by: Person) -> None:
        version = _next(by)
        asks = questionnaires.without_question(version.asks, "effect-barriers")
        if (example := asks.question("effect-example")) is not None:
            example = replace(example, label="Tell of one child for whom practice changed")
            asks = questionnaires.with_question(asks, "effect-1", example)
        notes = Question(
            key=NOTES,
            kind=QuestionKind.FILE,
            label="The notes of one team’s discussion, if you have them",
            evidence="notes without names",
            required=False,
        )
        asks = questionnaires.with_question(asks, "cascade-1", notes)
        questionnaires.rewrite(by=by, version=version, definition=asks)
        questionnaires.publish(
            by=by,
            version=version,
            change_note="Asks for one child; barriers were seldom answered.",
        )

    def third(by: Person) -> None:
        version = _next(by)
        fathers = Question(
            key=questionnaires.new_key("q", version.asks),
            kind=QuestionKind.YES_NO,
            label="Did the discussion touch on fathers?",
        )
        asks = questionnaires.with_question(version.asks, "effect-1", fathers)
        questionnaires.rewrite(by=by, version=version, definition=asks)

    for days, step in ((LOADED, load), (SECOND, second), (THIRD, third)):
        story.then(at_time(story.days.ahead(-days), time(10, 5)), "manager", step)


def _next(by: Person) -> Version:
    published = queries.published(KEY)
    if published is None:
        raise ValueError(f"{KEY} has not been loaded.")
    return questionnaires.copy(by=by, version=published)
