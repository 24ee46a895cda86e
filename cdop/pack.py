"""What the anonymised pack says of a death, and what in it may still tell who the child was.

The text is read as it stands in the records. What the check of `learning.redaction` finds in it is shown to a person,
who writes what stands instead or says why it may stay; a second person agrees. Until nothing is left there is no pack.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.utils import timezone

from cdop.choices import Trigger
from cdop.models import Analysis, ChildDeath, Factor, JointAgencyResponse, PanelCase, PanelMeeting
from escp.reports.word import Heading, Piece, Table, Words
from escp.ui.words import listed
from learning.redaction import Known, found_in
from learning.redaction.checking import Found, left_in
from learning.redaction.finding import Finding, Kind
from learning.redaction.pieces import Data, as_data, each_text

NOT_RECORDED = "Not recorded"
ANSWER_OWED = "Not answered yet"
IN_ECDOP = "The account of this death is held in eCDOP."
# What stands instead may bring two words together that are an identity only then.
ROUNDS = 3
# Kinds that tell who somebody is; in what is said of a meeting its own day and place are no identity.
TELLS_WHO = {Kind.NAME, Kind.PLACE, Kind.WORD, Kind.BIRTH, Kind.NHS, Kind.PHONE, Kind.EMAIL, Kind.POSTCODE}


def month_of(death: ChildDeath) -> str:
    """Return the month of a death: the day is not for the panel."""
    return f"{timezone.localtime(death.died_at):%B %Y}"


# What it says


def pieces(case: PanelCase) -> list[Piece]:
    """Return what the pack says of a death, as the records say it. Each part has a heading of the first level."""
    death = case.death
    return [
        Heading("The child and the death"),
        _facts(death),
        *_part("Circumstances", death.circumstances or ("" if death.is_held_here else IN_ECDOP)),
        *_part("What is thought to be the cause", death.suspected_cause),
        *_analysis(getattr(death, "analysis", None)),
        *_learning(death),
        *_questions(death),
        *_put_off(case),
    ]


def _facts(death: ChildDeath) -> Table:
    response: JointAgencyResponse | None = getattr(death, "response", None)
    triggers = listed([str(Trigger(one).label) for one in response.triggers]) if response else "No trigger was met"
    rows = [
        ("Age group", str(death.child.get_age_band_display())),
        ("Sex", str(death.get_sex_display() or NOT_RECORDED)),
        ("Month of death", month_of(death)),
        ("Where", str(death.get_place_display() or NOT_RECORDED)),
        ("Where the child collapsed or was found", str(death.get_place_of_collapse_display() or NOT_RECORDED)),
        ("Expected", str(death.get_expected_display() or NOT_RECORDED)),
        ("Medical examiner", str(death.get_medical_examiner_display() or NOT_RECORDED)),
        ("Joint agency response", triggers),
        ("Serious incident considered", str(death.get_incident_considered_display() or NOT_RECORDED)),
    ]
    return Table(("What", "Recorded"), rows)


def _part(title: str, text: str) -> Iterator[Piece]:
    yield Heading(title)
    yield Words(text.strip() or NOT_RECORDED)


def _analysis(analysis: Analysis | None) -> Iterator[Piece]:
    yield Heading("Analysis")
    if analysis is None:
        yield Words(NOT_RECORDED)
        return
    categories = "\n".join(f"{one.value} {one.label}" for one in analysis.categories)
    rows = [
        ("Categories of death, the primary one first", categories),
        ("Modifiable factors", str(analysis.get_modifiability_display())),
    ]
    yield Table(("What", "Recorded"), [(key, words or NOT_RECORDED) for key, words in rows])
    if factors := [_factor(one) for one in analysis.factors.all()]:
        yield Heading("Factors")
        yield Table(("Domain", "Factor", "Relevance", "Modifiable"), factors)
    texts = (
        ("Summary of the case", analysis.summary),
        ("Good practice", analysis.good_practice),
        ("Learning points", analysis.learning),
        ("Recommendations", analysis.recommendations),
        ("Issues for the family", analysis.for_family),
    )
    for title, text in texts:
        if text.strip():
            yield from _part(title, text)


def _factor(one: Factor) -> tuple[str, ...]:
    domain = f"{one.domain} {one.get_domain_display()}"
    # The number behind the words: “2 May have contributed” would read as a day.
    relevance = f"{one.get_relevance_display()} ({one.relevance})"
    return domain, one.words, relevance, "Yes" if one.modifiable else "No"


def _learning(death: ChildDeath) -> Iterator[Piece]:
    response: JointAgencyResponse | None = getattr(death, "response", None)
    yield Heading("What was learned so far")
    at_once = response.learning.strip() if response else ""
    if at_once:
        yield Words(at_once)
    rows = [(str(one.get_kind_display()), one.title, one.what) for one in death.activity.findings.all()]
    if rows:
        yield Table(("Kind", "In one line", "What was found"), rows)
    if not (at_once or rows):
        yield Words(NOT_RECORDED)


def _questions(death: ChildDeath) -> Iterator[Piece]:
    """Give what the family asks: they do not attend, so their questions are carried to the panel."""
    yield Heading("Questions of the family")
    rows = [(one.words, one.answer or one.not_answered_because or ANSWER_OWED) for one in death.family_questions.all()]
    yield Table(("What they ask", "What was answered"), rows) if rows else Words("None is recorded.")
    if death.meeting_answers.strip():
        yield Words(f"Answered at the review meeting: {death.meeting_answers.strip()}")


def _put_off(case: PanelCase) -> Iterator[Piece]:
    """Give why earlier meetings put the death off: what they asked for should be there now."""
    earlier = [one for one in case.death.at_panels.all() if one.pk != case.pk and one.reason]
    if earlier:
        rows = [(str(one.get_outcome_display()), one.reason) for one in earlier]
        yield Heading("What earlier meetings said")
        yield Table(("Outcome", "Why, or what was asked"), rows)


# What may still tell who it was


def text_of(case: PanelCase, known: Known) -> Data:
    """Return what the pack says of a death, with what somebody wrote in place of what was found."""
    return mended(as_data(pieces(case)), known, case.instead)


def mended(data: Data, known: Known, instead: Mapping[str, str]) -> Data:
    """Return a text in which the findings named by their keys are replaced, wherever they stand."""
    return each_text(data, lambda text: _mended(text, known, instead)) if instead else data


def _mended(text: str, known: Known, instead: Mapping[str, str]) -> str:
    for _round in range(ROUNDS):
        found = [one for one in found_in(text, known) if key_of(one) in instead]
        if not found:
            break
        begins = len(text)
        for one in reversed(found):
            # Two readings of one place: the later one is replaced, and the text is read again.
            if one.end <= begins:
                text = f"{text[: one.start]}{instead[key_of(one)]}{text[one.end :]}"
                begins = one.start
    return text


def key_of(finding: Finding) -> str:
    """Return the key of a finding: a digest of its kind and wording, which tells nobody what it was."""
    return Found(finding.kind, finding.text).key


def left(case: PanelCase, known: Known) -> list[Found]:
    """Return what is neither mended nor agreed to stay. While there is anything, there is no pack."""
    return left_in(text_of(case, known), known, {one.key for one in case.accepted.all() if one.agreed_at})


def to_settle(case: PanelCase, known: Known) -> list[Found]:
    """Return what nobody has written anything for yet, nor asked to let stay."""
    return left_in(text_of(case, known), known, {one.key for one in case.accepted.all()})


def named_by_meeting(meeting: PanelMeeting, known: Known) -> list[str]:
    """Return which words of what is said of the meeting itself tell who somebody is."""
    said: list[dict[str, Any]] = [{"words": text} for text in (meeting.theme, meeting.chair, meeting.place)]
    return [one.text for one in left_in(said, known) if one.kind in TELLS_WHO]


def is_clean(meeting: PanelMeeting, cases: Collection[PanelCase], known: Known) -> bool:
    """Say whether a pack of these deaths may leave."""
    return not named_by_meeting(meeting, known) and not any(left(case, known) for case in cases)
