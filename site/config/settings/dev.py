"""Settings for trying the product on one's own machine: nothing to set, and mail stays here.

Pages of mistakes are those that people will see; `DEBUG=1 make run` shows the traceback in their place.
"""

import base64
import hashlib
import os

os.environ.setdefault("SECRET_KEY", "only-for-trying-the-product-on-this-machine")
os.environ.setdefault("SITE_URL", f"http://localhost:{os.environ.get('PORT', '8000')}")

from config.settings.base import *  # noqa: F403
from config.settings.base import BADGE_KEY, POST_OFFICE, SECRET_KEY, STORAGES

DEBUG = os.environ.get("DEBUG") == "1"
ALLOWED_HOSTS = ["*"]
POST_OFFICE |= {"BACKENDS": {"default": "django.core.mail.backends.dummy.EmailBackend"}}
STORAGES |= {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
DEMO = True
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True  # static files from where they are built, nothing collected
BADGE_KEY = BADGE_KEY or base64.b64encode(hashlib.sha256(f"badges {SECRET_KEY}".encode()).digest()).decode()
