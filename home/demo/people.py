"""The demo partnership's agencies and people. Plainly invented; nothing is at demo.example."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from escp.access import second_factor
from escp.access.roles import ROLES, RoleKey
from escp.partnership.choices import AgencyKind
from escp.partnership.models import Agency, Case, Membership, Person

# For invented people only: the sign-in page of a demo installation shows it to everyone.
DEMO_PASSWORD = "larks rise over the meadow"  # noqa: S105
SINCE = timedelta(days=2 * 365)

AGENCIES: dict[str, tuple[str, str, AgencyKind]] = {
    "council": ("Larkwood Borough Council", "Larkwood Council", AgencyKind.COUNCIL),
    "police": ("Larkwood Borough Police", "Larkwood Police", AgencyKind.POLICE),
    "icb": ("North Meadows Integrated Care Board", "North Meadows ICB", AgencyKind.HEALTH),
    "trust": ("Willowbank Health Trust", "Willowbank Trust", AgencyKind.HEALTH_TRUST),
    "schools": ("Larkwood Family of Schools", "Larkwood Schools", AgencyKind.SCHOOLS),
    "voluntary": ("Larkwood Voluntary Voices", "Voluntary Voices", AgencyKind.VOLUNTARY),
    "probation": ("Larkwood Probation", "Larkwood Probation", AgencyKind.PROBATION),
    "child_death_panel": ("Meadows Child Death Overview Panel", "Meadows CDOP", AgencyKind.CHILD_DEATH_PANEL),
    "scrutiny": ("Larkwood Independent Scrutiny", "Scrutiny", AgencyKind.SCRUTINY),
}


@dataclass(frozen=True)
class DemoPerson:
    """Someone to sign in as. `note` says what is special about them, where their role alone does not."""

    key: str
    name: str
    job: str
    role: RoleKey
    agency: str
    note: str = ""

    @property
    def email(self) -> str:
        """The address they sign in with."""
        return f"{self.key.replace('_', '.')}@demo.example"

    @property
    def role_label(self) -> str:
        """Their role in words."""
        return ROLES[self.role].label

    @property
    def agency_name(self) -> str:
        """The body they speak for."""
        return AGENCIES[self.agency][0]

    @property
    def what_for(self) -> str:
        """What the role is for."""
        return self.note or ROLES[self.role].description


PEOPLE = (
    DemoPerson("manager", "Maple Marsh", "Business manager", RoleKey.BUSINESS_MANAGER, "council"),
    DemoPerson("officer", "Olive Orchard", "Business officer", RoleKey.BUSINESS_OFFICER, "council"),
    DemoPerson("sin_lead", "Sorrel Stone", "Head of safeguarding", RoleKey.SIN_LEAD, "council"),
    DemoPerson(
        "council_partner", "Clover Coppice", "Director of children’s services", RoleKey.STATUTORY_PARTNER, "council"
    ),
    DemoPerson("police_partner", "Pebble Pine", "Detective superintendent", RoleKey.STATUTORY_PARTNER, "police"),
    DemoPerson("health_partner", "Hazel Heath", "Chief nurse", RoleKey.STATUTORY_PARTNER, "icb"),
    DemoPerson("lead_council", "Linden Lea", "Chief executive", RoleKey.LEAD_PARTNER, "council"),
    DemoPerson("lead_police", "Larch Loxley", "Borough commander", RoleKey.LEAD_PARTNER, "police"),
    DemoPerson("lead_health", "Lavender Lock", "Chief executive", RoleKey.LEAD_PARTNER, "icb"),
    DemoPerson("pig_chair", "Primrose Pond", "Assistant director, practice", RoleKey.PIG_MEMBER, "council"),
    DemoPerson("pig_police", "Rowan Ridge", "Detective inspector", RoleKey.PIG_MEMBER, "police"),
    DemoPerson("pig_health", "Heather Hollow", "Named nurse", RoleKey.PIG_MEMBER, "trust"),
    DemoPerson("pig_schools", "Sage Spinney", "Safeguarding adviser to schools", RoleKey.PIG_MEMBER, "schools"),
    DemoPerson("pig_voluntary", "Violet Vale", "Chief officer", RoleKey.PIG_MEMBER, "voluntary"),
    DemoPerson("contributor_trust", "Teasel Thicket", "Safeguarding midwife", RoleKey.AGENCY_CONTRIBUTOR, "trust"),
    DemoPerson("reviewer", "River Rushes", "Independent reviewer", RoleKey.REVIEWER, "scrutiny"),
    DemoPerson("cdop", "Cedar Cove", "Panel manager", RoleKey.CDOP_REPRESENTATIVE, "child_death_panel"),
    DemoPerson("scrutineer", "Summer Skylark", "Independent scrutineer", RoleKey.SCRUTINEER, "scrutiny"),
    DemoPerson("administrator", "Aspen Acorn", "Systems officer", RoleKey.ADMINISTRATOR, "council"),
    DemoPerson("governance", "Garnet Glade", "Data protection officer", RoleKey.INFORMATION_GOVERNANCE, "council"),
    DemoPerson(
        "lapsed",
        "Laurel Larch",
        "Senior probation officer",
        RoleKey.PIG_MEMBER,
        "probation",
        "Their membership ended yesterday: shows what someone sees who no longer belongs.",
    ),
    DemoPerson(
        "conflicted",
        "Coral Creek",
        "Deputy to the police partner",
        RoleKey.STATUTORY_PARTNER,
        "police",
        "Has declared a conflict of interest: shows what someone sees from whom a case is kept.",
    ),
)


def is_empty() -> bool:
    """Say whether the database holds no agency, person or case."""
    return not (Agency.objects.exists() or Person.objects.exists() or Case.objects.exists())


@transaction.atomic
def load(now: datetime | None = None) -> dict[str, Person]:
    """Make the agencies and people in an empty database, and return the people by key."""
    now = now or timezone.now()
    agencies = {
        key: Agency.objects.create(
            name=name, short_name=short, kind=kind, contact_email=f"{key.replace('_', '.')}.office@demo.example"
        )
        for key, (name, short, kind) in AGENCIES.items()
    }
    password = make_password(DEMO_PASSWORD)
    return {demo.key: _make(demo, agencies[demo.agency], password, now) for demo in PEOPLE}


def _make(demo: DemoPerson, agency: Agency, password: str, now: datetime) -> Person:
    person = Person.objects.create(email=demo.email, full_name=demo.name, job_title=demo.job, password=password)
    second_factor.set_up(person, second_factor.new_secret())
    Membership.objects.create(
        person=person,
        agency=agency,
        role=demo.role,
        starts_at=now - SINCE,
        ends_at=now - timedelta(days=1) if demo.key == "lapsed" else None,
    )
    return person


def offered() -> list[DemoPerson]:
    """Return the demo people who can sign in with one click: none unless this is a demo installation with its people.

    Costs one query.
    """
    if not settings.DEMO:
        return []
    known = set(Person.objects.filter(email__endswith="@demo.example").values_list("email", flat=True))
    return [demo for demo in PEOPLE if demo.email in known]


def find(key_or_email: str) -> Person | None:
    """Return the account of a demo person, or None: where this is no demo installation, there are none."""
    emails = [demo.email for demo in PEOPLE if key_or_email in (demo.key, demo.email)]
    if not settings.DEMO or not emails:
        return None
    return Person.objects.filter(email=emails[0], is_active=True).first()
