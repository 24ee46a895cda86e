"""Agencies, people with a current membership, cases and children."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from escp.access.roles import RoleKey
from escp.partnership.choices import AgeBand, AgencyKind, GroupKind, Part
from escp.partnership.models import (
    Agency,
    Case,
    CaseAccess,
    Child,
    ConflictOfInterest,
    Deputy,
    Group,
    GroupMembership,
    Membership,
    Person,
    Priority,
)

PASSWORD = "correct horse battery staple"


class AgencyFactory(DjangoModelFactory):
    class Meta:
        model = Agency
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Agency {n}")
    short_name = factory.Sequence(lambda n: f"AG{n}")
    kind = AgencyKind.COUNCIL


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    agency = factory.SubFactory(AgencyFactory)
    role = RoleKey.BUSINESS_MANAGER
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=30))


class PersonFactory(DjangoModelFactory):
    """A person with a current membership: `PersonFactory(role=RoleKey.PIG_MEMBER)`; `role=None` for none."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@agency.example")
    full_name = factory.Sequence(lambda n: f"Person Number {n}")
    job_title = "Practitioner"

    @classmethod
    def _create(cls, model_class, *args, role=RoleKey.BUSINESS_MANAGER, agency=None, password=PASSWORD, **kwargs):
        person = model_class(**kwargs)
        person.set_password(password)
        person.save()
        if role is not None:
            MembershipFactory(person=person, role=role, **({"agency": agency} if agency else {}))
        return person


class DeputyFactory(DjangoModelFactory):
    """Somebody who has stood in for a colleague since yesterday."""

    class Meta:
        model = Deputy

    person = factory.SubFactory(PersonFactory)
    deputy = factory.SubFactory(PersonFactory)
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1))
    named_by = factory.SelfAttribute("person")


class GroupFactory(DjangoModelFactory):
    class Meta:
        model = Group

    name = factory.Sequence(lambda n: f"Task group {n}")
    kind = GroupKind.TASK_GROUP
    purpose = "Looks into one thing."
    quorum_least = 2
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=90))


class SeatFactory(DjangoModelFactory):
    """A person who has sat in a group for a month, for an agency of their own."""

    class Meta:
        model = GroupMembership

    group = factory.SubFactory(GroupFactory)
    person = factory.SubFactory(PersonFactory)
    agency = factory.SubFactory(AgencyFactory)
    part = Part.MEMBER
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))
    reason = "Named by their agency"


class PriorityFactory(DjangoModelFactory):
    class Meta:
        model = Priority

    year = 2026
    number = factory.Sequence(lambda n: n % 20 + 1)
    title = factory.Sequence(lambda n: f"Priority {n}")


class CaseFactory(DjangoModelFactory):
    class Meta:
        model = Case

    pseudonym = factory.Sequence(lambda n: f"Child Word{n}")


class ChildFactory(DjangoModelFactory):
    class Meta:
        model = Child

    case = factory.SubFactory(CaseFactory)
    pseudonym = factory.Sequence(lambda n: f"Child Leaf{n}")
    age_band = AgeBand.ONE_TO_FOUR


class CaseAccessFactory(DjangoModelFactory):
    class Meta:
        model = CaseAccess

    case = factory.SubFactory(CaseFactory)
    person = factory.SubFactory(PersonFactory)
    granted_by = factory.SubFactory(PersonFactory)
    reason = "Works on this case"


class ConflictFactory(DjangoModelFactory):
    class Meta:
        model = ConflictOfInterest

    case = factory.SubFactory(CaseFactory)
    person = factory.SubFactory(PersonFactory)
    declared_by = factory.SelfAttribute("person")
    reason = "Knows the family"
