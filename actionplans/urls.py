from django.urls import path

from actionplans.views import actions, impact, recommendations
from escp.partnership import converters  # noqa: F401  registers any_reference

app_name = "actionplans"
urlpatterns = [
    path("", actions.actions, name="actions"),
    path("new/", actions.new, name="new"),
    path("recommendations/", recommendations.recommendations, name="recommendations"),
    path("recommendations/of/<any_reference:reference>/new/", recommendations.new, name="recommendation-new"),
    path(
        "recommendations/of/<any_reference:reference>/list/", recommendations.new_list, name="recommendation-list-new"
    ),
    path("recommendations/<any_reference:reference>/", recommendations.recommendation, name="recommendation"),
    path("recommendations/<any_reference:reference>/change/", recommendations.change, name="recommendation-change"),
    path("recommendations/<any_reference:reference>/response/", recommendations.respond, name="recommendation-respond"),
    path("recommendations/<any_reference:reference>/join/", recommendations.join, name="recommendation-join"),
    path("<any_reference:reference>/", actions.action, name="action"),
    path("<any_reference:reference>/edit/", actions.edit, name="edit"),
    path("<any_reference:reference>/learning-point/", actions.link, name="link"),
    path("<any_reference:reference>/progress/", actions.progress, name="progress"),
    path("<any_reference:reference>/measure/", impact.measure, name="measure"),
    path("<any_reference:reference>/readings/new/", impact.reading_new, name="reading-new"),
    path("<any_reference:reference>/readings/paste/", impact.paste, name="paste"),
    path("<any_reference:reference>/readings/check/", impact.check, name="check"),
    path("<any_reference:reference>/readings/<int:pk>/", impact.reading, name="reading"),
    path("<any_reference:reference>/evidence/new/", impact.evidence_new, name="evidence-new"),
    path("<any_reference:reference>/evidence/<int:pk>/", impact.evidence, name="evidence"),
]
