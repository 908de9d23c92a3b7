"""Addresses of certificates. A certificate is reached by its number, which cannot be guessed."""

from django.urls import path

from training.certificates import views
from training.certificates.views import evidence, leads, record, reminders

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
    path("cpd/", record.record_detail, name="record-detail"),
    path("cpd/cpd-record.pdf", record.record_pdf, name="record-pdf"),
    path("cpd/print/", record.record_print, name="record-print"),
    path("cpd/cpd-record.csv", record.record_csv, name="record-csv"),
    path("cpd/cpd-record.json", record.record_json, name="record-json"),
    path("cpd/cpd-record.zip", record.record_zip, name="record-zip"),
    path("cpd/evidence/add/", evidence.evidence_create, name="evidence-create"),
    path("cpd/evidence/<int:evidence_id>/change/", evidence.evidence_change, name="evidence-change"),
    path("cpd/evidence/<int:evidence_id>/remove/", evidence.evidence_remove, name="evidence-remove"),
    path("cpd/evidence/<int:evidence_id>/restore/", evidence.evidence_restore, name="evidence-restore"),
    path("cpd/evidence/<int:evidence_id>/file/", evidence.evidence_file, name="evidence-file"),
    path("reminders/<str:key>/", reminders.reminders_switch, name="reminders-switch"),
    path("colleagues/refreshers/", leads.colleague_refreshers, name="colleague-refreshers"),
    path("colleagues/refreshers/refreshers.csv", leads.colleague_refreshers_csv, name="colleague-refreshers-csv"),
    path("colleagues/refreshers/book/", leads.colleague_refreshers_book, name="colleague-refreshers-book"),
]
