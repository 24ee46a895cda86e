from django.urls import path

from escp.partnership.views import deputies

app_name = "partnership"
urlpatterns = [
    path("accounts/deputy/", deputies.deputies, name="deputies"),
    path("accounts/deputy/new/", deputies.name_deputy, name="deputy-new"),
    path("accounts/deputy/for-a-colleague/", deputies.name_colleagues_deputy, name="deputy-for-a-colleague"),
    path("accounts/deputy/<int:number>/end/", deputies.end_deputy, name="deputy-end"),
]
