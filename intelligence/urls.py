from django.urls import include, path

from intelligence import views

app_name = "intelligence"
urlpatterns = [
    path("", views.intelligence, name="intelligence"),
    path("", include("intelligence.indicators.urls")),
    path("", include("intelligence.own.urls")),
    path("asked-figures/", include("intelligence.asked.urls")),
    path("census/", include("intelligence.census.urls")),
    path("external/", include("intelligence.external.urls")),
    path("surveys/", include("intelligence.voice.urls")),
    path("horizon/", include("intelligence.horizon.urls")),
    path("picture/", include("intelligence.picture.urls")),
    path("scrutiny/", include("intelligence.scrutiny.urls")),
    path("young-people/", include("intelligence.young.urls")),
]
