"""The app of pages."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
