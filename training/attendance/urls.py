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
    path("sessions/<int:session_id>/scan/", views.session_scan, name="session-scan"),
    path("sessions/<int:session_id>/check-in-code/", views.room_code, name="room-code"),
    path("check-in/", views.check_in, name="check-in"),
    path("check-in/<str:key>/", views.door_code, name="door-code"),
    path("sessions/<int:session_id>/webinar-log/", views.webinar_log_import, name="webinar-log-import"),
    path("sessions/<int:session_id>/webinar-log/<int:import_id>/", views.webinar_log_detail, name="webinar-log-detail"),
    path("headcounts/", views.headcount_list, name="headcount-list"),
    path("headcounts/new/", views.headcount_create, name="headcount-create"),
    path("headcounts/kept/", views.headcount_kept, name="headcount-kept"),
    path("headcounts/places/", views.headcount_places, name="headcount-places"),
    path("headcounts/send/", views.headcount_send, name="headcount-send"),
    path("headcounts/upload/", views.headcount_upload, name="headcount-upload"),
    path("headcounts/template/", views.headcount_template, name="headcount-template"),
    path("headcounts/<int:headcount_id>/change/", views.headcount_change, name="headcount-change"),
    path("headcounts/<int:headcount_id>/withdraw/", views.headcount_withdraw, name="headcount-withdraw"),
    path("headcounts/<int:headcount_id>/sheet/", views.headcount_sheet, name="headcount-sheet"),
    path("headcounts/<int:headcount_id>/sheet/delete/", views.headcount_delete_sheet, name="headcount-delete-sheet"),
    path("registers/", views.register_kept, name="register-kept"),
    path("registers/token/", views.register_token, name="register-token"),
    path("registers/<int:session_id>/", views.register_keep, name="register-keep"),
]
