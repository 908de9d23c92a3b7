"""Addresses of attendance."""

from django.urls import path

from training.attendance import views

urlpatterns = [
    path("sessions/today/", views.session_today, name="session-today"),
    path("sessions/<int:session_id>/register/", views.register_mark, name="register-mark"),
    path("sessions/<int:session_id>/scan/", views.session_scan, name="session-scan"),
    path("sessions/<int:session_id>/check-in-code/", views.room_code, name="room-code"),
    path("check-in/", views.check_in, name="check-in"),
    path("check-in/<str:key>/", views.door_code, name="door-code"),
]
