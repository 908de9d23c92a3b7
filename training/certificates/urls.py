"""Addresses of certificates. A certificate is reached by its number, which cannot be guessed."""

from django.urls import path

from training.certificates import views

urlpatterns = [
    path("certificates/", views.certificate_list, name="certificate-list"),
    path("certificates/<slug:number>/certificate.pdf", views.certificate_download, name="certificate-download"),
    path("certificates/<slug:number>/badge.json", views.certificate_badge, name="certificate-badge"),
    path("certificates/<slug:number>/badge.jwt", views.certificate_badge_jwt, name="certificate-badge-jwt"),
    path("certificates/<slug:number>/name/", views.certificate_ask_name, name="certificate-ask-name"),
    path("verify/", views.certificate_find, name="certificate-find"),
    path("verify/<str:number>/", views.certificate_verify, name="certificate-verify"),
    path(".well-known/did.json", views.did_document, name="badge-keys"),
    path("badges/issuer/", views.badge_issuer, name="badge-issuer"),
    path("badges/courses/<int:course_id>/", views.badge_course, name="badge-course"),
    path("badges/status/<int:number>/", views.badge_status, name="badge-status"),
]
