from django.urls import path

from actionplans.views import actions, impact

app_name = "actionplans"
urlpatterns = [
    path("", actions.actions, name="actions"),
    path("new/", actions.new, name="new"),
    path("<str:reference>/", actions.action, name="action"),
    path("<str:reference>/edit/", actions.edit, name="edit"),
    path("<str:reference>/learning-point/", actions.link, name="link"),
    path("<str:reference>/progress/", actions.progress, name="progress"),
    path("<str:reference>/measure/", impact.measure, name="measure"),
    path("<str:reference>/readings/new/", impact.reading_new, name="reading-new"),
    path("<str:reference>/readings/paste/", impact.paste, name="paste"),
    path("<str:reference>/readings/check/", impact.check, name="check"),
    path("<str:reference>/readings/<int:pk>/", impact.reading, name="reading"),
    path("<str:reference>/evidence/new/", impact.evidence_new, name="evidence-new"),
    path("<str:reference>/evidence/<int:pk>/", impact.evidence, name="evidence"),
]
