from django.urls import path

from escp.reports import views

app_name = "reports"
urlpatterns = [
    path("<uuid:key>/", views.paper, name="paper"),
    path("<uuid:key>/file/", views.paper_file, name="paper-file"),
]
