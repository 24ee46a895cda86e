"""Readiness for inspection: criteria with their evidence, and the pack at a date."""

from django.urls import path

from audits.readiness import views

AT = "audits/readiness"
CRITERION = f"{AT}/<slug:framework>/<slug:key>"
urlpatterns = [
    path(f"{AT}/", views.readiness, name="readiness"),
    path(f"{AT}/<slug:framework>/pack/", views.pack, name="readiness-pack"),
    path(f"{CRITERION}/", views.criterion, name="readiness-criterion"),
    path(f"{CRITERION}/add/", views.add, name="readiness-add"),
    path(f"{CRITERION}/<int:number>/take-out/", views.take_out, name="readiness-take-out"),
]
