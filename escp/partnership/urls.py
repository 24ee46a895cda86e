from django.urls import path

from escp.partnership.views import deputies, groups

app_name = "partnership"
urlpatterns = [
    path("accounts/deputy/", deputies.deputies, name="deputies"),
    path("accounts/deputy/new/", deputies.name_deputy, name="deputy-new"),
    path("accounts/deputy/for-a-colleague/", deputies.name_colleagues_deputy, name="deputy-for-a-colleague"),
    path("accounts/deputy/<int:number>/end/", deputies.end_deputy, name="deputy-end"),
    path("groups/", groups.groups, name="groups"),
    path("groups/new/", groups.new, name="group-new"),
    path("groups/<int:number>/", groups.group, name="group"),
    path("groups/<int:number>/change/", groups.change, name="group-change"),
    path("groups/<int:number>/quorum/", groups.is_quorate, name="group-quorum"),
    path("groups/<int:number>/history/", groups.history, name="group-history"),
    path("groups/<int:number>/seats/new/", groups.new_seat, name="seat-new"),
    path("groups/<int:number>/seats/<int:seat>/", groups.change_seat, name="seat"),
    path("groups/<int:number>/seats/<int:seat>/end/", groups.end_seat, name="seat-end"),
]
