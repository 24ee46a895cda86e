from django.urls import path

from escp.lifecycle import views
from escp.partnership import converters  # noqa: F401  registers any_reference

app_name = "lifecycle"
urlpatterns = [path("<slug:machine>/<any_reference:reference>/<slug:transition>/", views.move, name="move")]
