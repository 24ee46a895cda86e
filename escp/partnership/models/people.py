"""People and what they may do. A membership that has ended gives nothing: it is asked at every request."""

from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from simple_history.models import HistoricalRecords

from escp.access.permissions import Permission
from escp.access.roles import RoleKey, permissions_of
from escp.partnership.models.agency import Agency


class PersonQuerySet(models.QuerySet):
    def holding(self, role: str, agency: Agency | None = None):
        """Return the active people who hold a role now, in one agency when it is given."""
        held = Membership.objects.current().filter(role=role)
        if agency is not None:
            held = held.filter(agency=agency)
        return self.filter(is_active=True, pk__in=held.values("person"))

    def current(self):
        """Return the active people who hold any membership now."""
        return self.filter(is_active=True, pk__in=Membership.objects.current().values("person"))


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save()
        return person

    def get_by_natural_key(self, username: str) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """One account a person. There are no superusers: what a person may do comes from memberships alone."""

    email = models.EmailField(
        "email address", unique=True, error_messages={"unique": "Someone has this address already."}
    )
    full_name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField("can sign in", default=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    history = HistoricalRecords(excluded_fields=["password", "last_login"])
    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ["full_name"]
        verbose_name_plural = "people"
        constraints = [models.UniqueConstraint(Lower("email"), name="person_email_unique_in_any_case")]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args, **kwargs) -> None:
        # Signing in notes the time of it on the account. That is no change of who the person is: no row of history.
        if set(kwargs.get("update_fields") or ()) == {"last_login"}:
            self.skip_history_when_saving = True
        try:
            super().save(*args, **kwargs)
        finally:
            self.__dict__.pop("skip_history_when_saving", None)

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

    @cached_property
    def current_memberships(self) -> list["Membership"]:
        """The memberships in date, read once for this instance: a request loads its person afresh."""
        if self.pk is None or not self.is_active:
            return []
        return list(self.memberships.current().select_related("agency"))

    @cached_property
    def role_keys(self) -> frozenset[str]:
        return frozenset(membership.role for membership in self.current_memberships)

    @cached_property
    def agency_ids(self) -> frozenset[int]:
        return frozenset(membership.agency_id for membership in self.current_memberships)

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        return permissions_of(self.role_keys)

    def may(self, permission: Permission) -> bool:
        """Say whether the person's current memberships permit the act."""
        return permission in self.permissions

    @property
    def agency(self) -> Agency | None:
        """The agency the person speaks for now, or None."""
        return self.current_memberships[0].agency if self.current_memberships else None

    @property
    def role_labels(self) -> list[str]:
        return [membership.get_role_display() for membership in self.current_memberships]

    # What Django's admin asks. Administrators manage accounts and reference data; nothing else is registered there.
    @property
    def is_staff(self) -> bool:
        return self.may(Permission.MANAGE_ACCOUNTS)

    @property
    def is_superuser(self) -> bool:
        return False

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.may(Permission.MANAGE_ACCOUNTS)

    def has_perms(self, perms: list[str], obj: object = None) -> bool:
        return self.may(Permission.MANAGE_ACCOUNTS)

    def has_module_perms(self, app_label: str) -> bool:
        return self.may(Permission.MANAGE_ACCOUNTS)


class MembershipQuerySet(models.QuerySet):
    def current(self, at: datetime | None = None):
        """Return the memberships in force at a moment, now unless given."""
        at = at or timezone.now()
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)


class Membership(models.Model):
    """A role that a person holds for an agency from one moment to another."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=RoleKey)
    starts_at = models.DateTimeField("from", default=timezone.now)
    ends_at = models.DateTimeField("to", null=True, blank=True, help_text="Leave empty while it lasts.")

    history = HistoricalRecords()
    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="membership_ends_after_it_starts",
                violation_error_message="A membership cannot end before it starts.",
            ),
            models.CheckConstraint(condition=Q(role__in=RoleKey.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}, {self.agency}"


class InForceQuerySet(models.QuerySet):
    """What is in force from one day to another, both included, or with no last day."""

    def current(self, on: date | None = None):
        """Return what is in force on a day, today unless given."""
        day = on or timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class Deputy(models.Model):
    """A colleague who sees and is told what a person owes, from one day to another. It opens no record to them."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stands_in_for")
    starts_on = models.DateField("from")
    ends_on = models.DateField("to", null=True, blank=True)
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()
    objects = InForceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        verbose_name_plural = "deputies"
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("deputy")), name="deputy_is_someone_else"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="deputy_ends_after_it_starts",
                violation_error_message="The last day cannot come before the first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} for {self.person}"
