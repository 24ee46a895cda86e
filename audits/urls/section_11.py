"""Rounds of self-assessments by agencies and by schools, and the list of schools."""

from django.urls import path

from audits.views import assessed, schools, section_11

urlpatterns = [
    path("audits/self-assessments/", section_11.cycles, name="cycles"),
    path("audits/self-assessments/new/", section_11.new, name="cycle-new"),
    path("audits/self-assessments/<cycle:reference>/", section_11.cycle, name="cycle"),
    path("audits/self-assessments/<cycle:reference>/change/", section_11.change, name="cycle-change"),
    path("audits/self-assessments/<cycle:reference>/heat-map/", section_11.heat_map, name="heat-map"),
    path("audits/self-assessments/<cycle:reference>/staff/", section_11.say_do, name="say-do"),
    path("audits/self-assessments/<cycle:reference>/staff/enter/", section_11.staff, name="staff"),
    path("audits/self-assessments/<cycle:reference>/overview/", section_11.overview, name="overview"),
    path("audits/self-assessments/<cycle:reference>/<int:number>/", assessed.body, name="body"),
    path("audits/self-assessments/<cycle:reference>/<int:number>/moderate/", assessed.moderate, name="moderate"),
    path("audits/self-assessments/<cycle:reference>/<int:number>/panel/", assessed.panel, name="panel"),
    path("audits/self-assessments/<cycle:reference>/<int:number>/agree/", assessed.agree, name="agree"),
    path("audits/self-assessments/<cycle:reference>/<int:number>/letter/", assessed.letter, name="letter"),
    path("audits/self-assessments/<cycle:reference>/<int:number>/gap/<slug:criterion>/", assessed.gap, name="gap"),
    path("audits/schools/", schools.schools, name="schools"),
    path("audits/schools/add/", schools.add, name="schools-add"),
    path("audits/schools/<slug:urn>/", schools.school, name="school"),
]
