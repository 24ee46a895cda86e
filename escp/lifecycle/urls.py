from django.urls import path

from escp.lifecycle import views

app_name = "lifecycle"
urlpatterns = [path("<slug:machine>/<str:reference>/<slug:transition>/", views.move, name="move")]
