"""Addresses of the pages on which people answer. What stands under `named/` and `preview/` knows who is signed in; all
others know nobody."""

from django.urls import path

from surveys.responses import views

urlpatterns = [
    path("surveys/", views.survey_list, name="survey-list"),
    path("surveys/<slug:slug>/", views.survey_detail, name="survey-detail"),
    path("surveys/<slug:slug>/kept/", views.survey_kept, name="survey-kept"),
    path("surveys/<slug:slug>/for/<str:occasion>/", views.response_create_for, name="response-create-for"),
    path("surveys/<slug:slug>/answer/", views.response_create, name="response-create"),
    path("surveys/<slug:slug>/saved/", views.paper_take_up, name="paper-take-up"),
    path("surveys/<slug:slug>/thanks/", views.response_thanks, name="response-thanks"),
    path("surveys/<slug:slug>/named/", views.response_create_named, name="response-create-named"),
    path("surveys/<slug:slug>/named/saved/", views.paper_take_up_named, name="paper-take-up-named"),
    path("surveys/<slug:slug>/preview/", views.survey_preview, name="survey-preview"),
]
