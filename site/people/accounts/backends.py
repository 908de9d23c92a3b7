"""Who a session belongs to and what they may do; nobody is let in by a password."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from people.accounts.models import Person


class PasswordlessBackend(ModelBackend):
    """Django's permissions by group, without its sign-in."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> None:
        """Refuse every name and password: people sign in by emailed code or passkey."""
        return

    def get_user(self, user_id: int) -> Person | None:
        """The person of a session, with the role and organisation that pages show, in one query."""
        person = Person.objects.select_related("role", "organisation").filter(pk=user_id).first()
        return person if person is not None and self.user_can_authenticate(person) else None
