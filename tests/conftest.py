"""What every test may ask for, and what holds for all of them."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.cache import cache, caches
from django.core.mail import EmailMessage
from django.db import connection
from django.test import TransactionTestCase
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from wagtail.models import Page, Site

from documents.outbox import send_due
from people.accounts.operations import set_up_staff_roles
from people.accounts.policies import StaffRole
from people.models import Person
from tests import databases
from tests.factories import staff_member
from tests.sign_in import sign_in
from training.bookings.operations import make_emails

pytest_plugins = ["tests.browsers", "tests.rivals", "tests.workers"]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps a loop running in the test's thread
# How fast the machine is at the moment is no property of the code.
hypothesis_settings.register_profile("any speed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("any speed")

# A Tuesday in term time, mid-morning: far from midnight, from a change of the clocks and from the end of a year.
NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A test that could not run has not passed: a skip is a failure, on every machine."""
    return _refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """The same for a file of tests that skips itself."""
    return _refuse_skip((yield))


def _refuse_skip(report):
    if report.skipped:
        report.longrepr = f"No test may be skipped: {report.longrepr}"
        report.outcome = "failed"
    return report


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker
) -> Iterator[None]:
    """A copy of the migrated template for this test process; see tests/databases.py."""
    with django_db_blocker.unblock():
        name = str(connection.creation._get_test_db_name())
        databases.make_test_database(name)
    TransactionTestCase._fixture_teardown = lambda case: databases.restore_pristine_rows()
    yield
    with django_db_blocker.unblock():
        databases.drop_test_database(name)


@pytest.fixture(autouse=True)
def clean_cache() -> Iterator[None]:
    yield
    cache.clear()
    caches["passing"].clear()


@pytest.fixture(scope="session", autouse=True)
def clean_files() -> Iterator[None]:
    """Files that tests store, made by nobody else and kept for nobody; whitenoise wants its folder to exist."""
    django_settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    yield
    shutil.rmtree(django_settings.MEDIA_ROOT.parent, ignore_errors=True)


@pytest.fixture(scope="session")
def base_url(live_server) -> str:
    """What a path given to a browser is relative to."""
    return live_server.url


@pytest.fixture
def noon() -> datetime:
    return NOON


@pytest.fixture
def root_page(db) -> Page:
    """Wagtail's root page."""
    return Page.objects.get(depth=1)


@pytest.fixture
def wagtail_site(root_page) -> Site:
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def sign_in_staff(client, wagtail_site) -> Callable[..., Person]:
    """Signs in somebody new with these roles, after both factors, and let into the admin whatever the roles."""
    set_up_staff_roles()

    def as_staff(*roles: StaffRole, **facts: object) -> Person:
        person = staff_member(*roles, **facts)
        person.user_permissions.add(Permission.objects.get(codename="access_admin"))
        sign_in(client, person)
        return person

    return as_staff


@pytest.fixture
def deliver_mail(db) -> Callable[[], list[EmailMessage]]:
    """Makes and sends what is owed, as the worker would, and returns every message sent in this test."""

    def deliver() -> list[EmailMessage]:
        make_emails(at=timezone.now())
        send_due()
        return mail.outbox

    return deliver
