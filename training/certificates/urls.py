"""Addresses of certificates. A certificate is reached by its number, which cannot be guessed."""

from django.urls import path

from training.certificates import views

urlpatterns = [
    path("certificates/", views.certificate_list, name="certificate-list"),
    path("certificates/<slug:number>/certificate.pdf", views.certificate_download, name="certificate-download"),
    path("certificates/<slug:number>/name/", views.certificate_ask_name, name="certificate-ask-name"),
    path("verify/", views.certificate_find, name="certificate-find"),
    path("verify/<str:number>/", views.certificate_verify, name="certificate-verify"),
]
