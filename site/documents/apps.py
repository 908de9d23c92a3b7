"""The app of documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"

    def ready(self) -> None:
        """Register the checks."""
        from documents import checks  # noqa: F401
