"""Who a session belongs to and what they may do; nobody is let in by a password."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from people.accounts.models import Person, TrainingLead


class PasswordlessBackend(ModelBackend):
    """Django's permissions by group, without its sign-in."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> None:
        """Refuse every name and password: people sign in by emailed code or passkey."""
        return

    def get_user(self, user_id: int) -> Person | None:
        """Who is signed in, with the role and organisation that pages show; whether they lead training anywhere comes
        with them, since every page's menu asks it. All in one query."""
        leads = Exists(TrainingLead.objects.filter(person=OuterRef("pk")))
        people = Person.objects.select_related("role", "organisation").annotate(leads_some=leads)
        person = people.filter(pk=user_id).first()
        return person if person is not None and self.user_can_authenticate(person) else None
