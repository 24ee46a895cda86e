"""Addresses of the year plan, under /reports/year-plan/ and in the names of `home`."""

from django.urls import path, register_converter

from escp.partnership.converters import AnyReference
from home.year_plan import views


class FixedPointReference(AnyReference):
    regex = r"(?:YP|yp)-[0-9]{4}-[0-9]{3,6}"


register_converter(FixedPointReference, "fixed_point")

urlpatterns = [
    path("", views.year_plan, name="year-plan"),
    path("make/", views.make, name="year-plan-make"),
    path("audits/new/", views.add_audit, name="year-plan-audit"),
    path("<fixed_point:reference>/", views.fixed_point, name="fixed-point"),
    path("<fixed_point:reference>/date/", views.move_date, name="fixed-point-date"),
    path("<fixed_point:reference>/under-way/", views.start, name="fixed-point-start"),
    path("<fixed_point:reference>/done/", views.finish, name="fixed-point-done"),
    path("<fixed_point:reference>/not-this-year/", views.leave_out, name="fixed-point-leave-out"),
    path("<fixed_point:reference>/take-up/", views.take_up_again, name="fixed-point-take-up"),
]
