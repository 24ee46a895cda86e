"""Rapid reviews at the points between the first day and the end: just opened, all returns in, ended, replied to."""

from escp.partnership.choices import AgeBand
from home.demo.records.incidents import ALL_NOTIFY, suspected
from home.demo.records.shapes import Ago, Finding, Incident, Review
from learning.choices import FindingKind
from reviews.choices import Decision, Nature, PanelReply


def _incident(key: str, aware: int, band: str, summary: str, reference: str) -> Incident:
    """Return an incident that was notified, its awareness so many working days ago."""
    return Incident(
        key=key,
        aware=Ago(working=aware),
        until="reviewed",
        nature=Nature.SERIOUS_HARM,
        age_bands=(band,),
        summary=summary,
        safety="The child is safe and was seen alone on the same day.",
        criteria=suspected("Abuse or neglect is suspected and is being looked into."),
        views=ALL_NOTIFY,
        rationale="The harm is serious and abuse or neglect is suspected. The three partners agree.",
        panel_reference=reference,
        happened_days_before=1,
    )


INCIDENTS = (
    _incident(
        "just_opened", 4, AgeBand.UNDER_ONE, "A baby has an injury that nobody has explained so far.", "CSP-0412"
    ),
    _incident(
        "gathered",
        13,
        AgeBand.TEN_TO_FOURTEEN,
        "A child was badly hurt by a friend of the family.",
        "CSP-0401",
    ),
    _incident("ended", 22, AgeBand.FIVE_TO_NINE, "A child was found alone and very cold in a park.", "CSP-0388"),
    _incident(
        "reconsidered", 34, AgeBand.ONE_TO_FOUR, "A young child swallowed a medicine that was not theirs.", "CSP-0374"
    ),
    _incident(
        "replied", 42, AgeBand.FIFTEEN_TO_SEVENTEEN, "A young person came to serious harm while missing.", "CSP-0369"
    ),
)
REVIEWS = (
    Review(
        incident="gathered",
        until="returns_in",
        what_happened="The agencies that were asked knew the family a little, and not the person who did the harm.",
    ),
    Review(
        incident="ended",
        until="ended",
        what_happened="The child had left a birthday party unnoticed and was found within the hour.",
        lived_experience="The child said that they had wanted to see the ducks.",
        decision=Decision.CRITERIA_NOT_MET,
        decision_reason="Medical opinion is that there was no lasting harm. Neglect is no longer suspected.",
    ),
    Review(
        incident="reconsidered",
        until="reconsidered",
        what_happened="Three services visited the home in the month before; each knew of the medicine, none asked "
        "where it was kept.",
        lived_experience="The child climbs everything, says the grandmother, and is into every cupboard.",
        inequality="The family shares a kitchen with another household and has nowhere to lock anything away.",
        good_practice="The paramedic rang the health visitor before the shift ended.",
        systemic_reasons="Nobody’s form asks about safe storage once a child can climb.",
        decision=Decision.SUFFICIENT,
        decision_reason="What has to change is clear and can be done in weeks.",
        panel_reply=PanelReply.DIFFERS,
        panel_on_quality="A clear account, in time.",
        panel_on_decision="The Panel asks whether a local review should look at what services share.",
        panel_reply_note="The partners look at their decision again and answer within ten working days.",
    ),
    Review(
        incident="replied",
        until="replied",
        what_happened="The young person was missing nine times in four months. Each time ended with a form.",
        lived_experience="They said that they went where somebody was pleased to see them.",
        inequality="The young person is Black and was called streetwise in two records; others were not.",
        good_practice="A youth worker kept ringing, and was the first to be told.",
        systemic_reasons="Interviews after a return are done by whoever is on duty, and nobody reads the last.",
        decision=Decision.SUFFICIENT,
        decision_reason="The learning repeats an earlier review; the effort belongs into doing it.",
        panel_reply=PanelReply.MORE_INFORMATION,
        panel_on_quality="Good on the young person’s voice; the chronology could be shorter.",
        panel_on_decision="The Panel would like to see the reasons against each criterion.",
        panel_reply_note="We have sent the criteria with their reasons, and will send them with every review.",
    ),
)
FINDINGS = (
    Finding(
        key="storage",
        activity="rapid:reconsidered",
        kind=FindingKind.IMPROVEMENT,
        title="Nobody asked where medicines are kept",
        what="Three services knew of the medicine and none asked where it stood.",
        why="No form asks once a child can climb.",
        who_for="All who visit homes with young children",
    ),
    Finding(
        key="missing",
        activity="rapid:replied",
        kind=FindingKind.IMPROVEMENT,
        title="Nine interviews after nine returns, and no one read the last",
        what="Each interview began from nothing.",
        why="Whoever is on duty does it, and the earlier one is not on the same page.",
        who_for="All who talk with young people who were missing",
    ),
)
