"""The app of reach."""

from django.apps import AppConfig


class ReachConfig(AppConfig):
    name = "reach"
