"""The coded lists of a serious incident's form, close to those of the national form and its published statistics.

Source: serious incident notification statistics and their methodology, Department for Education
(explore-education-statistics.service.gov.uk). Every list ends with “Not known”: nothing is guessed to save a form.
"""

from django.db.models import TextChoices


class Duty(TextChoices):
    """Under which duty the event is notified: the test of section 16C, or a death that is notified whatever it shows.

    Working Together to Safeguard Children 2023, chapter 5: the death of a looked-after child, and of a care leaver up
    to and including 24, is notified even where abuse or neglect is not suspected.
    """

    SERIOUS_INCIDENT = "incident", "A serious incident: the statutory test decides"
    LOOKED_AFTER = "looked_after", "The death of a looked-after child"
    CARE_LEAVER_CHILD = "leaver_child", "The death of a care leaver under 18"
    CARE_LEAVER_ADULT = "leaver_adult", "The death of a care leaver aged 18 to 24"


DEATHS_ALWAYS_NOTIFIED = [Duty.LOOKED_AFTER, Duty.CARE_LEAVER_CHILD, Duty.CARE_LEAVER_ADULT]


class HarmType(TextChoices):
    PHYSICAL = "physical", "Physical abuse"
    EMOTIONAL = "emotional", "Emotional abuse"
    SEXUAL = "sexual", "Sexual abuse"
    NEGLECT = "neglect", "Neglect"
    CRIMINAL_EXPLOITATION = "criminal", "Criminal exploitation"
    SEXUAL_EXPLOITATION = "sexual_exp", "Sexual exploitation"
    DOMESTIC_ABUSE = "domestic", "Domestic abuse"
    ONLINE = "online", "Harm online"
    OTHER = "other", "Another kind of harm"
    NOT_KNOWN = "not_known", "Not known"


class PlaceType(TextChoices):
    HOME = "home", "The child’s home"
    RELATIVES = "relatives", "The home of a relative or friend"
    FOSTER_HOME = "foster", "A foster home"
    RESIDENTIAL = "residential", "A residential home"
    HOSPITAL = "hospital", "A hospital or mother and baby unit"
    EDUCATION = "education", "A school, college or nursery"
    CUSTODY = "custody", "Custody"
    PUBLIC = "public", "A public place"
    ONLINE = "online", "Online"
    OTHER = "other", "Somewhere else"
    NOT_KNOWN = "not_known", "Not known"


class Source(TextChoices):
    """Who is alleged to have caused the harm, by relationship alone."""

    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    STEP_PARENT = "step_parent", "Step-parent, or a parent’s partner"
    SIBLING = "sibling", "Brother or sister"
    RELATIVE = "relative", "Another relative"
    CARER = "carer", "Foster carer or other carer"
    PROFESSIONAL = "professional", "Somebody who works with children"
    CHILD = "child", "Another child or young person"
    PARTNER = "partner", "The young person’s own partner"
    SELF = "self", "The child themselves"
    ADULT = "adult", "Another adult"
    NOBODY = "nobody", "Nobody"
    NOT_KNOWN = "not_known", "Not known"


class KnownTo(TextChoices):
    SOCIAL_CARE = "social_care", "Children’s social care"
    EARLY_HELP = "early_help", "Early help"
    POLICE = "police", "Police"
    HEALTH = "health", "Health"
    MENTAL_HEALTH = "mental_health", "Mental health services"
    EDUCATION = "education", "School, college or nursery"
    YOUTH_JUSTICE = "youth_justice", "Youth justice"
    PROBATION = "probation", "Probation"
    HOUSING = "housing", "Housing"
    VOLUNTARY = "voluntary", "A voluntary organisation"
    NONE = "none", "No agency"
    NOT_KNOWN = "not_known", "Not known"


class Sex(TextChoices):
    MALE = "male", "Male"
    FEMALE = "female", "Female"
    TRANSGENDER = "transgender", "Transgender"
    OTHER = "other", "Another answer"
    NOT_KNOWN = "not_known", "Not known"


class Ethnicity(TextChoices):
    """The groups of the 2021 census of England and Wales."""

    BANGLADESHI = "bangladeshi", "Asian: Bangladeshi"
    CHINESE = "chinese", "Asian: Chinese"
    INDIAN = "indian", "Asian: Indian"
    PAKISTANI = "pakistani", "Asian: Pakistani"
    OTHER_ASIAN = "other_asian", "Asian: another background"
    AFRICAN = "african", "Black: African"
    CARIBBEAN = "caribbean", "Black: Caribbean"
    OTHER_BLACK = "other_black", "Black: another background"
    WHITE_ASIAN = "white_asian", "Mixed: White and Asian"
    WHITE_AFRICAN = "white_african", "Mixed: White and Black African"
    WHITE_CARIBBEAN = "white_caribbean", "Mixed: White and Black Caribbean"
    OTHER_MIXED = "other_mixed", "Mixed: another background"
    BRITISH = "british", "White: English, Welsh, Scottish, Northern Irish or British"
    IRISH = "irish", "White: Irish"
    TRAVELLER = "traveller", "White: Gypsy or Irish Traveller"
    ROMA = "roma", "White: Roma"
    OTHER_WHITE = "other_white", "White: another background"
    ARAB = "arab", "Arab"
    OTHER = "other", "Another ethnic group"
    NOT_KNOWN = "not_known", "Not known"


class Religion(TextChoices):
    NONE = "none", "No religion"
    BUDDHIST = "buddhist", "Buddhist"
    CHRISTIAN = "christian", "Christian"
    HINDU = "hindu", "Hindu"
    JEWISH = "jewish", "Jewish"
    MUSLIM = "muslim", "Muslim"
    SIKH = "sikh", "Sikh"
    OTHER = "other", "Another religion"
    NOT_KNOWN = "not_known", "Not known"


class DisabilityType(TextChoices):
    LEARNING = "learning", "Learning disability"
    AUTISM = "autism", "Autism"
    PHYSICAL = "physical", "Physical disability"
    SENSORY = "sensory", "Sight or hearing"
    MENTAL_HEALTH = "mental_health", "Mental health"
    LONG_TERM = "long_term", "Long-term illness"
    OTHER = "other", "Another disability"
    NOT_KNOWN = "not_known", "Not known"


class LegalStatus(TextChoices):
    NONE = "none", "No order"
    ACCOMMODATED = "accommodated", "Accommodated (section 20)"
    CARE_ORDER = "care_order", "Care order"
    INTERIM_CARE = "interim_care", "Interim care order"
    EMERGENCY = "emergency", "Emergency or police protection"
    SUPERVISION = "supervision", "Supervision order"
    GUARDIANSHIP = "guardianship", "Special guardianship or child arrangements order"
    PLACEMENT_ORDER = "placement", "Placement order"
    REMANDED = "remanded", "Remanded or in custody"
    OTHER = "other", "Another status"
    NOT_KNOWN = "not_known", "Not known"


class Placement(TextChoices):
    """Where the child lived."""

    FAMILY = "family", "At home with family"
    KINSHIP = "kinship", "With relatives or friends"
    FOSTER = "foster", "Foster care"
    RESIDENTIAL = "residential", "Residential home"
    HOSPITAL = "hospital", "Hospital or mother and baby unit"
    INDEPENDENT = "independent", "Lodgings or semi-independent"
    CUSTODY = "custody", "Youth custody"
    ADOPTIVE = "adoptive", "Placed for adoption"
    OTHER = "other", "Somewhere else"
    NOT_KNOWN = "not_known", "Not known"


class Plan(TextChoices):
    NONE = "none", "No plan"
    EARLY_HELP = "early_help", "Early help"
    CHILD_IN_NEED = "child_in_need", "Child in need plan"
    PROTECTION = "protection", "Child protection plan"
    LOOKED_AFTER = "looked_after", "Looked after"
    CARE_LEAVER = "care_leaver", "Care leaver’s pathway plan"
    NOT_KNOWN = "not_known", "Not known"


class Education(TextChoices):
    TOO_YOUNG = "too_young", "Too young"
    NURSERY = "nursery", "Nursery or childminder"
    MAINSTREAM = "mainstream", "Mainstream school"
    SPECIAL = "special", "Special school"
    ALTERNATIVE = "alternative", "Alternative provision"
    INDEPENDENT = "independent", "Independent school"
    COLLEGE = "college", "College or training"
    AT_HOME = "at_home", "Educated at home"
    MISSING = "missing", "Not in education"
    NOT_KNOWN = "not_known", "Not known"
