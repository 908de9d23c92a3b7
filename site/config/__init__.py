"""How the parts are put together: settings, addresses, web server and background work."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
