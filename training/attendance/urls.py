"""Addresses of attendance."""

from django.urls import path

from training.attendance import views

urlpatterns = [
    path("sessions/today/", views.session_today, name="session-today"),
    path("sessions/<int:session_id>/register/", views.register_mark, name="register-mark"),
    path("sessions/<int:session_id>/webinar-log/", views.webinar_log_import, name="webinar-log-import"),
    path("sessions/<int:session_id>/webinar-log/<int:import_id>/", views.webinar_log_detail, name="webinar-log-detail"),
]
