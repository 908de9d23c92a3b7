"""Addresses of the site that are not pages: search, uploaded files, and what search engines ask for."""

from django.urls import include, path
from wagtail.contrib.sitemaps.views import sitemap

from cms.search.robots import robots

app_name = "cms"
urlpatterns = [
    path("", include("cms.search.urls")),
    path("", include("cms.files.urls")),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", robots, name="robots"),
]
