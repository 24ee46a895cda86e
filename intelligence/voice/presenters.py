"""The pages of surveys in plain values. No rule is here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.ui.bars import Bar, Series, bar_chart
from escp.ui.charts import Reading, line_chart
from escp.ui.parts import Comparison, Row
from escp.ui.words import date_in_words
from intelligence.choices import SurveyState
from intelligence.models import Survey, SurveyComment
from intelligence.voice.lifecycle import SURVEY
from intelligence.voice.policies import is_agreement
from intelligence.voice.qr import square_of
from intelligence.voice.queries import answers_to, comments_shown, comments_waiting, earlier_than
from intelligence.voice.results import Counted, agreements, by_group, counted, share_that_agrees
from intelligence.voice.tables import COLOURS
from learning.choices import FEWEST_ANSWERS
from learning.likeness import topic_name, topics_in
from learning.queries import findings_of
from learning.records import record_page

TURNS = {
    SurveyState.DRAFT: "Waiting to be opened.",
    SurveyState.OPEN: "Waiting for people to answer.",
    SurveyState.CLOSED: "Waiting for those who answered to be told what was learned.",
}
NOT_YET = "Nothing is shown while people may still answer."
TOO_FEW = "Fewer than five people answered: nothing is shown."
NO_TOPIC = "Anything else"


@dataclass(frozen=True)
class Topic:
    """What people wrote about one topic."""

    title: str
    comments: list[str]


def survey_page(survey: Survey, person: Person) -> dict[str, Any]:
    """Return the context of the page of one survey."""
    keeps = person.may(Permission.KEEP_INTELLIGENCE)
    finds = person.may(Permission.RECORD_LEARNING)
    edits = keeps and survey.state == SurveyState.DRAFT
    waiting = comments_waiting(survey).count() if keeps else 0
    return record_page(survey, SURVEY, person, survey.title, "Survey", COLOURS) | {
        "turn": TURNS.get(SurveyState(survey.state), ""),
        "facts": _facts(survey, edits),
        "outcome": _outcome(survey),
        "address": address_of(survey) if keeps and survey.is_open else "",
        "poster_url": reverse("intelligence:survey-poster", args=[survey.reference]) if keeps else "",
        "waiting": waiting,
        "screen_url": reverse("intelligence:survey-comments", args=[survey.reference]) if waiting else "",
        "results": results_of(survey),
        "findings": list(findings_of(survey.activity)),
        "new_finding_url": reverse("learning:finding-new", args=[survey.reference]) if finds else "",
    }


def address_of(survey: Survey) -> str:
    """Return the whole address at which people answer."""
    return settings.SITE_ADDRESS + reverse("intelligence:survey-answer", args=[survey.token])


def poster_page(survey: Survey) -> dict[str, Any]:
    """Return the context of the page that is printed and hung up: the code, the address, until when."""
    address = address_of(survey)
    return {
        "title": survey.title,
        "caption": survey.reference,
        "record": survey,
        "address": address,
        "square": square_of(address),
    }


def results_of(survey: Survey) -> dict[str, Any]:
    """Return what people answered, or why nothing is shown."""
    if not survey.is_over:
        return {"why_none": NOT_YET if survey.is_open else ""}
    earlier = earlier_than(survey)
    given = answers_to([survey, *earlier])
    own, asks = given[survey.pk], survey.asks.asks
    if len(own) < FEWEST_ANSWERS:
        return {"why_none": TOO_FEW}
    agreed = agreements(asks, own)
    questions, groups = by_group(asks, survey.grouped_by, own)
    return {
        "people": len(own),
        "chart": _chart(agreed),
        "rest": [_listed(one) for one in counted(asks, own) if not is_agreement(one.question)],
        "groups": _groups(questions, groups) if questions and groups else None,
        "over_time": _over_time(survey, agreed, earlier, given) if earlier else None,
        "line": _line(survey, earlier, given) if earlier else None,
        "topics": topics_of(comments_shown(survey)),
    }


def _chart(agreed: Sequence[Counted]) -> Any:
    return bar_chart(
        title="How far people agree",
        sentence="The number in each part is how many people.",
        series=[Series("Agree", "solid"), Series("Neither", "dots"), Series("Disagree", "stripes")],
        bars=[Bar(one.question.label, one.agreement) for one in agreed],
    )


def _listed(one: Counted) -> dict[str, Any]:
    rows = [Row(label, str(number)) for _, label, number in one.counts if one.question.kind != "choice"]
    return {"title": one.question.label, "rows": rows or None, "people": one.people}


def _groups(questions: Sequence[Any], groups: Sequence[Any]) -> Comparison:
    columns = ("Group", "People", *(one.label for one in questions))
    rows = tuple((one.label, (one.people, *one.agree)) for one in groups)
    return Comparison("How many of a hundred agree, by group", columns, rows)


def _over_time(
    survey: Survey, agreed: Sequence[Counted], earlier: Sequence[Survey], given: dict[int, list[dict[str, Any]]]
) -> Comparison:
    """Return a row for each question: how many of a hundred agreed each time; nothing where it was not asked."""
    before = [{one.question.key: one for one in agreements(each.asks.asks, given[each.pk])} for each in earlier]
    now = {one.question.key: one for one in agreed}
    rounds = (date_in_words(one.closes_on) for one in (*earlier, survey))
    shares = (
        tuple(
            f"{share_that_agrees(found[one.question.key])}%" if one.question.key in found else "–"
            for found in (*before, now)
        )
        for one in agreed
    )
    rows = tuple((one.question.label, each) for one, each in zip(agreed, shares, strict=True))
    return Comparison("How many of a hundred agree, round by round", ("Question", *rounds), rows)


def _line(survey: Survey, earlier: Sequence[Survey], given: dict[int, list[dict[str, Any]]]) -> Any:
    """Return the chart of how many of a hundred answers agree, over all questions of each round."""
    readings = []
    for each in (*earlier, survey):
        found = agreements(each.asks.asks, given[each.pk])
        value = round(sum(share_that_agrees(one) for one in found) / len(found)) if found else None
        readings.append(Reading(f"{each.closes_on:%b %Y}", value, "" if found else "Fewer than five"))
    return line_chart(title="How many agree, over all questions", readings=readings, unit="%")


def topics_of(comments: Sequence[SurveyComment]) -> list[Topic]:
    """Return the comments under the topics that they speak of, most first; one may stand under several."""
    under: dict[str, list[str]] = {}
    for comment in comments:
        for topic in topics_in(comment.words) or [""]:
            under.setdefault(topic_name(topic).capitalize() if topic else NO_TOPIC, []).append(comment.words)
    order = sorted(under, key=lambda name: (name == NO_TOPIC, -len(under[name]), name))
    return [Topic(name, under[name]) for name in order]


def _facts(survey: Survey, edits: bool) -> list[Row]:
    change = reverse("intelligence:survey-change", args=[survey.reference])
    groups = reverse("intelligence:survey-groups", args=[survey.reference])

    def at(field: str) -> str:
        return f"{change}#id_{field}" if edits else ""

    question = survey.asks.asks.question(survey.grouped_by) if survey.grouped_by else None
    rows = [
        Row("Who is asked", survey.audience, at("audience")),
        Row("What it is for", survey.why, at("why")),
        Row("Questions", str(survey.asks), at("asks")),
        Row("Answers compared by", f"“{question.label}”" if question else "None", groups if edits else ""),
        Row("Last day to answer", date_in_words(survey.closes_on), at("closes_on_day")),
        Row("Themes", ", ".join(theme.title for theme in survey.themes.all()) or "None", at("themes_0")),
    ]
    if survey.dropped_because:
        rows.append(Row("Not carried out because", survey.dropped_because))
    return rows


def _outcome(survey: Survey) -> list[Row]:
    if survey.shared_on is None:
        return []
    return [
        Row("What was learned, and what follows", survey.learned),
        Row("Where people were told", f"{survey.told}, {date_in_words(survey.shared_on)}"),
    ]
