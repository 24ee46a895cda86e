"""Addresses of indicators and published data, in the names of `intelligence`."""

from django.urls import path

from escp.partnership import converters  # noqa: F401  registers any_reference
from intelligence.indicators import import_views, views
from intelligence.scorecards import views as scorecards

urlpatterns = [
    path("scorecards/", scorecards.scorecards, name="scorecards"),
    path("scorecards/pack/", scorecards.scorecard_pack, name="scorecard-pack"),
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/new/", views.new, name="indicator-new"),
    path("indicators/starter-set/", views.starter, name="indicator-starter"),
    path("indicators/<any_reference:code>/", scorecards.indicator, name="indicator"),
    path("indicators/<any_reference:code>/change/", views.change, name="indicator-change"),
    path("indicators/<any_reference:code>/define/", views.define, name="indicator-define"),
    path("indicators/<any_reference:code>/comment/", views.comment, name="indicator-comment"),
    path("indicators/<any_reference:code>/authorities/", scorecards.authorities, name="indicator-authorities"),
    path("indicators/<any_reference:code>/events/new/", scorecards.event, name="indicator-event"),
    path(
        "indicators/<any_reference:code>/events/<int:number>/strike/",
        scorecards.strike_event,
        name="indicator-event-strike",
    ),
    path("indicators/<any_reference:code>/limits/", scorecards.rebase, name="indicator-rebase"),
    path(
        "indicators/<any_reference:code>/limits/<int:number>/withdraw/",
        scorecards.withdraw_rebase,
        name="indicator-rebase-withdraw",
    ),
    path("imports/", import_views.imports, name="imports"),
    path("imports/<any_reference:reference>/", import_views.imported, name="import"),
    path("imports/<any_reference:reference>/columns/", import_views.columns, name="import-columns"),
    path("imports/<any_reference:reference>/abandon/", import_views.abandon, name="import-abandon"),
    path("imports/<any_reference:reference>/undo/", import_views.undo, name="import-undo"),
]
