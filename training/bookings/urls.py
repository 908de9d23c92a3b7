"""Addresses of bookings. A booking is reached by its key, which only its holder was sent."""

from django.urls import path

from training.bookings import views

urlpatterns = [
    path("sessions/<int:session_id>/book/", views.booking_create, name="booking-create"),
    path("sessions/<int:session_id>/book/sent/", views.booking_sent, name="booking-sent"),
    path("bookings/", views.booking_list, name="booking-list"),
    path("bookings/<str:key>/", views.booking_detail, name="booking-detail"),
    path("bookings/<str:key>/confirm/", views.booking_confirm, name="booking-confirm"),
    path("bookings/<str:key>/cancel/", views.booking_cancel, name="booking-cancel"),
    path("bookings/<str:key>/invitation.ics", views.booking_invitation, name="booking-invitation"),
]
