"""Addresses of published results."""

from django.urls import path

from surveys.results import views

urlpatterns = [
    path("surveys/<slug:slug>/results/", views.publication_detail, name="publication-detail"),
    path("surveys/<slug:slug>/results/<str:what>/", views.publication_download, name="publication-download"),
]
