"""Wagtail's question "may this user ...?" answered by our own predicates, in the staff screens of every app."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from people.accounts.models import Person
from people.accounts.policies import StaffRole


class StaffRolePermissionPolicy(BasePermissionPolicy):
    """Everything is allowed to those for whom the predicate holds, except what is named in `never`; others see nothing.

    Deleting is never allowed where records hang on one another: they are closed, cancelled or withdrawn instead.
    """

    def __init__(self, model: Any, may: Callable[[Any], bool], *, never: Iterable[str] = ("delete",)) -> None:
        super().__init__(model)
        self.may = may
        self.never = frozenset(never)

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether the action is one that is allowed at all, and this user is one of those who may."""
        return action not in self.never and self._may(user)

    def _may(self, user: Any) -> bool:
        """The predicate's answer, asked once in a request: a list asks for every button of every row."""
        answers: dict[Any, bool] = getattr(user, "_answers_of_policies", {})
        if self.may not in answers:
            answers[self.may] = self.may(user)
            user._answers_of_policies = answers
        return answers[self.may]

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Person]:
        """Staff who may be offered as authors of what was done here."""
        return Person.objects.filter(is_staff=True, groups__name__in=StaffRole.values).distinct()
