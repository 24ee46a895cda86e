from django.urls import include, path

from escp.partnership import converters  # noqa: F401  registers any_reference
from learning.views import activities, findings, health, learning_points, said_before, theme_windows, themes, thread

app_name = "learning"
urlpatterns = [
    path("thread/<any_reference:reference>/", thread.thread, name="thread"),
    path("thread-health/", health.health, name="health"),
    path("activities/", activities.activities, name="activities"),
    path("activities/<any_reference:reference>/findings/new/", findings.new, name="finding-new"),
    path("findings/", findings.findings, name="findings"),
    path("findings/like/", said_before.like, name="findings-like"),
    path("findings/recurring/", said_before.recurring_findings, name="findings-recurring"),
    path("findings/<any_reference:reference>/said-before/", said_before.said_before, name="finding-said-before"),
    path("findings/<any_reference:reference>/merge/", said_before.merge, name="finding-merge"),
    path("findings/<any_reference:reference>/merges/<int:number>/apart/", said_before.apart, name="finding-apart"),
    path("findings/<any_reference:reference>/", findings.finding, name="finding"),
    path("findings/<any_reference:reference>/change/", findings.change, name="finding-change"),
    path("findings/<any_reference:reference>/join/", findings.join, name="finding-join"),
    path("findings/<any_reference:reference>/learning-points/new/", learning_points.new, name="learning-point-new"),
    path("learning-points/", learning_points.learning_points, name="learning-points"),
    path("learning-points/<any_reference:reference>/", learning_points.learning_point, name="learning-point"),
    path("learning-points/<any_reference:reference>/change/", learning_points.change, name="learning-point-change"),
    path("learning-points/<any_reference:reference>/join/", learning_points.join, name="learning-point-join"),
    path("sharing/", include("learning.embedding.urls")),
    path("sharing/", include("learning.sharing.urls")),
    path("", include("learning.word_template.urls")),
    path("", include("learning.publications.urls")),
    path("", include("learning.yearly_report.urls")),
    path("themes/", themes.themes, name="themes"),
    path("themes/new/", themes.new, name="theme-new"),
    path("themes/choose/", theme_windows.choose, name="themes-choose"),
    path("themes/<any_reference:reference>/", themes.theme, name="theme"),
    path("themes/<any_reference:reference>/change/", themes.change, name="theme-change"),
    path("themes/<any_reference:reference>/learning-points/", themes.points, name="theme-points"),
    path("themes/<any_reference:reference>/windows/new/", theme_windows.new, name="theme-window-new"),
    path("themes/<any_reference:reference>/windows/<int:pk>/", theme_windows.change, name="theme-window"),
]
