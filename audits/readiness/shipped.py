"""The frameworks that are shipped: each edition of what inspectors look at, in our own words, with its source.

An edition in use is never changed, in the database neither: what is looked at differently from some day on is another
edition below, with a code and a date of its own, and comes into the database by `bring` in a migration of its own.
Which topics belong to a criterion is a proposal of ours: evidence is only suggested by them.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class ShippedCriterion:
    """One criterion: its key within the edition, area, title, what is looked for, topics (learning/topics.py)."""

    key: str
    area: str
    title: str
    words: str
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edition:
    """One edition of a framework."""

    code: str
    name: str
    short_name: str
    edition: str
    dated_on: date
    source: str
    criteria: tuple[ShippedCriterion, ...]


C = ShippedCriterion
DOOR, TOGETHER, LEADERS = "Response at the front door", "Working together", "Leaders and the partnership"
JTAI = Edition(
    "jtai-2024-04",
    "Joint targeted area inspection: how agencies together respond to initial need and risk",
    "JTAI",
    "edition of April 2024",
    date(2024, 4, 5),
    "Ofsted, CQC and HMICFRS, guidance on joint targeted area inspections of the front door (Children Act 2004, "
    "section 20), updated on 5 April 2024. The wording is ours.",
    (
        C(
            "identification",
            DOOR,
            "Need and risk are seen when they first show",
            "Each agency knows the signs, asks about them, and acts the same day where a child may be unsafe.",
            ("referral", "neglect", "domestic-abuse", "exploitation"),
        ),
        C(
            "hub",
            DOOR,
            "The multi-agency hub works",
            "Contacts are weighed together, with what every agency knows, and none waits without somebody deciding so.",
            ("referral", "information-sharing", "consent"),
        ),
        C(
            "decisions",
            TOGETHER,
            "Assessment and decisions are shared and sound",
            "Thresholds are understood alike. Strategy discussions have the right agencies and lead to a clear plan.",
            ("thresholds", "strategy", "conference"),
        ),
        C(
            "help",
            TOGETHER,
            "Help and protection come in time and fit the child",
            "From early help to child protection, support begins soon, is reviewed, and steps up or down for a reason.",
            ("early-help", "plan", "core-group", "step-down"),
        ),
        C(
            "voice",
            TOGETHER,
            "Children are seen and heard",
            "What a child says and lives through shapes what is done. Background and identity are understood.",
            ("voice", "seen-alone", "culture", "race"),
        ),
        C(
            "managers",
            LEADERS,
            "Leaders and managers know practice and improve it",
            "They see the work at first hand, supervise it, keep enough staff for it, and put right what is weak.",
            ("supervision", "workload", "escalation"),
        ),
        C(
            "arrangements",
            LEADERS,
            "The partnership holds its agencies to account",
            "The safeguarding arrangements monitor, join up and challenge the work, with scrutiny from outside.",
            ("scrutiny", "self-assessment", "escalation"),
        ),
        C(
            "learning",
            LEADERS,
            "Audits and reviews change practice",
            "Local audits are honest. What they and reviews teach reaches the front line, and its impact is known.",
            ("learning", "audit", "impact", "training"),
        ),
    ),
)
LEAD, PROTECT, CARE, LEAVE = (
    "Impact of leaders on practice",
    "Children who need help and protection",
    "Children in care",
    "Care leavers",
)
ILACS = Edition(
    "ilacs-2024-12",
    "Inspection of a local authority’s children’s services",
    "ILACS",
    "edition of December 2024",
    date(2024, 12, 1),
    "Ofsted, framework for inspecting local authority children’s services (judgement areas as updated in December "
    "2024; the first of the month stands for the edition). The wording is ours.",
    (
        C(
            "self-knowledge",
            LEAD,
            "Leaders know how good practice is",
            "Audits, figures and what families say give one true picture, and the self-evaluation says the same.",
            ("audit", "self-assessment", "impact"),
        ),
        C(
            "conditions",
            LEAD,
            "Good practice can grow",
            "Case loads, supervision and training let workers build relationships. Partners and courts work with them.",
            ("workload", "supervision", "training", "turnover"),
        ),
        C(
            "early-help",
            PROTECT,
            "Help comes early",
            "Families get support before things worsen, and it is stepped up when risk grows.",
            ("early-help", "step-down", "thresholds"),
        ),
        C(
            "protection",
            PROTECT,
            "Children at risk are protected",
            "Referrals, strategy discussions, assessments and plans are prompt, thorough and led by the child’s needs.",
            ("referral", "strategy", "plan", "neglect"),
        ),
        C(
            "outside-home",
            PROTECT,
            "Children who face harm outside the home are safer",
            "Exploitation and going missing are recognised, followed up together, and the danger becomes smaller.",
            ("exploitation", "missing", "knives"),
        ),
        C(
            "in-care",
            CARE,
            "Children in care live well and do well",
            "Homes fit, health and school are looked after, family ties are kept, and children take part in decisions.",
            ("looked-after", "contact", "voice"),
        ),
        C(
            "permanence",
            CARE,
            "Children have a home to stay in",
            "Plans for permanence are made early and kept to, whether at home, with kin, in care or by adoption.",
            ("kin", "court", "looked-after"),
        ),
        C(
            "leavers",
            LEAVE,
            "Care leavers are ready and not alone",
            "Their worker stays in touch, housing is safe, and health, study and work are helped on.",
            ("care-leavers", "transition", "housing"),
        ),
    ),
)
SHIPPED = (ILACS, JTAI)


def bring(framework: Any, criterion: Any) -> None:
    """Add the editions that are not there, by the two models as a migration or the application has them."""
    for edition in SHIPPED:
        facts = {name: getattr(edition, name) for name in ("name", "short_name", "edition", "dated_on", "source")}
        row, is_new = framework.objects.get_or_create(code=edition.code, defaults=facts)
        for place, one in enumerate(edition.criteria if is_new else (), start=1):
            words = {"area": one.area, "title": one.title, "words": one.words, "topics": list(one.topics)}
            criterion.objects.create(framework=row, place=place, key=one.key, **words)
