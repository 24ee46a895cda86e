"""Local reviews at every point between the proposal and the end, and the rapid reviews that decided on them."""

from dataclasses import dataclass

from escp.partnership.choices import AgeBand
from home.demo.records.incidents import ALL_NOTIFY, suspected
from home.demo.records.shapes import Ago, Finding, Incident, Review
from learning.choices import FindingKind
from reviews.choices import Decision, LocalReviewState, Nature, PanelReply

State = LocalReviewState


@dataclass(frozen=True)
class Story:
    """A local review in a few words: how far it has come, and awareness of the incident so many working days ago."""

    key: str
    state: State
    aware: int
    until: str
    band: AgeBand
    summary: str
    happened: str
    child: str
    why: str
    found: str


STORIES = (
    Story(
        "lr_proposed",
        State.PROPOSED,
        20,
        "sent",
        AgeBand.FIVE_TO_NINE,
        "A child was badly burned at home while nobody who could help was near.",
        "Four services had closed the family within one spring, each because another was still there.",
        "The child cooked for a younger brother, and told the school so with pride.",
        "Closing is decided alone. No one asks who is left.",
        "Four services closed the family, each trusting in the others",
    ),
    Story(
        "lr_commissioned",
        State.COMMISSIONED,
        26,
        "sent",
        AgeBand.TEN_TO_FOURTEEN,
        "A child was exploited by adults for months and seriously hurt.",
        "Bus drivers, a shop and a school each saw a part. What they saw had no place to go.",
        "The child had new shoes and no winter coat.",
        "What the community sees reaches no one who can join it up.",
        "What the neighbourhood saw had no place to go",
    ),
    Story(
        "lr_reviewer",
        State.REVIEWER_APPOINTED,
        34,
        "replied",
        AgeBand.UNDER_ONE,
        "A baby stopped breathing while asleep beside an adult who had been drinking.",
        "Safer sleep was talked about at every visit. The nights on which it mattered were not.",
        "The baby slept wherever there was room that night.",
        "Advice is given once a leaflet is handed over; plans for difficult nights are not made.",
        "Advice was given, and a plan for difficult nights was not made",
    ),
    Story(
        "lr_terms",
        State.TERMS_AGREED,
        38,
        "replied",
        AgeBand.FIFTEEN_TO_SEVENTEEN,
        "A young person was hurt in custody after a night without a bed elsewhere.",
        "A bed was looked for from five in the afternoon; the list of beds is made at nine in the morning.",
        "The young person asked twice whether anybody was coming.",
        "Beds are matched once a day, and children are arrested at any hour.",
        "A bed was looked for when nobody could give one",
    ),
    Story(
        "lr_progress",
        State.IN_PROGRESS,
        60,
        "concluded",
        AgeBand.ONE_TO_FOUR,
        "A young child was found with injuries for which there were several explanations.",
        "Each explanation was believed for a while. No one wrote down what would change their mind.",
        "The child stopped dancing to music in the spring.",
        "Supervision asks what is thought, not what would show it to be wrong.",
        "Nobody wrote down what would change their mind",
    ),
    Story(
        "lr_delayed",
        State.DELAYED,
        95,
        "concluded",
        AgeBand.FIVE_TO_NINE,
        "A child was hurt by an adult who had been let back into the home.",
        "The condition that kept the adult away ended with an order, and the plan ended with it.",
        "The child had packed a bag and kept it under the bed.",
        "Plans rest on orders of court and are not looked at when those end.",
        "A plan ended on the day on which an order did",
    ),
    Story(
        "lr_stopped",
        State.DISCONTINUED,
        70,
        "concluded",
        AgeBand.TEN_TO_FOURTEEN,
        "Two children from different areas were hurt in the same residential setting.",
        "Two authorities placed children there; neither knew of the other’s worries.",
        "They looked after each other, staff said.",
        "Worries about a setting stand in the file of one child.",
        "A worry about a setting stood in the file of one child",
    ),
    Story(
        "lr_facts",
        State.FACTUAL_CHECK,
        108,
        "concluded",
        AgeBand.ONE_TO_FOUR,
        "A child with a disability was found severely underweight.",
        "Weight was measured in four places on four scales, and each saw a child who was always small.",
        "The child’s whole face lit up at meals.",
        "A disability explained everything, so nothing else was looked for.",
        "A disability explained what neglect had done",
    ),
    Story(
        "lr_signed",
        State.PARTNER_SIGNED,
        122,
        "concluded",
        AgeBand.FIFTEEN_TO_SEVENTEEN,
        "A young person living alone came to serious harm in the week after a birthday.",
        "Three services handed over on the same day, to a service that did not know of it.",
        "The young person had asked to keep one person, any one.",
        "Age decides on the day of a handover, and services share that day without knowing.",
        "Three services handed over on one day",
    ),
    Story(
        "lr_ready",
        State.PRE_PUBLICATION,
        133,
        "concluded",
        AgeBand.UNDER_ONE,
        "A baby was hurt in a family that had moved four times in a year.",
        "Each move began a new file. The third held a warning that the fourth never saw.",
        "The baby had lived in four rooms and slept well in one.",
        "Files follow an address. Nobody’s task is to fetch the one before.",
        "The file followed the address, and not the child",
    ),
)
INCIDENTS = tuple(
    Incident(
        key=one.key,
        aware=Ago(working=one.aware),
        until="reviewed",
        nature=Nature.SERIOUS_HARM,
        age_bands=(one.band,),
        summary=one.summary,
        safety="The child is safe and is seen every day.",
        criteria=suspected("Abuse or neglect is suspected, and the harm is serious."),
        views=ALL_NOTIFY,
        rationale="The harm is serious and abuse or neglect is suspected. The three partners agree.",
        panel_reference=f"CSP-05{number:02}",
        happened_days_before=1,
    )
    for number, one in enumerate(STORIES, start=10)
)
REVIEWS = tuple(
    Review(
        incident=one.key,
        until=one.until,
        what_happened=one.happened,
        lived_experience=one.child,
        inequality="Poverty and insecure housing stood behind several decisions. The parents’ language was not asked.",
        good_practice="One practitioner stayed in touch when their task had ended.",
        systemic_reasons=one.why,
        decision=Decision.LOCAL_REVIEW,
        decision_reason="Agencies did not work together well enough, and why this recurs is not understood yet.",
        panel_reply=PanelReply.AGREES if one.until in ("replied", "concluded") else "",
        panel_reply_note="The Panel agrees with the decision." if one.until in ("replied", "concluded") else "",
    )
    for one in STORIES
)
FINDINGS = tuple(
    Finding(
        key=f"found_{one.key}",
        activity=f"rapid:{one.key}",
        kind=FindingKind.IMPROVEMENT,
        title=one.found,
        what=one.happened,
        why=one.why,
        who_for="All who work with families in several services",
    )
    for one in STORIES
)
STATES = {one.key: one.state for one in STORIES}
