"""Addresses of surveys: each slice brings its own."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "surveys"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("surveys.responses.urls")),
    path("", include("surveys.results.urls")),
]
