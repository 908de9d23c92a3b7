"""The addresses as they are where the settings say DEMO."""

from django.urls import include, path

from config.urls import urlpatterns as product

urlpatterns = [path("demo/", include("config.demo")), *product]
