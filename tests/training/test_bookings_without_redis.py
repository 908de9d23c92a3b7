"""Booking while Redis, which is broker and cache, does not answer."""

import json
import os
import subprocess
import sys
import time

import pytest
from post_office.models import STATUS

from tests.factories import OrganisationFactory, RoleFactory, SessionFactory
from tests.letters import letters
from tests.workers import url_of_test_database
from training.models import Booking

NOBODY_LISTENS_HERE = "redis://127.0.0.1:1/0"
BOOK = """
import json, sys
import django
django.setup()
from django.test import Client
path, form = json.loads(sys.argv[1])
client = Client(HTTP_HOST="localhost")
print(client.get(path).status_code, client.post(path, form).status_code)
"""


@pytest.mark.django_db(transaction=True)
def test_a_booking_succeeds_and_its_email_waits_in_the_database():
    session = SessionFactory()
    form = {
        "name": "Sam Example",
        "email": "sam@example.org",
        "role": RoleFactory().pk,
        "organisation": OrganisationFactory().pk,
    }
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": url_of_test_database(),
        "REDIS_URL": NOBODY_LISTENS_HERE,
    }
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", BOOK, json.dumps([f"/sessions/{session.pk}/book/", form])],
        env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.stdout == "200 302\n", done.stderr
    assert Booking.objects.get().email == "sam@example.org"
    assert letters().get().status == STATUS.queued
    assert time.monotonic() - started < 60
