"""The starter set: 45 measures in the words of the field. Where one answers two questions it stands in two parts.

The choice is a proposal of ours. It follows the themes of the Department for Education's performance information
framework of June 2012 and the key indicators of its children in need census. Code, name, what is counted, out of what,
who gives it, question, unit, direction.
"""

from dataclasses import dataclass

from intelligence.choices import Direction, Question, Unit

MUCH, WELL, DIFFERENCE = Question.HOW_MUCH, Question.HOW_WELL, Question.DIFFERENCE
COUNT, PERCENT, RATE = Unit.COUNT, Unit.PERCENT, Unit.RATE
UP, DOWN, NEUTRAL = Direction.UP, Direction.DOWN, Direction.NEUTRAL
CARE, POLICE, HEALTH, UNIT = "Children’s social care", "Police", "Health providers", "Business unit"
CHILDREN = "Children aged 0 to 17 in the borough"


@dataclass(frozen=True)
class Shipped:
    """One measure as it is shipped. `headings` are the columns of published files that hold it."""

    code: str
    name: str
    numerator: str
    denominator: str
    owner: str
    question: Question
    unit: Unit
    direction: Direction
    headings: tuple[str, ...] = ()


STARTER_SET = tuple(
    Shipped(*row)
    for row in (
        ("I01", "Contacts to the front door", "Contacts recorded, by source agency", "", CARE, MUCH, COUNT, NEUTRAL),
        ("I02", "Contacts decided in one working day", "Decided within one working day of receipt", "Contacts", CARE, WELL, PERCENT, UP),
        ("I03", "Referrals", "Referrals accepted in the period", CHILDREN, CARE, MUCH, RATE, NEUTRAL, ("Referrals_rate",)),
        ("I04", "Re-referrals within 12 months", "Referrals within 12 months of an earlier one", "Referrals", CARE, DIFFERENCE, PERCENT, DOWN, ("Re_referrals_percent",)),
        ("I05", "Referrals with no further action", "Referrals closed with no further action", "Referrals", CARE, WELL, PERCENT, DOWN, ("No_Further_Action_percent",)),
        ("I06", "Early help assessments started", "Assessments started, by lead agency", "", "Council and partners", MUCH, COUNT, UP),
        ("I07", "Early help that steps up", "Episodes that become a referral within six months", "Early help episodes", CARE, DIFFERENCE, PERCENT, DOWN),
        ("I08", "Assessments in 45 working days", "Completed within 45 working days of referral", "Assessments completed", CARE, WELL, PERCENT, UP),
        ("I09", "Child seen alone in assessment", "Assessments in which the child was seen alone", "Assessments where the age allows it", CARE, WELL, PERCENT, UP),
        ("I10", "Section 47 enquiries", "Enquiries started", CHILDREN, CARE, MUCH, RATE, NEUTRAL, ("Section47_rate",)),
        ("I11", "Section 47 enquiries that lead to a conference", "Initial child protection conferences held", "Section 47 enquiries completed", CARE, WELL, PERCENT, UP),
        ("I12", "Strategy discussions with all three agencies", "Council, police and health all took part", "Strategy discussions held", CARE, WELL, PERCENT, UP),
        ("I13", "Initial conferences in 15 working days", "Held within 15 working days of the strategy discussion that began the enquiry", "Initial conferences", CARE, WELL, PERCENT, UP),
        ("I14", "Agencies at conferences", "Attended or sent a report", "Invited", "Each agency", WELL, PERCENT, UP),
        ("I15", "Child protection plans", "Plans at the end of the quarter, by category", CHILDREN, CARE, MUCH, RATE, NEUTRAL),
        ("I16", "Repeat child protection plans", "New plans of children who had one before", "New plans", CARE, DIFFERENCE, PERCENT, DOWN, ("CPP_subsequent_percent",)),
        ("I17", "Child protection plans of two years or more", "Plans that lasted two years or more", "Plans that ended, or stand", CARE, DIFFERENCE, PERCENT, DOWN),
        ("I18", "Child protection reviews in time", "First within three months, then each within six", "Reviews due", CARE, WELL, PERCENT, UP),
        ("I19", "Looked-after children", "Children looked after, by placement and in or out of the borough", CHILDREN, CARE, MUCH, RATE, NEUTRAL),
        ("I20", "Health assessments of looked-after children in time", "Initial within 20 working days, review within the year", "Assessments due", HEALTH, WELL, PERCENT, UP),
        ("I21", "Missing episodes", "Episodes from home and from care; children with three or more in 90 days", "", "Police and council", MUCH, COUNT, DOWN),
        ("I22", "Return interviews in 72 hours", "Offered and done within 72 hours", "Missing episodes", CARE, WELL, PERCENT, UP),
        ("I23", "Children at risk of exploitation", "Children open with a level of risk; new referrals", "", "Council and police", MUCH, COUNT, NEUTRAL),
        ("I24", "Risk of exploitation reduced", "Level of risk lower after six months", "Children closed or reviewed", "Council and police", DIFFERENCE, PERCENT, UP),
        ("I25A", "Children in homes heard at a risk conference", "Children in cases heard about domestic abuse", "", "Police and domestic abuse services", MUCH, COUNT, NEUTRAL),
        ("I25B", "Homes heard again within 12 months", "Cases heard again within 12 months", "Cases heard", "Police and domestic abuse services", DIFFERENCE, PERCENT, DOWN),
        ("I26A", "Domestic abuse with a child present", "Notifications", "", POLICE, MUCH, COUNT, NEUTRAL),
        ("I26B", "School told by the next school day", "Shared with the school by the next school day", "Notifications", POLICE, WELL, PERCENT, UP),
        ("I27A", "Emergency attendances for self-harm, 10 to 17", "Attendances", "", HEALTH, MUCH, COUNT, DOWN),
        ("I27B", "Self-harm: back within 28 days", "Attendances again within 28 days", "Attendances", HEALTH, DIFFERENCE, PERCENT, DOWN),
        ("I28", "Suspected inflicted injury under one", "Emergency attendances flagged or referred", "", HEALTH, MUCH, COUNT, NEUTRAL),
        ("I29", "Waiting for mental health services", "Waiting for more than 18 weeks", "Children waiting", HEALTH, WELL, PERCENT, DOWN),
        ("I30", "Health visitors’ checks in time", "New-birth and two-and-a-half-year checks in time", "Checks due", HEALTH, WELL, PERCENT, UP),
        ("I31A", "Children in custody overnight, and strip searches", "Children", "", POLICE, MUCH, COUNT, DOWN),
        ("I31B", "Appropriate adult there", "With an appropriate adult", "Children in custody or searched", POLICE, WELL, PERCENT, UP),
        ("I32", "Children harmed by serious violence", "Victims aged 0 to 17 of knife crime and serious violence", "", POLICE, MUCH, COUNT, DOWN),
        ("I33A", "First-time entrants to youth justice", "Children", CHILDREN, "Youth justice service", MUCH, RATE, DOWN),
        ("I33B", "Reoffending", "Children who offended again", "Children in the cohort", "Youth justice service", DIFFERENCE, PERCENT, DOWN),
        ("I34", "Absence and exclusion of children in need", "Persistent and severe absence, suspensions, exclusions", "Children in need or with a plan", "Education", MUCH, PERCENT, DOWN),
        ("I35", "Out of school and known to social care", "Home educated or missing education, with a history", "", "Education", MUCH, COUNT, DOWN),
        ("I36A", "Allegations against adults", "Referrals to the designated officer", "", "Designated officer", MUCH, COUNT, NEUTRAL),
        ("I36B", "Allegations resolved in three months", "Resolved in three months", "Allegations closed", "Designated officer", WELL, PERCENT, UP),
        ("I37", "Private fostering", "Notifications", "", CARE, MUCH, COUNT, UP),
        ("I38", "Genital mutilation, trafficking and Prevent", "Referrals of children under 18", "", "Police and health", MUCH, COUNT, NEUTRAL),
        ("I39A", "Child deaths notified in 24 hours", "Notified in 24 hours", "Child deaths", "Child Death Overview Panel", WELL, PERCENT, UP),
        ("I39B", "Child deaths with modifiable factors", "Reviews that found modifiable factors", "Reviews completed", "Child Death Overview Panel", DIFFERENCE, PERCENT, DOWN),
        ("I40", "Serious incidents notified in five working days", "Notified in five working days", "Serious incidents", UNIT, WELL, PERCENT, UP),
        ("I41", "Audit grades of good or better", "Moderated as good or better", "Cases moderated", UNIT, WELL, PERCENT, UP),
        ("I42A", "Multi-agency training places", "Places taken, by agency", "", UNIT, MUCH, COUNT, UP),
        ("I42B", "Training places attended", "Attended", "Places taken", UNIT, WELL, PERCENT, UP),
        ("I42C", "Practice changed three months after training", "Say with an example that they work differently", "Answers at three months", UNIT, DIFFERENCE, PERCENT, UP),
        ("I43", "Escalations resolved at the first stage", "Resolved at the first stage", "Escalations raised", UNIT, WELL, PERCENT, UP),
        ("I44", "Actions closed with verified impact", "Closed with verified evidence of impact", "Actions due", "Practice Improvement Group", DIFFERENCE, PERCENT, UP),
        ("I45", "Vacancies in key professions", "Vacant posts of social workers, health visitors and school nurses", "Posts", "Each agency", WELL, PERCENT, DOWN),
    )
)  # fmt: skip
SUGGESTED = {heading.lower(): one.code for one in STARTER_SET for heading in one.headings}
