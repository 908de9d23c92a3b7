"""The test settings, with mail written to files that other processes can read."""

import os

from config.settings.test import *  # noqa: F403
from config.settings.test import POST_OFFICE

POST_OFFICE |= {"BACKENDS": {"default": "django.core.mail.backends.filebased.EmailBackend"}}
EMAIL_FILE_PATH = os.environ["SENT_MAIL"]
