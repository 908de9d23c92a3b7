"""Signing in, for tests of what comes after it."""

import time

from django.test import Client

from people.models import Person


def sign_in(client: Client, person: Person) -> Client:
    """Sign the person in, staff with their second factor."""
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client
