"""Accounts and reference data. Case records are not registered: administrators manage people, not cases."""

from django.contrib import admin
from django.contrib.auth.forms import AdminUserCreationForm
from simple_history.admin import SimpleHistoryAdmin

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


class MembershipInline(NeverRemoved, admin.TabularInline):
    model = Membership
    extra = 1


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


@admin.register(Priority)
class PriorityAdmin(NeverRemoved, SimpleHistoryAdmin):
    list_display = ["year", "number", "title"]
    list_filter = ["year"]
