"""Addresses of bookings. A booking is reached by its key, which only its holder was sent."""

from django.urls import path

from training.bookings import views

urlpatterns = [
    path("sessions/<int:session_id>/book/", views.booking_create, name="booking-create"),
    path("sessions/<int:session_id>/book/sent/", views.booking_sent, name="booking-sent"),
    path("sessions/<int:session_id>/book-colleagues/", views.group_create, name="group-create"),
    path("sessions/<int:session_id>/reserve-places/", views.pool_create, name="pool-create"),
    path("colleagues/", views.lead_overview, name="lead-overview"),
    path("colleagues/book/", views.lead_dates, name="lead-dates"),
    path("colleagues/spreadsheet/", views.group_template, name="group-template"),
    path("colleagues/<int:booking_id>/accept/", views.colleague_accept, name="colleague-accept"),
    path("colleagues/<int:booking_id>/cancel/", views.colleague_cancel, name="colleague-cancel"),
    path("colleagues/<int:booking_id>/move/", views.colleague_move, name="colleague-move"),
    path("colleagues/<int:booking_id>/swap/", views.colleague_swap, name="colleague-swap"),
    path("group-bookings/<int:group_id>/", views.group_detail, name="group-detail"),
    path("reservations/<int:pool_id>/", views.pool_detail, name="pool-detail"),
    path("pools/<slug:key>/", views.pool_fill, name="pool-fill"),
    path("approvals/<slug:key>/", views.approval_decide, name="approval-decide"),
    path("undated-sessions/<int:undated_id>/", views.undated_detail, name="undated-detail"),
    path("undated-sessions/<int:undated_id>/sent/", views.undated_sent, name="undated-sent"),
    path("interests/<slug:key>/", views.interest_detail, name="interest-detail"),
    path("calendars/make/", views.calendar_make, name="calendar-make"),
    path("calendars/renew/", views.calendar_renew, name="calendar-renew"),
    path("calendars/stop/", views.calendar_stop, name="calendar-stop"),
    path("calendars/<slug:key>.ics", views.calendar_feed, name="calendar-feed"),
    path("catering/<str:key>/", views.catering_detail, name="catering-detail"),
    path("bookings/", views.booking_list, name="booking-list"),
    path("bookings/<slug:key>/", views.booking_detail, name="booking-detail"),
    path("bookings/<slug:key>/code/", views.booking_code, name="booking-code"),
    path("bookings/<slug:key>/confirm/", views.booking_confirm, name="booking-confirm"),
    path("bookings/<slug:key>/cancel/", views.booking_cancel, name="booking-cancel"),
    path("bookings/<slug:key>/move/", views.booking_move, name="booking-move"),
    path("bookings/<slug:key>/swap/", views.booking_swap, name="booking-swap"),
    path("bookings/<slug:key>/needs/", views.booking_needs, name="booking-needs"),
    path("bookings/<slug:key>/way/", views.booking_way, name="booking-way"),
    path("bookings/<slug:key>/invitation.ics", views.booking_invitation, name="booking-invitation"),
]
