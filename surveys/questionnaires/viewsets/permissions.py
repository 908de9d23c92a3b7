"""Wagtail's question "may this user ...?" about surveys."""

from typing import Any

from people.accounts.permissions import StaffRolePermissionPolicy
from surveys.questionnaires.policies import may_build_surveys, may_open_surveys


class SurveyPermissionPolicy(StaffRolePermissionPolicy):
    """Whoever builds surveys makes and changes them; whoever publishes sees the list. Nobody deletes one."""

    def __init__(self, model: Any) -> None:
        super().__init__(model, may_open_surveys)

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Adding and changing are for those who build."""
        is_allowed = super().user_has_permission(user, action)
        return is_allowed and (action not in ("add", "change") or may_build_surveys(user))
