"""Addresses of attendance."""

from django.urls import path

from training.attendance import views

urlpatterns = [
    path("sessions/today/", views.session_today, name="session-today"),
    path("sessions/<int:session_id>/register/", views.register_mark, name="register-mark"),
    path("sessions/<int:session_id>/register/snapshot/", views.register_snapshot, name="register-snapshot"),
    path("sessions/<int:session_id>/register/claims/", views.register_send, name="register-send"),
    path("registers/", views.register_kept, name="register-kept"),
    path("registers/token/", views.register_token, name="register-token"),
    path("registers/<int:session_id>/", views.register_keep, name="register-keep"),
]
