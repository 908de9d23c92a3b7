"""The app that holds the commands which start the product."""

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        """Make the folders through which tasks go where no Redis is named, forget kept pages when they change, and let
        no log tell of who answers a survey."""
        from config.hushed_logs import hush_logs
        from config.keeping import forget_on_change

        hush_logs()
        forget_on_change()
        for folder in ("data_folder_in", "control_folder"):
            if where := settings.CELERY_BROKER_TRANSPORT_OPTIONS.get(folder):
                Path(str(where)).mkdir(parents=True, exist_ok=True)
