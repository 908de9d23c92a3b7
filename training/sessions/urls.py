"""Addresses of sessions and of cohorts. A cohort is reached by its key, which its people are given."""

from django.urls import path

from training.sessions import views

urlpatterns = [
    path("sessions/<int:session_id>/", views.session_detail, name="session-detail"),
    path("cohorts/", views.cohort_list, name="cohort-list"),
    path("cohorts/<slug:key>/", views.cohort_detail, name="cohort-detail"),
]
