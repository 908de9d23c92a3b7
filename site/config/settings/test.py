"""Settings for the test suite: a database and a queue of its own, mail kept in memory, nothing shown of demos."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("SITE_URL", "http://testserver")

from config.settings.base import *  # noqa: F403
from config.settings.base import CACHES, DATABASES, POST_OFFICE, STORAGES, VAR_DIR
from config.settings.parts import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]
ALLOWED_HOSTS = ["*"]
PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "gw")  # each test process has its own queue, files and cache
POST_OFFICE |= {"BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"}}
MEDIA_ROOT = VAR_DIR / "test-files" / PROCESS / "media"
STORAGES |= {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    **{
        name: STORAGES[name]
        | {"OPTIONS": STORAGES[name]["OPTIONS"] | {"location": VAR_DIR / "test-files" / PROCESS / name}}
        for name in ("mail", "private")
    },
}
CACHES |= {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_TASK_DEFAULT_QUEUE = f"test-{PROCESS}"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
