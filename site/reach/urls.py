"""Addresses of reach."""

from django.urls import path

from reach import views

app_name = "reach"
urlpatterns = [
    path("reach/", views.report_view, name="report-view"),
    path("reach/rows/", views.row_list, name="row-list"),
    path("reach/contacts/", views.contact_list, name="contact-list"),
    path("reach/export/", views.report_export, name="report-export"),
]
