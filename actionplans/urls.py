from django.urls import include, path

from actionplans.views import actions, board, impact, imports, many, planning, recommendations
from escp.partnership import converters  # noqa: F401  registers any_reference

app_name = "actionplans"
urlpatterns = [
    path("", actions.actions, name="actions"),
    path("new/", actions.new, name="new"),
    path("board/", board.board, name="board"),
    path("views/", board.views, name="views"),
    path("views/new/", board.view_new, name="view-new"),
    path("chase/", many.chase, name="chase"),
    path("reassign/", many.reassign, name="reassign"),
    path("redate/", many.redate, name="redate"),
    path("import/", imports.imports, name="imports"),
    path("import/<any_reference:reference>/", imports.imported, name="import"),
    path("import/<any_reference:reference>/sheet/", imports.sheet, name="import-sheet"),
    path("import/<any_reference:reference>/columns/", imports.columns, name="import-columns"),
    path("import/<any_reference:reference>/names/", imports.names, name="import-names"),
    path("import/<any_reference:reference>/abandon/", imports.abandon, name="import-abandon"),
    path("import/<any_reference:reference>/undo/", imports.take_back, name="import-undo"),
    path("difference/", impact.difference, name="difference"),
    path("conversations/", include("actionplans.conversations.urls")),
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
    path("<any_reference:reference>/colour/", planning.colour, name="colour"),
    path("<any_reference:reference>/no-measure/", planning.waive, name="waive"),
    path("<any_reference:reference>/milestones/new/", planning.milestone_new, name="milestone-new"),
    path("<any_reference:reference>/milestones/<int:pk>/", planning.milestone, name="milestone"),
    path("<any_reference:reference>/milestones/<int:pk>/done/", planning.milestone_done, name="milestone-done"),
    path("<any_reference:reference>/milestones/<int:pk>/drop/", planning.milestone_drop, name="milestone-drop"),
    path("<any_reference:reference>/measure/", impact.measure, name="measure"),
    path("<any_reference:reference>/readings/new/", impact.reading_new, name="reading-new"),
    path("<any_reference:reference>/readings/paste/", impact.paste, name="paste"),
    path("<any_reference:reference>/readings/check/", impact.check, name="check"),
    path("<any_reference:reference>/readings/<int:pk>/", impact.reading, name="reading"),
    path("<any_reference:reference>/evidence/new/", impact.evidence_new, name="evidence-new"),
    path("<any_reference:reference>/evidence/<int:pk>/", impact.evidence, name="evidence"),
]
