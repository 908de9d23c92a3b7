"""Addresses of sessions."""

from django.urls import path

from training.sessions import views

urlpatterns = [
    path("sessions/<int:session_id>/", views.session_detail, name="session-detail"),
]
