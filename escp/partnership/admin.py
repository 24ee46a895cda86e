"""Accounts and reference data. Case records are not registered: administrators manage people, not cases."""

from django import forms
from django.contrib import admin
from django.contrib.auth.forms import AdminUserCreationForm
from simple_history.admin import SimpleHistoryAdmin

from escp.access.roles import RoleKey
from escp.partnership.models import Agency, Membership, Person, Priority


class NeverRemoved:
    """Rows that other records point at are ended, not deleted."""

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Agency)
class AgencyAdmin(NeverRemoved, SimpleHistoryAdmin):
    list_display = ["name", "short_name", "kind", "active_from", "active_to"]
    list_filter = ["kind"]
    search_fields = ["name", "short_name"]


class MembershipForm(forms.ModelForm):
    """A membership that no administrator gives themself, and that leaves the business unit with a manager."""

    class Meta:
        model = Membership
        fields = ["person", "agency", "role", "starts_at", "ends_at"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("ends_at") and is_last_manager(self.instance):
            raise forms.ValidationError("This is the last business manager. Give somebody else the role first.")
        return cleaned


def is_last_manager(membership: Membership) -> bool:
    """Say whether nobody else holds the role of business manager now."""
    if membership.pk is None or membership.role != RoleKey.BUSINESS_MANAGER:
        return False
    others = Membership.objects.current().filter(role=RoleKey.BUSINESS_MANAGER, person__is_active=True)
    return not others.exclude(pk=membership.pk).exists()


class MembershipInline(NeverRemoved, admin.TabularInline):
    model = Membership
    form = MembershipForm
    extra = 1

    def has_add_permission(self, request, obj=None) -> bool:
        return obj != request.user

    def has_change_permission(self, request, obj=None) -> bool:
        return obj != request.user


class PersonCreationForm(AdminUserCreationForm):
    class Meta:
        model = Person
        fields = ["email", "full_name", "job_title"]


@admin.register(Person)
class PersonAdmin(NeverRemoved, SimpleHistoryAdmin):
    list_display = ["full_name", "email", "job_title", "is_active"]
    search_fields = ["full_name", "email"]
    fields = ["email", "full_name", "job_title", "is_active"]
    inlines = [MembershipInline]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs["form"] = PersonCreationForm
            kwargs["fields"] = None
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [
                (None, {"fields": ["email", "full_name", "job_title", "usable_password", "password1", "password2"]})
            ]
        return super().get_fieldsets(request, obj)


@admin.register(Membership)
class MembershipAdmin(NeverRemoved, SimpleHistoryAdmin):
    list_display = ["person", "role", "agency", "starts_at", "ends_at"]
    list_filter = ["role", "agency"]
    autocomplete_fields = ["person", "agency"]
    form = MembershipForm

    def has_change_permission(self, request, obj=None) -> bool:
        return obj is None or obj.person != request.user

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "person":
            # Nobody gives themself a role: a second administrator does.
            kwargs["queryset"] = Person.objects.exclude(pk=request.user.pk)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Priority)
class PriorityAdmin(NeverRemoved, SimpleHistoryAdmin):
    list_display = ["year", "number", "title"]
    list_filter = ["year"]
