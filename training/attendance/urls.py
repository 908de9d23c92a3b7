"""Addresses of attendance."""

from django.urls import path

from training.attendance import views

urlpatterns = [
    path("sessions/today/", views.session_today, name="session-today"),
    path("sessions/<int:session_id>/register/", views.register_mark, name="register-mark"),
    path("sessions/near/", views.session_near, name="session-near"),
    path("sessions/disagreements/", views.disagreement_list, name="disagreement-list"),
    path("sessions/<int:session_id>/disagreements/", views.disagreement_decide, name="disagreement-decide"),
    path("sessions/<int:session_id>/walk-ins/add/", views.walk_in_add, name="walk-in-add"),
    path("sessions/<int:session_id>/signed-list/", views.signed_list_enter, name="signed-list-enter"),
    path("sessions/<int:session_id>/register/close/", views.register_close, name="register-close"),
    path("sessions/<int:session_id>/register/reopen/", views.register_reopen, name="register-reopen"),
    path("sessions/<int:session_id>/register/snapshot/", views.register_snapshot, name="register-snapshot"),
    path("sessions/<int:session_id>/register/claims/", views.register_send, name="register-send"),
    path("registers/", views.register_kept, name="register-kept"),
    path("registers/token/", views.register_token, name="register-token"),
    path("registers/<int:session_id>/", views.register_keep, name="register-keep"),
]
