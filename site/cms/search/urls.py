"""The address of search."""

from django.urls import path

from cms.search.views import page_search

urlpatterns = [path("search/", page_search, name="page-search")]
