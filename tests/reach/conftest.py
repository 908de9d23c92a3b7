"""Viewers of reach, signed in as the middleware wants staff to be."""

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from people.accounts.policies import StaffRole
from tests.factories import PersonFactory, staff_member


@pytest.fixture
def sign_in(client):
    """Signs a person in with both factors shown."""

    def with_both_factors(person):
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        request = RequestFactory().get("/")
        request.session = session
        record_authentication(request, person, method="mfa", type="totp")
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        return client

    return with_both_factors


@pytest.fixture
def analyst(sign_in):
    """A client signed in as an analyst."""
    return sign_in(staff_member(StaffRole.ANALYST))


@pytest.fixture
def somebody(db):
    return PersonFactory()
