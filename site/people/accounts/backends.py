"""Who a session belongs to and what they may do; nobody is let in by a password."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest


class PasswordlessBackend(ModelBackend):
    """Django's permissions by group, without its sign-in."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> None:
        """Refuse every name and password: people sign in by emailed code or passkey."""
        return
