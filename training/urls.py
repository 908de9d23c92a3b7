"""Addresses of training: each slice brings its own."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "training"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("training.sessions.urls")),
    path("", include("training.bookings.urls")),
    path("", include("training.attendance.urls")),
    path("", include("training.certificates.urls")),
]
