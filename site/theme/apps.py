"""The app that serves the built theme."""

from django.apps import AppConfig


class ThemeConfig(AppConfig):
    name = "theme"
