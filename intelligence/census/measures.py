"""What is counted from a children in need census, month by month, with the words in which it is said. Pure.

The elements are those of the Department for Education's census guides, 2020 to 2021 until 2025 to 2026. The lengths
are those of Working Together to Safeguard Children: an assessment in 45 working days, a conference in 15, a review in
three months and then in six.
"""

from dataclasses import dataclass

from intelligence.choices import Unit

ASSESSED_WITHIN, CONFERENCE_WITHIN = 45, 15
FIRST_REVIEW_MONTHS, LATER_REVIEW_MONTHS = 3, 6


@dataclass(frozen=True)
class Measure:
    """One measure: how it is called and counted, out of what, and which indicator of the starter set it answers."""

    key: str
    title: str
    counted: str
    out_of: str
    unit: Unit
    code: str = ""

    @property
    def definition(self) -> str:
        return f"{self.counted} Out of: {self.out_of}" if self.out_of else self.counted


POPULATION = "children aged 0 to 17 in the borough, where their number is given."
MEASURES = (
    Measure(
        "referrals", "Referrals",
        "Referrals (CINreferralDate) in the month, with those that ended without further action. Two of one child on "
        "one day are one.", POPULATION, Unit.COUNT, "I03",
    ),
    Measure(
        "rereferrals", "Re-referrals within 12 months",
        "Referrals in the month of children who had an earlier one in the 12 months before. An earlier one is known "
        "only where it stands in the same file, so the first months of a census may show too few.",
        "referrals in the month.", Unit.PERCENT, "I04",
    ),
    Measure(
        "no_action", "Referrals with no further action", "Referrals in the month with ReferralNFA.",
        "referrals in the month.", Unit.PERCENT, "I05",
    ),
    Measure(
        "assessed", "Assessments in 45 working days",
        "Assessments authorised in the month within 45 working days: the first of a referral from the day of the "
        "referral, a later one from its own start (AssessmentActualStartDate).",
        "assessments authorised in the month (AssessmentAuthorisationDate).", Unit.PERCENT, "I08",
    ),
    Measure(
        "duration", "Mean duration of assessments",
        "Working days from the start to the authorisation of assessments authorised in the month, added up.",
        "those assessments.", Unit.DAYS,
    ),
    Measure(
        "enquiries", "Section 47 enquiries", "Enquiries that began in the month (S47ActualStartDate).", POPULATION,
        Unit.COUNT, "I10",
    ),
    Measure(
        "to_conference", "Section 47 enquiries that lead to a conference",
        "Enquiries that began in the month and have the date of an initial child protection conference.",
        "enquiries that began in the month.", Unit.PERCENT, "I11",
    ),
    Measure(
        "conferences", "Initial conferences in 15 working days",
        "Initial child protection conferences in the month within 15 working days of the start of the enquiry, which "
        "is the day of the strategy discussion that began it.",
        "initial conferences in the month that followed an enquiry (DateOfInitialCPC of Section47).",
        Unit.PERCENT, "I13",
    ),
    Measure(
        "plans", "Child protection plans at the end of the month",
        "Plans that had begun and had not ended on the last day of the month, or on the day of reference.", POPULATION,
        Unit.COUNT, "I15",
    ),
    Measure(
        "begun", "Child protection plans begun", "Plans that began in the month (CPPstartDate).", POPULATION, Unit.COUNT
    ),
    Measure(
        "repeat", "Repeat child protection plans",
        "Plans begun in the month of children who had one before, ever (NumberOfPreviousCPP, or an earlier plan in the "
        "file).", "plans begun in the month.", Unit.PERCENT, "I16",
    ),
    Measure(
        "reviews", "Child protection reviews in time",
        "Reviews due in the month and held by the day they were due: the first three months after the plan began, each "
        "later one six months after the one before. Of a plan that began before the year, reviews of earlier years are "
        "not in the file: its first in the year is due within six months of the beginning of the year.",
        "reviews due in the month while the plan stood.", Unit.PERCENT, "I18",
    ),
)  # fmt: skip
BY_TITLE = {measure.title: measure for measure in MEASURES}
# What a figure of each kind may feed: of counts, rates are made, and a percentage also says how many.
FEEDS = {
    Unit.COUNT: {Unit.COUNT, Unit.RATE},
    Unit.PERCENT: {Unit.PERCENT, Unit.COUNT},
    Unit.DAYS: {Unit.DAYS},
}
