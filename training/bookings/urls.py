"""Addresses of bookings. A booking is reached by its key, which only its holder was sent."""

from django.urls import path

from training.bookings import views

urlpatterns = [
    path("sessions/<int:session_id>/book/", views.booking_create, name="booking-create"),
    path("sessions/<int:session_id>/book/sent/", views.booking_sent, name="booking-sent"),
    path("bookings/", views.booking_list, name="booking-list"),
    path("bookings/<slug:key>/", views.booking_detail, name="booking-detail"),
    path("bookings/<slug:key>/confirm/", views.booking_confirm, name="booking-confirm"),
    path("bookings/<slug:key>/cancel/", views.booking_cancel, name="booking-cancel"),
    path("bookings/<slug:key>/invitation.ics", views.booking_invitation, name="booking-invitation"),
]
